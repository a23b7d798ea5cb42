// Cause map: causes linked to the event by who asserts them. The parts are in order_map_*.js; the menus do everything, the
// picture and the table show what they say.

function causemapLayout(view) {
  const picture = causemapPicture(view);
  const toggle = causemapSwitch(view);
  const words = h("div", { class: "causemap-words", "aria-live": "polite" });
  const sections = view.spec.causes.map((cause, n) => causemapSection(view, cause, n === 0));
  const foot = causemapFoot(view, sections);
  const table = h("div", { class: "causemap-scroll", tabindex: "0", role: "group", "aria-label": "The map as a table" });
  view.root.append(picture.element, toggle.element, words,
    h("details", { class: "causemap-table" }, h("summary", { text: "The map as a table" }), table),
    h("div", { class: "causemap-causes" }, sections.map(({ element }) => element)), foot.element);
  let told = "";
  const update = () => {
    picture.draw();
    toggle.update();
    sections.forEach((section) => section.update());
    foot.update();
    table.replaceChildren(causemapTable(view));
    const said = causemapWords(view);
    if (said.join() === told) return; // a live region speaks only when its words change
    told = said.join();
    words.replaceChildren(inOne(said.map((text) => h("p", { text }))));
  };
  return { update };
}

function causemapSwitch(view) {
  const input = h("input", { type: "checkbox", on: { change: () => keep(view.model, { without: input.checked }) } });
  const element = h("label", { class: "causemap-switch" }, input, h("span", { text: "Leave out the author’s own voice" }));
  return { element, update: () => { input.checked = causemapWithout(view); } };
}

// ---- One cause: its paragraphs, the evidence behind each voice, its kind.

function causemapSection(view, cause, open) {
  const state = h("span", { class: "causemap-count" });
  const links = cause.links.map((link) => causemapRow(view, cause, link));
  const grades = causemapGrades(view, cause);
  const role = causemapRole(view, cause);
  const check = h("button", { type: "button", on: { click: () => causemapPress(view, [cause]) } }, `Check ${cause.id}`);
  const summary = h("summary", {}, h("b", { text: cause.id }), ` ${cause.label} `, state);
  const element = h("details", { class: "causemap-section", open }, summary,
    h("ul", { class: "causemap-links" }, links.map((link) => link.element)), grades.element, role.element, check);
  const update = () => {
    links.forEach((link) => link.update());
    grades.update();
    role.update();
    const right = cause.links.filter((link) => causemapLink(view, cause, link).right).length;
    const done = causemapSettled(view, cause);
    state.textContent = `${done ? "✓ " : ""}${right} of ${cause.links.length} right`;
    element.dataset.state = done ? "done" : "open";
    if (done && check === check.getRootNode().activeElement) summary.focus({ preventScroll: true });
    check.hidden = done;
  };
  return { element, update, cause, summary };
}

function causemapOptions(view) {
  const options = (stance, lead) => view.spec.voices.map((voice) => h("option", { value: `${stance}:${voice.id}`, text: `${voice.label}${lead}` }));
  return [h("option", { value: "", text: "choose …" }), h("optgroup", { label: "Says that it is a cause" }, options("asserts", "")),
    h("optgroup", { label: "Says that it is not a cause" }, options("denies", ", against it"))];
}

function causemapRow(view, cause, link) {
  const id = causemapLinkId(cause, link);
  const note = h("div", { class: "causemap-note", id: freshId("note") });
  const name = freshId("voice");
  const select = h("select", { id: name, "aria-describedby": note.id, on: { change: () => causemapChoose(view, id, select.value) } }, causemapOptions(view));
  const label = h("label", { for: name }, h("span", { class: "course-hidden", text: `${cause.id}, ` }), "Who says so in ", h("b", { text: spoken(link.passage) }), "?");
  const element = h("li", { class: "causemap-link" }, h("div", { class: "causemap-choose" }, label, select),
    lookAgain([link.passage], view.spec.passages, { label: "Read:" }), note);
  let told = null;
  const update = () => {
    const now = causemapState(view, id);
    const key = JSON.stringify(now);
    if (key === told) return;
    told = key;
    select.value = causemapParts(view, now.choice) ? now.choice : "";
    element.dataset.state = !now.choice ? "open" : !now.checked ? "placed" : now.right ? "right" : "look";
    note.replaceChildren(...causemapSaid(view, cause, link, now, select));
  };
  return { element, update };
}

// A change takes the check back, and keeps the tries.
function causemapChoose(view, id, choice) {
  view.change({ [id]: { ...causemapState(view, id), choice, checked: false, right: false, shown: false } });
}

function causemapSaid(view, cause, link, state, select) {
  if (!state.checked) return [];
  if (state.right) return [h("p", { class: "causemap-right", text: `✓ ${state.shown ? "Shown to you" : "Right"}` })];
  const [stance, voice] = state.choice.split(":");
  const ask = link.keys.some((key) => key.startsWith(`${stance}:`)) ? link.ask[voice] : link.ask.stance;
  const show = () => {
    causemapReveal(view, cause, link);
    select.focus({ preventScroll: true });
    view.status.say(`${cause.id}, ${spoken(link.passage)}: ${causemapVoice(view, link.keys[0].split(":")[1]).label}.`);
  };
  const button = state.tries >= CAUSEMAP_TRIES
    ? h("button", { type: "button", class: "course-link", on: { click: show } }, "Show me", h("span", { class: "course-hidden", text: ` ${cause.id}, ${spoken(link.passage)}` })) : null;
  return [h("p", {}, h("strong", { text: "Look again. " }), ask), button].filter(Boolean);
}

// One menu for each voice that is linked so far; made anew only when the voices change, so that the focus stays.
function causemapGrades(view, cause) {
  const list = h("div", { class: "causemap-grades" });
  const element = h("fieldset", { class: "causemap-evidence" }, h("legend", { text: "What stands behind it? Your judgement: it is not marked." }), list);
  let made = null;
  let menus = [];
  const menu = (edge) => {
    const name = freshId("grade");
    const select = h("select", { id: name, on: { change: () => view.change({ [causemapGradeId(cause, edge)]: { grade: select.value } }) } },
      h("option", { value: "", text: "no grade yet" }), view.spec.grades.map((grade) => h("option", { value: grade.id, text: `${grade.label}: ${grade.hint}` })));
    const words = `${causemapVoice(view, edge.voice).label}${edge.stance === "denies" ? ", against it" : ""}`;
    const element = h("div", { class: "causemap-choose" }, h("label", { for: name }, h("span", { class: "course-hidden", text: `${cause.id}, evidence of ` }), words), select);
    return { element, select, choice: edge.choice };
  };
  const update = () => {
    const edges = causemapEdges(view, cause);
    const now = edges.map(({ choice }) => choice).join();
    element.hidden = !edges.length;
    if (now !== made) {
      made = now;
      menus = edges.map(menu);
      list.replaceChildren(...menus.map((one) => one.element));
    }
    menus.forEach((one, n) => { one.select.value = edges[n].grade; });
  };
  return { element, update };
}

function causemapRole(view, cause) {
  const name = freshId("role");
  const note = h("div", { class: "causemap-note", id: freshId("note") });
  const select = h("select", { id: name, "aria-describedby": note.id, on: { change: () => causemapChoose(view, cause.id, select.value) } },
    h("option", { value: "", text: "choose …" }), view.spec.roles.map((role) => h("option", { value: role.id, text: role.label })));
  const element = h("div", { class: "causemap-kind" }, h("div", { class: "causemap-choose" },
    h("label", { for: name }, h("span", { class: "course-hidden", text: `${cause.id}: ` }), "What kind of cause is it?"), select), note);
  let told = null;
  const update = () => {
    const state = causemapState(view, cause.id);
    const key = JSON.stringify(state);
    if (key === told) return;
    told = key;
    select.value = view.spec.roles.some(({ id }) => id === state.choice) ? state.choice : "";
    note.replaceChildren(...causemapRoleSaid(view, cause, state));
  };
  return { element, update };
}

function causemapRoleSaid(view, cause, state) {
  if (!state.checked) return [];
  if (state.right === false) return [h("p", {}, h("strong", { text: "Look again. " }), view.spec.ask_role)];
  const lead = state.right ? (state.shown ? "✓ Shown to you. " : "✓ Right. ") : "Not marked. ";
  return [h("p", { class: "causemap-right" }, h("strong", { text: lead }), cause.why)];
}

// ---- Below: check all, show the rest, what came of it.

function causemapPress(view, causes) {
  const judged = causemapCheck(view, causes);
  const touched = causes.filter((cause) => cause.links.some((link) => causemapLink(view, cause, link).choice));
  if (!judged) return view.status.say(touched.length ? "Nothing new to check: choose something, or change what says “Look again”." : "Choose who says so for at least one paragraph first.");
  return view.status.say((touched.length ? touched : causes).map((cause) => causemapSummary(view, cause)).join(" "));
}

function causemapFoot(view, sections) {
  const all = h("button", { type: "button", class: "course-main", on: { click: () => causemapPress(view, view.spec.causes) } }, "Check all");
  const show = () => {
    causemapRevealAll(view);
    all.focus({ preventScroll: true });
    view.status.say("The rest is filled in for you. Compare it with the paragraphs, and try the switch above.");
  };
  const rest = h("button", { type: "button", hidden: true, on: { click: show } }, "Show me the rest");
  const progress = h("p", { class: "causemap-progress" });
  const element = h("div", { class: "causemap-foot" }, h("div", { class: "causemap-buttons" }, all, rest, progress), view.status);
  const update = () => {
    const done = sections.filter(({ cause }) => causemapSettled(view, cause)).length;
    const needed = Math.min(CAUSEMAP_REST, sections.length);
    rest.hidden = done < needed || done === sections.length;
    const hint = done < needed ? ` After ${causemapPlural(needed, "cause")} you may have the rest shown.` : "";
    progress.replaceChildren(h("b", { text: `${done} of ${sections.length}` }), ` causes complete.${hint}`);
  };
  return { element, update };
}

// ---- The same as a table.

function causemapTable(view) {
  const heads = ["Cause", "Who says so", "Who says it is not", "Kind"].map((text) => h("th", { scope: "col", text }));
  const rows = view.spec.causes.map((cause) => {
    const edges = causemapShown(view, causemapEdges(view, cause));
    const cell = (stance) => {
      const found = edges.filter((edge) => edge.stance === stance);
      return h("td", {}, found.length ? h("ul", {}, found.map((edge) => h("li", { text: causemapCell(view, edge) }))) : stance === "denies" ? "nobody" : "no link");
    };
    const role = view.spec.roles.find(({ id }) => id === causemapState(view, cause.id).choice);
    return h("tr", {}, h("th", { scope: "row", text: `${cause.id} ${cause.label}` }), cell("asserts"), cell("denies"), h("td", { text: role?.label ?? "not chosen" }));
  });
  const caption = `${causemapWithout(view) ? "Without the author’s own voice. " : ""}Who links each cause to the event, as you placed it.`;
  return h("table", {}, h("caption", { text: caption }), h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows));
}

function causemapCell(view, edge) {
  const grade = view.spec.grades.find(({ id }) => id === edge.grade);
  return `${causemapVoice(view, edge.voice).label}: ${edge.links.map(({ passage }) => spoken(passage)).join(", ")} (${grade?.label ?? "no grade"})`;
}
