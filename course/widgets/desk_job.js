// One job of the desk: what to write, the text, and beside it what the desk sees. The text is kept when the student says so
// or leaves the field, in the same shape as any writing task: `shown` says that levels and examples are open.

const DESK_MARKS = { fine: "\u2713", look: "\u2192", open: "?", wait: "\u00b7" };
const DESK_SAID = { fine: "in order", look: "look again", open: "not checked here", wait: "to come" };
const DESK_PAUSE = { see: 250, say: 2000 }; // milliseconds without a key: before the checks look, before they speak
const DESK_STATES = { todo: "To do", draft: "Draft", ready: "Ready", lost: "Not saved" };

function deskState(state) {
  if (!splitWords(state.response ?? "").length) return "todo";
  return state.shown ? "ready" : "draft";
}

// ---- What the desk sees.

function checkItem({ state, label, lines }) {
  return h("li", { class: `desk-check is-${state}` },
    h("span", { class: "desk-mark", "aria-hidden": "true", text: DESK_MARKS[state] }),
    h("div", {}, h("p", { class: "desk-label" }, label, h("span", { class: ["wait", "fine"].includes(state) ? "course-hidden" : "desk-said", text: ` ${DESK_SAID[state]}` })),
      lines.map((line) => h("p", { class: "desk-line", text: line }))));
}

function checksBox(question) {
  const list = h("ul", { class: "desk-list", role: "list" });
  const voice = statusLine("course-hidden");
  const title = h("h5", { class: "desk-sees", id: freshId("sees"), text: question.job === "correction" ? "What a correction needs" : "What readers need" });
  let seen = "";
  let spoken = null;
  const show = (results) => {
    const key = JSON.stringify(results);
    if (key !== seen) list.replaceChildren(...results.map(checkItem));
    seen = key;
  };
  // Only what is left to do, only when that has changed, and only once the keys rest.
  const say = (results) => {
    const left = results.filter(({ state }) => state === "look").map(({ label }) => label).join(", ");
    if (spoken !== null && left !== spoken) voice.say(left ? `Look again: ${left}.` : "No check says look again.");
    spoken = left;
  };
  return { element: h("section", { class: "desk-checks", "aria-labelledby": title.id }, title, list, voice), show, say };
}

// ---- Which passage a correction is about.

const problemLine = ({ id, passage, statement }) => `${id} \u00b7 ${spoken(passage)} \u00b7 ${statement}`;

function problemBox(problems, passages, choose) {
  const id = freshId("problem");
  const select = h("select", { id, class: "desk-select", on: { change: () => choose(select.value || null) } },
    h("option", { value: "", text: "Choose one" }), problems.map((problem) => h("option", { value: problem.id, text: problemLine(problem) })));
  const shown = h("div", { class: "desk-passage" });
  const label = h("label", { for: id, class: "q-label", text: "What do you correct?" });
  const show = (problem) => {
    select.value = problem?.id ?? "";
    if (shown.dataset.id === (problem?.id ?? "")) return;
    shown.dataset.id = problem?.id ?? "";
    shown.replaceChildren(...(problem ? [h("p", {}, h("strong", { text: `${problem.id}. ` }), problem.statement), passageCard({ ...passages[problem.passage], excerpt: problem.excerpt })] : []));
  };
  return { element: h("div", { class: "desk-problem" }, problems.length > 1 ? [label, select] : null, shown), show };
}

// ---- The job.

function deskJob(question, spec, { state, change, follow }) {
  const problems = spec.problems.filter(({ id }) => question.problems.includes(id));
  const parts = { question, status: statusLine(), checks: checksBox(question), rating: ratingField(question, (level) => change({ level })) };
  parts.area = deskArea(question);
  parts.problem = problems.length ? problemBox(problems, spec.passages, (problem) => { change({ problem }); look(); }) : null;
  const chosen = () => (problems.length === 1 ? problems[0] : problems.find(({ id }) => id === state().problem) ?? null);
  const corrected = () => (chosen() ? [chosen()] : problems).map(({ passage }) => passage);
  const results = () => deskResults(parts.area.value, { question, corrected: corrected(), quotable: spec.quotable });
  const look = () => parts.checks.show(results());
  const save = () => deskSave(question, parts.area, state, change);
  let once = ""; // what to say once the text has reached the case file
  const finish = (words) => {
    once = words;
    follow();
  };
  let isKept = true;
  const hear = ({ kept, said }) => {
    isKept = kept;
    if (!kept || said || once) parts.status.say(kept ? once || said : said);
    once = kept ? "" : once;
  };
  const withWords = (act) => () => {
    const wasReady = deskState(state()) === "ready" && parts.area.value === state().response;
    save();
    if (splitWords(parts.area.value).length) act(wasReady);
    else parts.status.say(EMPTY.text);
  };
  const ready = (wasReady) => {
    if (wasReady && isKept) return;
    if (deskState(state()) !== "ready") change({ shown: true });
    finish(deskReady(question, results()));
  };
  deskListen(parts, { look, save, say: () => parts.checks.say(results()) });
  parts.buttons = deskButtons({ save: withWords(() => finish("**Saved.**")), ready: withWords(ready) });
  const update = () => { deskShow(parts, state(), chosen()); look(); };
  return { element: deskPanel(parts), update, hear, save: () => { if (parts.area.value !== (state().response ?? "")) save(); } };
}

function deskArea({ job }) {
  return h("textarea", { id: freshId("text"), rows: job === "headline" ? 2 : 9, class: "q-text desk-text", spellcheck: "true" });
}

function deskPanel({ question, problem, area, checks, buttons, status, rating }) {
  const bench = h("div", { class: "desk-bench" },
    h("div", { class: "desk-writing" }, h("label", { for: area.id, class: "q-label", text: "Your text" }), area, buttons.element, status), checks.element);
  return h("div", { class: "desk-job" }, h("p", { class: "desk-stem" }, prose(question.stem)), problem?.element, bench, rating.element);
}

function deskButtons({ save, ready }) {
  const done = h("button", { type: "button", class: "course-main", on: { click: ready } }, "It is ready");
  const element = h("div", { class: "q-actions" }, done, h("button", { type: "button", on: { click: save } }, "Save"));
  const show = (isReady) => { done.textContent = isReady ? "Ready \u2713" : "It is ready"; done.setAttribute("aria-disabled", String(isReady)); };
  return { element, show };
}

function deskListen({ area }, { look, save, say }) {
  let [see, speak] = [0, 0];
  area.addEventListener("input", () => {
    clearTimeout(see);
    clearTimeout(speak);
    see = setTimeout(look, DESK_PAUSE.see);
    speak = setTimeout(() => { if (area.isConnected) say(); }, DESK_PAUSE.say);
  });
  area.addEventListener("focus", () => say()); // what is left now is what later changes are told from
  area.addEventListener("blur", () => { clearTimeout(speak); save(); });
}

function deskSave(question, area, state, change) {
  const response = area.value;
  const had = state().response ?? "";
  if (response === had && (state().checked || !response)) return;
  const outcome = splitWords(response).length ? grade(question, response).outcome : null;
  change({ response, checked: true, outcome });
}

function deskReady(question, results) {
  const left = results.filter(({ state }) => state === "look").length;
  const still = left ? ` ${left === 1 ? "One check still says" : `${left} checks still say`} look again: that is yours to decide.` : "";
  const next = question.rubric.length ? " The levels and examples are open below." : "";
  return `**Ready.**${still}${next} You can go on improving it.`;
}

function deskShow({ area, problem, rating, buttons }, state, chosen) {
  // Never under the student's hands: while the field has the focus, what is typed there stands.
  const typing = area.getRootNode().activeElement === area;
  if (!typing && area.value !== (state.response ?? "")) area.value = state.response ?? "";
  problem?.show(chosen);
  const isReady = deskState(state) === "ready";
  buttons.show(isReady);
  rating.show(state, isReady);
  if (rating.element) rating.element.hidden = !isReady;
}
