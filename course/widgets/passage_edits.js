// A quotation against its source, word by word: found by the student first, then shown with what the rule says.

// ---- Who quotes whom.

// The text that is quoted is the source, whichever menu it was chosen in.
function editsPair(view) {
  const { printed: first, source: second } = stateOf(view);
  const [one, two] = [first, second].map((id) => view.texts.get(id));
  if (!one || !two || one === two) return null;
  const [printed, source] = two.quotes.includes(one.id) ? [two, one] : [one, two];
  const steps = editsAligned(printed.parsed, source.parsed);
  const relation = editsRelation(printed, source);
  const isChange = ({ kind }) => kind !== "same" && (kind !== "outside" || relation !== "quotation");
  return { key: `${printed.id}|${source.id}`, printed, source, steps, relation, isChange, changes: steps.filter(isChange) };
}

function editsRelation(printed, source) {
  if (printed.quotes.includes(source.id)) return "quotation";
  const known = [source.id, ...source.quotes];
  return [printed.id, ...printed.quotes].some((id) => known.includes(id)) ? "siblings" : "translations";
}

const EDITS_SAID = {
  quotation: ({ printed, source }) => `${printed.name} quotes ${source.name}. Inside the quotation marks the two should be the same, word for word.`,
  siblings: ({ printed, source }) => `${printed.name} and ${source.name} print words of the same English text. Neither quotes the other: compare each with that text.`,
  translations: ({ printed, source }) => `${printed.name} and ${source.name} give the same words in another English. Neither quotes the other, so the rule judges neither.`,
};
const EDITS_LABELS = {
  quotation: { inserted: "put in", deleted: "left out", substituted: "changed", case: "capital", outside: "not quoted" },
  other: { inserted: "only below", deleted: "only above", substituted: "other word", case: "capital", outside: "only above" },
};
const editsLabels = ({ relation }) => EDITS_LABELS[relation] ?? EDITS_LABELS.other;

// ---- The two texts as they stand, to read or to mark.

const editsPicked = (view, pair) => {
  const kept = stateOf(view).pairs?.[pair.key] ?? {};
  return { mode: kept.mode ?? "read", marks: { printed: kept.marks?.printed ?? [], source: kept.marks?.source ?? [] } };
};

function editsKeep(view, pair, patch) {
  const { pairs = {} } = stateOf(view);
  keep(view.model, { pairs: { ...pairs, [pair.key]: { ...editsPicked(view, pair), ...patch } } });
}

function editsToggle(view, pair, side, place) {
  const { marks } = editsPicked(view, pair);
  const others = marks[side].filter((one) => one !== place);
  const on = others.length === marks[side].length;
  editsKeep(view, pair, { marks: { ...marks, [side]: on ? [...others, place].sort((a, b) => a - b) : others } });
}

// The marks around a word: what touches it on the left or right, and an ellipsis that follows.
function editsAround({ text, words }, word) {
  const gap = (n) => text.slice(n ? words[n - 1].to : 0, n < words.length ? words[n].from : text.length).split(/\s+/);
  const [before, after] = [gap(word.place), gap(word.place + 1)];
  const left = before.length > 1 || !word.place ? before.at(-1) : "";
  const last = word.place === words.length - 1;
  const right = after.slice(0, after.length > 1 && !last ? -1 : undefined).filter(Boolean).join(" ");
  return { left, right };
}

// Each word is a button, so what stands between two words stays plain text.
function editsButtons(view, pair, side) {
  const { parsed } = pair[side];
  const nodes = parsed.words.flatMap((word) => {
    const { left, right } = editsAround(parsed, word);
    const button = h("button", { type: "button", class: "edits-word", "aria-pressed": "false", tabindex: word.place ? "-1" : "0", dataset: { place: word.place },
      on: { click: () => editsToggle(view, pair, side, word.place), focus: () => editsRove(button) } }, parsed.text.slice(word.from, word.to));
    return [h("span", { class: "edits-glued" }, left, button, right), " "];
  });
  return h("div", { class: "edits-words", role: "toolbar", "aria-label": `Words of ${pair[side].name}`, dataset: { side } }, nodes);
}

function editsRove(button) {
  button.closest(".edits-words").querySelectorAll("button").forEach((one) => { one.tabIndex = one === button ? 0 : -1; });
}

// Notebooks take arrows before they reach a button (kit.js): this listener stands beside that guard.
function editsArrows(view) {
  const go = { ArrowLeft: (n) => n - 1, ArrowRight: (n) => n + 1, Home: () => 0, End: (n, all) => all.length - 1 };
  return (event) => {
    const button = event.composedPath()[0];
    if (!go[event.key] || event.ctrlKey || event.metaKey || event.altKey || !(button instanceof Element)) return;
    if (!view.root.contains(button) || !button.matches(".edits-word")) return;
    const all = [...button.closest(".edits-words").querySelectorAll("button")];
    all[go[event.key](all.indexOf(button), all)]?.focus();
    event.preventDefault();
  };
}

function editsText(view, pair, side, mode) {
  const text = pair[side];
  const words = mode === "find" ? editsButtons(view, pair, side) : h("blockquote", { class: "edits-words", text: text.text });
  return h("section", { class: "edits-text" }, h("h4", { text: text.name }), h("p", { class: "edits-about", text: text.about }), words);
}

// ---- Both texts word under word, once the changes are shown.

function editsChunk(parsed, word) {
  const { left, right } = editsAround(parsed, word);
  return left + parsed.text.slice(word.from, word.to) + right;
}

function editsColumn(pair, step, n) {
  const told = step.kind === "outside" && pair.steps[n - 1]?.kind === "outside"; // once is enough for a row of words
  const label = told ? null : editsLabels(pair)[step.kind];
  const cell = (side) => h("span", { class: `edits-cell is-${side}`, text: step[side] ? editsChunk(pair[side].parsed, step[side]) : "\u00a0" });
  return h("span", { class: "edits-column", dataset: { kind: step.kind, marked: step.marked } }, cell("source"), cell("printed"), h("span", { class: "edits-label", text: label ?? "\u00a0" }));
}

function editsPairs(pair) {
  return [
    h("p", { class: "edits-key" }, h("b", { text: "Above: " }), pair.source.name, h("br"), h("b", { text: "Below: " }), pair.printed.name),
    h("div", { class: "edits-columns", "aria-hidden": "true" }, pair.steps.map((step, n) => editsColumn(pair, step, n))),
    h("p", { class: "course-hidden", text: `${pair.source.name}: ${pair.source.text}` }),
    h("p", { class: "course-hidden", text: `${pair.printed.name}: ${pair.printed.text}` }),
    editsLegend(pair),
  ];
}

function editsLegend(pair) {
  const labels = editsLabels(pair);
  const kinds = ["inserted", "deleted", "substituted", "case", "outside"].filter((kind) => pair.steps.some((step) => step.kind === kind));
  const looks = { inserted: "in a box", deleted: "struck through", substituted: "underlined twice", case: "underlined with dots", outside: "in grey italics" };
  if (pair.relation !== "quotation") looks.outside = looks.deleted;
  const items = new Map(kinds.map((kind) => [labels[kind], kind]));
  return kinds.length ? h("ul", { class: "edits-legend", role: "list" }, [...items].map(([label, kind]) => h("li", {}, h("b", { text: label }), `: ${looks[kind]}`))) : null;
}

// ---- The changes in words, each with what the rule says.

function editsGroups({ steps, printed, source }) {
  const groups = [];
  const text = { printed: printed.text, source: source.text };
  for (const step of steps) {
    const last = groups.at(-1);
    const joins = last && last.kind === step.kind && last.marked === step.marked && step.kind !== "case";
    if (joins) last.steps.push(step);
    else groups.push({ kind: step.kind, marked: step.marked, steps: [step], text });
  }
  return groups.filter(({ kind }) => kind !== "same");
}

const editsPhrase = (side, { steps, text }) => `\u201c${editsSlice(text[side], steps[0][side], steps.at(-1)[side])}\u201d`;
const editsMore = ({ steps }) => steps.length > 1;

const EDITS_RULED = {
  inserted: (group) => {
    const what = editsPhrase("printed", group);
    if (group.marked) return [`${what} in square brackets`, "The brackets tell the reader who added this. The rule is kept."];
    const round = group.steps.some(({ printed }) => printed.round);
    return [what + (round ? " in round brackets" : ""), `${round ? "A reader may take round brackets for the speaker's own; news agencies use them all the same. " : ""}A word that you add goes into square brackets: [${what.slice(1, -1)}].`];
  },
  deleted: (group) => (group.marked
    ? [editsPhrase("source", group), "An ellipsis (\u2026) stands for it. The rule is kept."]
    : [editsPhrase("source", group), "No sign shows it. What you leave out becomes \u2026"]),
  substituted: (group) => [`${editsPhrase("source", group)} became ${editsPhrase("printed", group)}`, group.marked
    ? "Square brackets show the new wording. The rule is kept."
    : `No sign shows it. Keep the ${editsMore(group) ? "words" : "word"} of the source, or write [${editsPhrase("printed", group).slice(1, -1)}].`],
  case: (group) => [`${editsPhrase("source", group)} became ${editsPhrase("printed", group)}`, group.marked
    ? "Square brackets show the change. The rule is kept."
    : "Strictly, a changed letter goes into square brackets too. Many editors change capitals without a sign. Ask whether the capital carries a meaning."],
  outside: (group) => [editsPhrase("source", group), "A quotation may begin and end anywhere, so this needs no sign. Ask what gets lost."],
};

const EDITS_OTHER = {
  inserted: (group) => [editsPhrase("printed", group), null],
  deleted: (group) => [editsPhrase("source", group), null],
  outside: (group) => [editsPhrase("source", group), null],
  substituted: (group) => [`${editsPhrase("source", group)} above, ${editsPhrase("printed", group)} below`, null],
  case: (group) => [`${editsPhrase("source", group)} above, ${editsPhrase("printed", group)} below`, null],
};

function editsItem(pair, group) {
  const [what, rule] = (pair.relation === "quotation" ? EDITS_RULED : EDITS_OTHER)[group.kind](group);
  const label = editsLabels(pair)[group.kind];
  return h("li", { class: "edits-item", dataset: { kind: group.kind } }, h("b", { class: "edits-what", text: `${label[0].toUpperCase()}${label.slice(1)}: ` }), what, rule ? h("p", { class: "edits-rule", text: rule }) : null);
}

function editsCounted({ changes, steps, printed, source, relation }) {
  const of = (kind) => changes.filter((step) => step.kind === kind && !step.marked).length;
  const kept = steps.filter((step) => step.kind === "same" || step.kind === "case").length;
  const share = `${kept} of ${alignCount(source.parsed.words.length, "word")} of ${source.name} stand in ${printed.name}`;
  if (relation !== "quotation") return `${share}.`;
  const told = [["inserted", "put in"], ["deleted", "left out"], ["substituted", "changed"], ["case", "with another capital"]];
  const silent = told.filter(([kind]) => of(kind)).map(([kind, label]) => `${of(kind)} ${label}`);
  return `${share}. Without a sign: ${silent.join(", ") || "nothing is changed"}.`;
}

const EDITS_NO_RULE = {
  siblings: ["Neither is the source. ", "Choose the text that both quote in the second menu, and see who changed it."],
  translations: ["No rule is broken here. ", "Two people chose words for the same Korean. To judge a choice, ask somebody who reads the Korean."],
};

function editsResult(view, pair) {
  const { printed, source, relation } = pair;
  const groups = editsGroups(pair);
  const notes = [source, printed].filter(({ note }) => note);
  const { original } = view.spec.families.find(({ id }) => id === printed.family);
  const chips = [printed.passage, source.passage].filter(Boolean);
  return [
    h("p", { class: "edits-count", text: editsCounted(pair) }),
    groups.length ? h("ul", { class: "edits-list", role: "list" }, groups.map((group) => editsItem(pair, group))) : null,
    h("p", { class: "course-note" }, relation === "quotation" ? [h("strong", { text: "The rule. " }), view.spec.rule]
      : EDITS_NO_RULE[relation].map((text, n) => (n ? text : h("strong", { text })))),
    notes.map(({ name, note }) => h("p", { class: "edits-note" }, h("b", { text: `${name}: ` }), korean(note))),
    original ? editsOriginal(original) : null,
    chips.length ? lookAgain(chips, view.spec.passages, { label: "In the article:" }) : null,
  ].flat(Infinity).filter(Boolean);
}

function editsOriginal({ name, text, note }) {
  return h("details", { class: "edits-original" }, h("summary", { text: `The Korean behind it: ${name}` }),
    h("blockquote", { class: "edits-words", lang: "ko", text }), note ? h("p", { class: "edits-note" }, korean(note)) : null);
}

// ---- Finding them: a change counts as found when one of its words is marked.

function editsScore(pair, marks) {
  const isMarked = (step) => ["printed", "source"].some((side) => step[side] && marks[side].includes(step[side].place));
  const right = pair.changes.filter(isMarked).length;
  const rest = pair.steps.filter((step) => !pair.isChange(step));
  return { right, all: pair.changes.length, same: rest.filter(isMarked).length };
}

function editsCheck(view) {
  const pair = editsPair(view);
  const { marks } = editsPicked(view, pair);
  const { right, all, same } = editsScore(pair, marks);
  const extra = same ? ` ${alignCount(same, "marked word")} ${same === 1 ? "is no change" : "are no changes"}.` : "";
  if (right === all) {
    editsKeep(view, pair, { mode: "shown" });
    view.all.focus({ preventScroll: true });
    return view.status.say(`${all ? `You found all ${alignCount(all, "change")}` : "Right: nothing is changed"}.${extra} They stand below, with the rule.`.replace("changed. They stand below, with the rule.", "changed."));
  }
  return view.status.say(`You found ${right} of ${alignCount(all, "change")}.${extra} Read both lines aloud, one word at a time, capitals too.`);
}

function editsFind(view) {
  editsKeep(view, editsPair(view), { mode: "find" });
  view.lines.querySelector("[data-side=printed] button")?.focus({ preventScroll: true });
  view.status.say("Mark each word that differs, then choose Check. Arrow keys move from word to word.");
}

function editsFound({ changes: { length } }) {
  if (!length) return "Nothing is changed.";
  return `${alignCount(length, "change")} ${length === 1 ? "is" : "are"} shown, and told below.`;
}

function editsShowAll(view) {
  const pair = editsPair(view);
  const shown = editsPicked(view, pair).mode === "shown";
  editsKeep(view, pair, { mode: shown ? "read" : "shown" });
  view.status.say(shown ? "The changes are hidden." : editsFound(pair));
}

// ---- Controls and the whole.

function editsPicker(view, label, change) {
  const select = h("select", { on: { change: () => change(select.value) } });
  return { select, box: labelled(label, select) };
}

const editsOption = ({ id, name }) => h("option", { value: id, text: name });

function editsChoose(view, id) {
  const { family, quotes } = view.texts.get(id);
  const others = view.spec.texts.filter((text) => text.family === family && text.id !== id);
  const { source } = stateOf(view);
  const partner = others.find((text) => text.id === source) ?? others.find((text) => quotes.includes(text.id)) ?? others[0];
  editsMoveTo(view, { printed: id, source: partner.id });
}

function editsMoveTo(view, patch) {
  keep(view.model, patch);
  const pair = editsPair(view);
  view.status.say(EDITS_SAID[pair.relation](pair));
}

function editsSyncMenus(view) {
  const { printed, source } = stateOf(view);
  const family = view.texts.get(printed)?.family;
  const others = view.spec.texts.filter((text) => text.family === family && text.id !== printed);
  const told = others.map(({ id }) => id).join();
  if (view.others !== told) view.second.select.replaceChildren(...others.map(editsOption));
  view.others = told;
  view.first.select.value = printed;
  view.second.select.value = source;
}

function editsDraw(view, pair, mode) {
  const shown = mode === "shown";
  view.relation.textContent = EDITS_SAID[pair.relation](pair);
  view.lines.classList.toggle("is-versions", pair.relation !== "quotation");
  view.lines.replaceChildren(...(shown ? editsPairs(pair).filter(Boolean) : ["source", "printed"].map((side) => editsText(view, pair, side, mode))));
  view.result.replaceChildren(...(shown ? editsResult(view, pair) : []));
  view.find.hidden = mode !== "read";
  view.check.hidden = mode !== "find";
  view.all.textContent = shown ? "Hide the changes" : "Show all changes";
}

function editsSync(view) {
  const pair = editsPair(view);
  if (!pair) return;
  editsSyncMenus(view);
  const { mode, marks } = editsPicked(view, pair);
  if (view.drawn !== `${pair.key} ${mode}`) editsDraw(view, pair, mode);
  view.drawn = `${pair.key} ${mode}`;
  view.lines.querySelectorAll(".edits-word").forEach((button) => {
    button.setAttribute("aria-pressed", marks[button.closest(".edits-words").dataset.side].includes(Number(button.dataset.place)));
  });
}

function editsBuild(view) {
  const button = (text, act, main) => h("button", { type: "button", class: main ? "course-main" : "", on: { click: () => act(view) } }, text);
  view.first = editsPicker(view, "Quotation", (id) => editsChoose(view, id));
  view.second = editsPicker(view, "Compare it with", (id) => editsMoveTo(view, { source: id }));
  view.first.select.append(...view.spec.families.map(({ id, label }) => h("optgroup", { label }, view.spec.texts.filter(({ family }) => family === id).map(editsOption))));
  view.relation = h("p", { class: "edits-relation" });
  view.lines = h("div", { class: "edits-lines" });
  view.find = button("Find the changes yourself", editsFind, true);
  view.check = button("Check", editsCheck, true);
  view.all = button("Show all changes", editsShowAll);
  view.result = h("div", { class: "edits-result" });
  view.root.append(h("div", { class: "edits-controls" }, view.first.box, view.second.box), view.relation, view.lines,
    h("p", { class: "edits-buttons" }, view.find, view.check, view.all), view.status, view.result);
}

function renderEdits({ model, el }) {
  const spec = model.get("spec");
  const root = frame(el, { title: spec.title, intro: spec.intro, kind: "edits" });
  root.classList.add("course-reader"); // it looks like the reader
  const view = { model, spec, root, status: statusLine(), texts: new Map(spec.texts.map((text) => [text.id, { ...text, parsed: editsWords(text.text) }])) };
  editsBuild(view);
  const [update, arrows] = [() => editsSync(view), editsArrows(view)];
  model.on("change:value", update);
  window.addEventListener("keydown", arrows, true);
  update();
  return () => {
    model.off("change:value", update);
    window.removeEventListener("keydown", arrows, true);
  };
}
