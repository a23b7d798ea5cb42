// The correction desk: the jobs with how far each has come, and one of them open.

const DESK_NAMES = { correction: "Correction", headline: "Headline", brief: "Brief", reflection: "Reflection" };

// "Correction 2" where there are several of a kind.
function jobName(questions, question) {
  const same = questions.filter(({ job }) => job === question.job);
  return DESK_NAMES[question.job] + (same.length > 1 ? ` ${same.indexOf(question) + 1}` : "");
}

function deskRow(question, spec, { model, watch, toggle, update: updateAll }) {
  const state = () => stateOf(model, question.id);
  // What has reached the case file is asked for; until that is known, the row shows what was known before.
  const follow = () => watch.follow(question.id, (verdict) => {
    row.isLost = !verdict.kept;
    job.hear(verdict);
    updateAll();
  });
  const change = (patch) => { keep(model, { [question.id]: { ...state(), ...patch } }); follow(); };
  const job = deskJob(question, spec, { state, change, follow });
  const [panel, word] = [freshId("job"), h("span", { class: "desk-state" })];
  const button = h("button", { type: "button", class: "desk-open", "aria-controls": panel, on: { click: () => toggle(row) } },
    h("span", { class: "desk-name", text: jobName(spec.questions, question) }), word);
  const body = h("div", { id: panel, class: "desk-panel" }, job.element);
  const show = (isOpen) => {
    button.setAttribute("aria-expanded", String(isOpen));
    body.hidden = !isOpen;
  };
  const update = () => {
    job.update();
    const now = row.isLost ? "lost" : deskState(state());
    word.className = `desk-state is-${now}`;
    word.textContent = (now === "ready" ? "\u2713 " : "") + DESK_STATES[now];
  };
  const row = { element: h("li", { class: "desk-row" }, h("h4", { class: "desk-head" }, button), body), show, update, save: job.save, state, isLost: false };
  return row;
}

function deskSum(rows) {
  const count = (name) => rows.filter((row) => deskState(row.state()) === name).length;
  const drafts = count("draft") ? ` ${plural(count("draft"), "draft")} begun.` : "";
  const lost = rows.filter(({ isLost }) => isLost).length;
  if (lost) return `**Not in your case file: ${plural(lost, "text")}.**`;
  return count("ready") === rows.length ? "**All are ready.**" : `Ready: ${count("ready")} of ${rows.length}.${drafts}`;
}

function buildDesk(el, model) {
  const spec = model.get("spec");
  const root = frame(el, { title: spec.title, intro: spec.intro, kind: "question" });
  root.classList.add("course-desk");
  let open = null;
  const toggle = (row) => {
    open?.save();
    open = open === row ? null : row;
    rows.forEach((one) => one.show(one === open));
  };
  const watch = keptWatch(model);
  const sum = h("p", { class: "desk-sum" });
  const update = () => {
    rows.forEach((row) => row.update());
    sum.replaceChildren(...prose(deskSum(rows)));
  };
  const rows = spec.questions.map((question) => deskRow(question, spec, { model, watch, toggle, update }));
  root.append(sum, h("ol", { class: "desk-rows", role: "list" }, rows.map(({ element }) => element)));
  update();
  // What was begun last time, or else the first thing to do.
  const first = ["draft", "todo"].map((name) => rows.find((row) => deskState(row.state()) === name)).find(Boolean);
  rows.forEach((row) => row.show(false));
  if (first) toggle(first);
  const leave = () => { watch.close(); root.remove(); };
  return { update, leave };
}

function render({ model, el }) {
  let desk = buildDesk(el, model);
  const update = () => desk.update();
  const rebuild = () => { desk.leave(); desk = buildDesk(el, model); };
  model.on("change:value", update);
  model.on("change:spec", rebuild);
  return () => {
    model.off("change:value", update);
    model.off("change:spec", rebuild);
    desk.leave();
  };
}

export default { render, results: deskResults };
