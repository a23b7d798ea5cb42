// The window: one sentence as words, and the part of it that each article lets its readers see.

const windowShare = (n, all) => `${n} of ${alignCount(all, "word")} (${((100 * n) / all).toFixed(1)} %)`;
const windowKey = ({ from, to }) => `${from}-${to}`;
const windowAnd = (items) => items.join(", ").replace(/, ([^,]*)$/, " and $1");
const windowAll = (target, found) => target.windows.every(([from, to]) => found.includes(`${from}-${to}`));

function windowState(view) {
  const { from = 1, to = view.words.length, found = [], checked = null, shown = false } = stateOf(view);
  return { from, to, found, checked, shown };
}

const windowPhrase = ({ parsed: { text, words } }, from, to) => editsSlice(text, words[from - 1], words[to - 1]);

// ---- The sentence, word by word, with the window drawn over it.

function windowSentence(view) {
  const { text, words } = view.parsed;
  view.spans = words.map((word, n) => {
    const last = n === words.length - 1;
    return h("span", { class: "window-word", dataset: { n: n + 1 } }, text.slice(word.from, last ? text.length : words[n + 1].from).trimEnd());
  });
  const line = h("p", { class: "window-words", "aria-hidden": "true" }, view.spans.flatMap((span) => [span, " "]));
  windowDrag(view, line);
  return [line, h("p", { class: "course-hidden", text: `The sentence: ${text}` })];
}

// With the mouse: press on one end, pull to the other. A finger scrolls the page as ever; the menus work for all.
function windowDrag(view, line) {
  let anchor = null;
  const at = (event) => Number(event.target.closest?.(".window-word")?.dataset.n) || null;
  const set = (n) => windowMove(view, { from: Math.min(anchor, n), to: Math.max(anchor, n) });
  const stop = () => {
    if (anchor) windowSay(view);
    anchor = null;
  };
  line.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button) return;
    anchor = at(event);
    if (anchor) set(anchor);
    event.preventDefault();
  });
  line.addEventListener("pointerover", (event) => {
    if (anchor && !(event.buttons & 1)) stop();
    if (anchor && at(event)) set(at(event));
  });
  view.stopDrag = stop;
  window.addEventListener("pointerup", stop);
}

function windowSyncWords(view, { from, to }) {
  view.spans.forEach((span, n) => {
    const inside = n + 1 >= from && n + 1 <= to;
    span.classList.toggle("is-in", inside);
    span.classList.toggle("is-first", n + 1 === from);
    span.classList.toggle("is-last", n + 1 === to);
  });
}

// ---- The controls.

function windowMenu(view, label, end) {
  const select = h("select", { on: { change: () => windowChoose(view, end, Number(select.value)) } },
    view.words.map(({ spelled }, n) => h("option", { value: n + 1, text: `${n + 1} ${spelled}` })));
  return { select, box: labelled(label, select) };
}

// A window never turns inside out: the other end comes along.
function windowChoose(view, end, n) {
  const { from, to } = windowState(view);
  windowMove(view, end === "from" ? { from: n, to: Math.max(n, to) } : { from: Math.min(n, from), to: n });
  windowSay(view);
}

function windowMove(view, { from, to }) {
  const before = windowState(view);
  if (before.from === from && before.to === to) return;
  keep(view.model, { from, to, checked: null });
}

function windowSay(view) {
  const { from, to } = windowState(view);
  view.status.say(`Window: words ${from} to ${to}, ${windowShare(to - from + 1, view.words.length)}.`);
}

// ---- Checking.

const windowSame = (view, key) => view.spec.targets.filter(({ windows }) => windows.some(([from, to]) => `${from}-${to}` === key));

// An article that prints two pieces: the words from the first to the last are not one window.
function windowHull(view, { from, to }) {
  return view.spec.targets.find(({ windows }) => windows.length > 1 && windows[0][0] === from && windows.at(-1)[1] === to) ?? null;
}

function windowLeftOut(view, { from, to }) {
  const last = view.words.length;
  const pieces = [from > 1 ? windowPhrase(view, 1, from - 1) : null, to < last ? windowPhrase(view, to + 1, last) : null];
  return pieces.filter(Boolean).map((words) => `\u201c${words}\u201d`);
}

function windowWho(view, state) {
  const here = windowSame(view, windowKey(state));
  if (here.length) {
    const piece = here.some(({ windows }) => windows.length > 1) ? ", as one of its two pieces" : "";
    return { good: true, text: `${windowAnd(here.map(({ name }) => name))} ${here.length === 1 ? "shows" : "show"} exactly this window${piece}.` };
  }
  const hull = windowHull(view, state);
  if (hull) return { good: false, text: `${hull.name} prints these words in ${hull.windows.length} pieces, each in marks of its own. Set each piece.` };
  return { good: false, text: `None of the ${view.spec.targets.length} articles shows exactly this window.` };
}

function windowVerdict(view, state) {
  const out = windowLeftOut(view, state);
  return `You keep ${windowShare(state.to - state.from + 1, view.words.length)}. ${out.length ? `Left out: ${windowAnd(out)}.` : "Nothing is left out."}`;
}

function windowCheck(view) {
  const state = windowState(view);
  const key = windowKey(state);
  const isNew = windowSame(view, key).length > 0 && !state.found.includes(key);
  keep(view.model, { checked: key, found: isNew ? [...state.found, key] : state.found });
  const now = windowState(view);
  const done = windowIsDone(view, now.found) ? " All windows are found: see what each cut leaves to the writer." : "";
  view.status.say(`${windowVerdict(view, now)} ${windowWho(view, now).text}${done}`);
}

const windowIsDone = (view, found) => view.spec.targets.every((target) => windowAll(target, found));

function windowReveal(view) {
  const { shown } = windowState(view);
  keep(view.model, { shown: !shown });
  view.status.say(shown ? "The windows are hidden." : "All windows are shown in the list.");
}

function windowSyncVerdict(view, state) {
  const told = state.checked === windowKey(state);
  const who = windowWho(view, state);
  view.verdict.hidden = !told;
  view.verdict.classList.toggle("is-good", who.good);
  view.verdict.replaceChildren(...(told ? [h("strong", { text: who.good ? "Found. " : "Not yet. " }), `${windowVerdict(view, state)} ${who.text}`] : []));
}

// ---- The articles, what is found of each, and at the end what the cuts leave to the writers.

function windowTarget(view, target) {
  const mark = h("span", { class: "window-mark" });
  const pieces = h("div", {});
  const item = h("li", { class: "window-target" }, h("p", {}, h("b", { text: target.name }), " ", mark), pieces, lookAgain([target.passage], view.spec.passages, { label: "Read it:" }));
  return { target, item, mark, pieces };
}

function windowSyncTarget(view, { target, mark, pieces }, state, done) {
  const shown = target.pieces.filter((_, n) => state.shown || state.found.includes(target.windows[n].join("-")));
  const all = shown.length === target.windows.length;
  mark.textContent = all ? `${windowAll(target, state.found) ? "\u2713 found: " : ""}${windowShare(target.kept, view.words.length)}`
    : target.windows.length > 1 && shown.length ? `${shown.length} of ${target.windows.length} pieces found` : "not found yet";
  pieces.replaceChildren(...[
    shown.length ? h("p", { class: "window-pieces", text: shown.map((words) => `\u201c${words}\u201d`).join(" and ") }) : null,
    done && target.leaves ? h("p", { class: "window-leaves" }, h("b", { text: "Left to the writer: " }), target.leaves) : null,
  ].filter(Boolean));
}

// ---- The whole.

function windowSync(view) {
  const state = windowState(view);
  const done = state.shown || windowIsDone(view, state.found);
  view.from.select.value = String(state.from);
  view.to.select.value = String(state.to);
  windowSyncWords(view, state);
  view.size.textContent = windowShare(state.to - state.from + 1, view.words.length);
  windowSyncVerdict(view, state);
  view.entries.forEach((entry) => windowSyncTarget(view, entry, state, done));
  view.all.textContent = state.shown ? "Hide the windows" : "Show all windows";
}

function windowBuild(view) {
  const button = (text, act, main) => h("button", { type: "button", class: main ? "course-main" : "", on: { click: () => act(view) } }, text);
  view.from = windowMenu(view, "From word", "from");
  view.to = windowMenu(view, "To word", "to");
  view.size = h("p", { class: "window-size" });
  view.verdict = h("p", { class: "course-note window-verdict", hidden: true });
  view.all = button("Show all windows", windowReveal);
  view.entries = view.spec.targets.map((target) => windowTarget(view, target));
  view.status = statusLine("course-hidden");
  view.root.append(h("h4", { class: "window-name", text: view.spec.name }), ...windowSentence(view), h("p", { class: "window-about", text: view.spec.about }),
    h("div", { class: "window-controls" }, view.from.box, view.to.box, view.size), h("p", { class: "window-hint", text: "Use the two menus, or pull over the words with a mouse." }),
    h("p", { class: "window-buttons" }, button("Check", windowCheck, true), view.all), view.verdict, view.status,
    h("h4", { class: "window-heading", text: "Whose window is it?" }), h("ul", { class: "window-targets", role: "list" }, view.entries.map(({ item }) => item)));
}

function renderWindow({ model, el }) {
  const spec = model.get("spec");
  const root = frame(el, { title: spec.title, intro: spec.intro, kind: "window" });
  root.classList.add("course-reader"); // it looks like the reader
  const parsed = editsWords(spec.text);
  const view = { model, spec, root, parsed, words: parsed.words };
  windowBuild(view);
  const update = () => windowSync(view);
  model.on("change:value", update);
  update();
  return () => {
    model.off("change:value", update);
    window.removeEventListener("pointerup", view.stopDrag);
  };
}
