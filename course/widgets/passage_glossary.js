// The glossary: terms to search and to open, or one term opened in place with the rest behind it.

const GLOSSARY_WAIT = 250; // milliseconds without a key before the count is said: every letter would be too much

// As `fold` in glossary.py: letters and digits only, without case and marks.
const glossaryFold = (text) => text.normalize("NFD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const glossaryTerms = (n) => `${n} term${n === 1 ? "" : "s"}`;

// ---- One entry.

function glossaryLine(label, ...content) {
  return h("div", { class: "glossary-line" }, h("dt", { text: label }), h("dd", {}, content));
}

function glossaryLink({ url, host }) {
  if (!url) return null;
  return [" (", h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, host, h("span", { class: "course-hidden", text: ", opens another site" })), ")"];
}

function glossaryMeaning(entry) {
  const lines = [
    entry.say ? glossaryLine("Say", entry.say) : null,
    entry.also.length ? glossaryLine("Also", korean(entry.also.join(", "))) : null,
    entry.spellings.map(({ label, text }) => glossaryLine(label, korean(text))),
    glossaryLine("First in", `lesson ${entry.lesson}`),
    // A word that the course itself defines has no other source than the lesson named above.
    /^Lesson \d+$/.test(entry.source) ? null : glossaryLine("Source", entry.source, glossaryLink(entry)),
  ];
  return h("div", { class: "glossary-meaning" }, h("p", { class: "glossary-plain" }, prose(entry.plain)), h("dl", { class: "glossary-lines" }, lines));
}

function glossaryItem(entry, kinds) {
  const found = h("span", { class: "glossary-found" });
  const kind = h("span", { class: "glossary-kind", text: kinds.get(entry.kind) });
  const fold = h("details", { class: "glossary-fold" }, h("summary", {}, h("b", { text: entry.term }), " ", found, " ", kind), glossaryMeaning(entry));
  const names = [entry.term, ...entry.also, ...entry.spellings.map(({ text }) => text)];
  return { entry, fold, found, names: names.map((name) => [glossaryFold(name), name]), words: glossaryFold(entry.plain), item: h("li", {}, fold) };
}

// ---- Searching.

// How well an entry fits: 0 by a name that begins so, 1 by a name that holds it, 2 by its meaning; null if not at all.
function glossaryRank({ names, words }, asked) {
  if (!asked || names.some(([name]) => name.startsWith(asked))) return 0;
  if (names.some(([name]) => name.includes(asked))) return 1;
  return asked.length > 2 && words.includes(asked) ? 2 : null;
}

// The other name under which a term was found, so that nobody wonders why it is there.
function glossaryFoundAs({ names }, asked) {
  if (!asked || names[0][0].includes(asked)) return [];
  const other = names.find(([name]) => name.includes(asked));
  return other ? korean(`(${other[1]})`) : [];
}

function glossarySearch(items, query, kind) {
  const asked = glossaryFold(query);
  const ranked = items.map((one) => ({ one, rank: !kind || one.entry.kind === kind ? glossaryRank(one, asked) : null }));
  items.forEach((one) => one.found.replaceChildren(...glossaryFoundAs(one, asked)));
  return ranked.filter(({ rank }) => rank !== null).sort((a, b) => a.rank - b.rank).map(({ one }) => one);
}

function glossaryTold(view, found, { query, kind }) {
  const all = view.items.length;
  if (found.length === all) return `${glossaryTerms(all)}.`;
  if (found.length) return `${found.length} of ${glossaryTerms(all)}.`;
  return `No term fits “${query.trim()}”. Try fewer letters${kind ? ", or choose all kinds" : ""}.`;
}

// A term that is left alone opens by itself, and closes again when others come back.
function glossaryOpenOnly(view, found, query) {
  const only = found.length === 1 && glossaryFold(query) ? found[0] : null;
  if (view.only && view.only !== only) view.only.fold.open = false;
  if (only && !only.fold.open) {
    only.fold.open = true;
    view.only = only;
  } else if (!only) view.only = null;
}

function glossarySync(view) {
  const { query = "", kind = "" } = stateOf(view);
  if (view.query.value !== query) view.query.value = query;
  view.kind.value = view.spec.kinds.some(({ id }) => id === kind) ? kind : "";
  const found = glossarySearch(view.items, query, view.kind.value);
  view.list.replaceChildren(...found.map(({ item }) => item));
  view.whole.hidden = !found.length;
  view.heading.textContent = found.length === view.items.length ? `All ${glossaryTerms(found.length)}` : `${glossaryTerms(found.length)} found`;
  const asks = Boolean(query.trim() || view.kind.value);
  if (asks !== view.asks) view.whole.open = asks; // else everybody who tabs on would have to pass every term
  view.asks = asks;
  glossaryOpenOnly(view, found, query);
  const told = glossaryTold(view, found, { query, kind: view.kind.value });
  const speak = () => {
    view.said = told;
    view.status.say(told.replaceAll("*", "").replaceAll("`", ""));
  };
  clearTimeout(view.timer); // compared with what was said: a letter that changes no count must not silence the one before
  if (!view.said && !asks) view.said = told; // whoever opens a page has asked nothing yet
  if (told !== view.said) view.timer = setTimeout(speak, view.said ? GLOSSARY_WAIT : 0);
}

// ---- The whole.

function glossaryHowTo(spec) {
  return h("details", { class: "glossary-how" }, h("summary", { text: "How to read the hints after “Say”" }), h("p", {}, prose(spec.how_to_say)));
}

function glossaryFinder(view) {
  const { spec, model } = view;
  const kinds = new Map(spec.kinds.map(({ id, label }) => [id, label]));
  view.items = spec.entries.map((entry) => glossaryItem(entry, kinds));
  view.query = h("input", { type: "search", autocomplete: "off", spellcheck: "false", on: { input: () => keep(model, { query: view.query.value }) } });
  view.kind = h("select", { on: { change: () => keep(model, { kind: view.kind.value }) } },
    h("option", { value: "", text: "All kinds" }), spec.kinds.map(({ id, label }) => h("option", { value: id, text: label })));
  view.list = h("ul", { class: "glossary-list", role: "list" });
  view.heading = h("summary", {});
  view.whole = h("details", { class: "glossary-whole" }, view.heading, h("div", { class: "glossary-scroll" }, view.list));
  const controls = h("div", { class: "glossary-controls" }, labelled("Search for a word or a name", view.query), labelled("Kind", view.kind));
  return h("div", { class: "glossary-finder" }, controls, view.status, view.whole);
}

function renderGlossary({ model, el }) {
  const spec = model.get("spec");
  const root = frame(el, { title: spec.title, intro: spec.intro, kind: "glossary" });
  const view = { model, spec, root, status: statusLine(), only: null, asks: false, said: "", timer: 0 };
  const finder = glossaryFinder(view);
  const one = spec.entries.find(({ term }) => term === spec.opens);
  if (one) root.append(glossaryMeaning(one), glossaryHowTo(spec), h("details", { class: "glossary-all" }, h("summary", { text: "Look up another word" }), finder));
  else root.append(finder, glossaryHowTo(spec));
  const update = () => glossarySync(view);
  model.on("change:value", update);
  update();
  return () => {
    clearTimeout(view.timer);
    model.off("change:value", update);
  };
}
