// The reader: one article, or two side by side, paragraph by paragraph. Feedback anywhere on the page opens it.

const PARTS = [["body", "Article body"], ["apparatus", "Headline and credits"], ["furniture", "Page furniture"]];
const MODES = {
  full: "Full text from your copy.",
  excerpt: "Summaries in our words, with short excerpts. The full articles belong to their publishers: add your own copy with `course texts add`.",
};

const paragraph = (passage) => spoken(passage).split(" ").at(-1);
const stateOf = (view) => view.model.get("value") ?? {};
const articleOf = (view, id) => view.spec.articles.find((article) => article.id === id) ?? null;
const mainArticle = (view) => articleOf(view, stateOf(view).article) ?? view.spec.articles[0];
const isHidden = (hidden, passage) => hidden.includes(passage.part) || hidden.includes(passage.layer);

// ---- One paragraph.

function joinNote(passage) {
  if (!passage.joined_to) return null;
  const on = Number(passage.joined_to.split("P").at(-1)) > passage.number;
  const there = paragraph(passage.joined_to);
  return h("p", { class: "reader-join", text: on ? `This sentence goes on in ${there}: the page split it.` : `This goes on from ${there}: the page split the sentence.` });
}

// With a copy in place: its words. Without: what the paragraph says in our words, and the excerpt that lessons quote.
function paragraphWords(passage, phrase) {
  if (passage.text) return [h("p", { class: "reader-text" }, boxed(passage.text, phrase))];
  const found = phrase && boxed(passage.excerpt ?? "", phrase).length > 1;
  const excerpts = phrase && !found ? [phrase, passage.excerpt] : [passage.excerpt];
  return [
    h("p", { class: "reader-gist", text: passage.gist }),
    excerpts.filter(Boolean).map((words) => h("blockquote", { class: "reader-excerpt" },
      h("span", { class: "course-tag", text: "Excerpt" }), " ", boxed(words, phrase))),
  ];
}

function buildItem(passage) {
  const words = h("div", { class: "reader-words" });
  const item = h("li", { class: "reader-item", id: freshId(passage.id), tabindex: "-1", dataset: { id: passage.id, part: passage.part, layer: passage.layer } },
    h("p", { class: "reader-label" }, h("b", { text: paragraph(passage.id) }), h("span", { class: "course-layer", text: passage.layer })), words);
  return { passage, item, words, phrase: undefined };
}

function syncItem(entry, { at, phrase, hidden }) {
  const { passage, item, words } = entry;
  const isAt = passage.id === at;
  const boxedPhrase = isAt ? phrase : null;
  item.hidden = isHidden(hidden, passage);
  item.classList.toggle("is-at", isAt);
  if (isAt) item.setAttribute("aria-current", "true");
  else item.removeAttribute("aria-current");
  if (entry.phrase === boxedPhrase) return;
  entry.phrase = boxedPhrase;
  words.replaceChildren(...[paragraphWords(passage, boxedPhrase), joinNote(passage)].flat(Infinity).filter(Boolean));
}

// ---- One column: an article with its own scroll area.

function buildColumn() {
  const heading = h("h4", { class: "reader-headline", id: freshId("headline") });
  const credits = h("p", { class: "reader-credits" });
  const mode = h("p", { class: "reader-mode" });
  const items = h("ol", { class: "reader-list", role: "list" });
  const scroll = h("div", { class: "reader-scroll", role: "region", tabindex: "0" }, items);
  const box = h("article", { class: "reader-column", "aria-labelledby": heading.id }, heading, credits, mode, scroll);
  return { box, heading, credits, mode, items, scroll, article: null, entries: [] };
}

function fillColumn(column, article, how) {
  if (column.article !== article) changeArticle(column, article);
  column.entries.forEach((entry) => syncItem(entry, how));
}

function changeArticle(column, article) {
  column.article = article;
  column.heading.textContent = article.headline ?? article.label;
  column.credits.textContent = [article.outlet, article.author || "no author named", article.published || "no date of publication"].join(" · ");
  column.mode.replaceChildren(...prose(MODES[article.mode]));
  column.scroll.setAttribute("aria-label", `Paragraphs of ${article.label}`);
  column.entries = article.passages.map(buildItem);
  column.items.replaceChildren(...column.entries.map(({ item }) => item));
  column.scroll.scrollTop = 0;
}

const itemOf = (column, id) => column.entries.find(({ passage }) => passage.id === id)?.item ?? null;

// Moves the article inside its own scroll area only; the page stays where it is.
function bringUp(column, id) {
  const item = itemOf(column, id);
  if (!item) return null;
  const above = column.scroll.clientHeight * 0.15; // a little of what comes before stays in sight
  const offset = item.getBoundingClientRect().top - column.scroll.getBoundingClientRect().top;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  column.scroll.scrollTo({ top: column.scroll.scrollTop + offset - above, behavior: calm || Math.abs(offset) > 3000 ? "auto" : "smooth" });
  return item;
}

// ---- Controls.

function buildTabs(view, pick = (id) => choose(view, id)) {
  const name = freshId("article");
  const tabs = view.spec.articles.map((article) => {
    const input = h("input", { type: "radio", name, value: article.id, on: { change: () => pick(article.id) } });
    return { input, label: h("label", { class: "reader-tab" }, input, h("span", { class: "reader-tab-id", text: article.label }), h("span", { class: "reader-tab-outlet", text: article.outlet })) };
  });
  return { tabs, box: h("fieldset", { class: "reader-tabs" }, h("legend", { class: "course-hidden", text: "Article" }), tabs.map(({ label }) => label)) };
}

function labelled(label, select) {
  select.id = freshId("select");
  return h("span", { class: "reader-field" }, h("label", { for: select.id, text: label }), select);
}

function buildControls(view) {
  const at = h("select", { on: { change: () => goTo(view, at.value) } });
  const beside = h("select", { on: { change: () => keep(view.model, { beside: beside.value || null }) } },
    h("option", { value: "", text: "none" }), view.spec.articles.map(({ id, outlet, label }) => h("option", { value: id, text: `${label} ${outlet}` })));
  const boxes = PARTS.map(([part, label]) => {
    const input = h("input", { type: "checkbox", on: { change: () => toggle(view, part, input.checked) } });
    return { part, input, label: h("label", { class: "reader-check" }, input, h("span", { text: label })) };
  });
  const shown = h("fieldset", { class: "reader-parts" }, h("legend", { text: "Show" }), boxes.map(({ label }) => label));
  return { at, beside, boxes, box: h("div", { class: "reader-controls" }, labelled("Go to paragraph", at), labelled("Put another article beside it", beside), shown) };
}

function syncControls(view, article, { at, beside, hidden }) {
  const { controls, tabs } = view;
  tabs.tabs.forEach(({ input }) => { input.checked = input.value === article.id; });
  if (controls.of !== article.id) {
    controls.of = article.id;
    controls.at.replaceChildren(h("option", { value: "", text: "choose" }), ...article.passages.map((passage) =>
      h("option", { value: passage.id, text: `${paragraph(passage.id)} · ${passage.layer}` })));
  }
  controls.at.value = article.passages.some(({ id }) => id === at) ? at : "";
  controls.beside.value = beside ?? "";
  [...controls.beside.options].forEach((option) => { option.hidden = option.disabled = option.value === article.id; });
  controls.boxes.forEach(({ part, input }) => { input.checked = !hidden.includes(part); });
}

// ---- Actions.

function choose(view, id) {
  const { beside } = stateOf(view);
  keep(view.model, { article: id, at: null, highlight: null, beside: beside === id ? null : beside ?? null });
  const article = articleOf(view, id);
  view.status.say(`${article.label}, ${article.outlet}: ${article.passages.length} paragraphs.`);
}

function goTo(view, id) {
  if (id) open(view, id, null);
  else keep(view.model, { at: null, highlight: null });
}

function toggle(view, part, show) {
  const hidden = (stateOf(view).hidden ?? []).filter((name) => name !== part);
  keep(view.model, { hidden: show ? hidden : [...hidden, part] });
  const [, label] = PARTS.find(([name]) => name === part);
  view.status.say(`${label}: ${show ? "shown" : "hidden"}.`);
}

// Show a paragraph: in the second column if that article lies there, else in the first. What hides it is shown again.
function open(view, id, phrase) {
  const state = stateOf(view);
  const article = view.spec.articles.find(({ passages }) => passages.some((passage) => passage.id === id));
  const passage = article.passages.find((one) => one.id === id);
  const hidden = (state.hidden ?? []).filter((name) => name !== passage.part && name !== passage.layer);
  const main = state.beside === article.id ? mainArticle(view).id : article.id;
  keep(view.model, { article: main, at: id, highlight: phrase, hidden });
  return shownIn(view, id);
}

function shownIn(view, id) {
  return bringUp(view.columns.find((column) => itemOf(column, id)) ?? view.columns[0], id);
}

// ---- Opened from elsewhere on the page.

const readers = () => (globalThis.courseReaders ??= new Set());
const isShown = (root) => root.isConnected && (root.checkVisibility?.() ?? true);

// Of several readers on a page, the first that is there to be seen answers.
function isFirst(view) {
  const shown = [...readers()].filter(isShown);
  return shown.every((root) => root === view.root || view.root.compareDocumentPosition(root) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function answer(view, event) {
  const { passage, phrase = null, probe } = event.detail ?? {};
  const known = view.spec.articles.some(({ passages }) => passages.some(({ id }) => id === passage));
  if (event.defaultPrevented || !known || !isShown(view.root) || !isFirst(view)) return;
  event.preventDefault();
  if (probe) return;
  view.cameFrom = document.activeElement;
  const item = open(view, passage, phrase);
  const column = view.columns.find((one) => one.items.contains(item));
  view.back.hidden = !view.cameFrom || view.cameFrom === document.body;
  column.box.scrollIntoView({ block: "nearest" });
  item.focus({ preventScroll: true });
}

function goBack(view) {
  view.back.hidden = true;
  if (!view.cameFrom?.isConnected) return;
  view.cameFrom.scrollIntoView({ block: "center" });
  view.cameFrom.focus({ preventScroll: true });
}

// ---- The whole.

function sync(view) {
  const state = stateOf(view);
  const article = mainArticle(view);
  const second = state.beside === article.id ? null : articleOf(view, state.beside);
  const how = { at: state.at ?? null, phrase: state.highlight ?? null, hidden: state.hidden ?? [] };
  fillColumn(view.columns[0], article, how);
  view.columns[1].box.hidden = !second;
  if (second) fillColumn(view.columns[1], second, how);
  view.pair.classList.toggle("is-pair", Boolean(second));
  syncControls(view, article, { ...how, beside: second?.id ?? null });
}

function renderReader({ model, el }) {
  const spec = model.get("spec");
  const root = frame(el, { title: spec.title, intro: spec.intro, kind: "reader" });
  const view = { model, spec, root, status: statusLine("course-hidden"), columns: [buildColumn(), buildColumn()] };
  view.tabs = buildTabs(view);
  view.controls = buildControls(view);
  view.back = h("button", { type: "button", class: "reader-back", hidden: true, on: { click: () => goBack(view) } }, "Back to where you were");
  view.pair = h("div", { class: "reader-pair" }, view.columns.map(({ box }) => box));
  root.append(view.tabs.box, view.controls.box, view.pair, view.back, view.status); // back is the next stop after a paragraph
  return start(view);
}

// The views of paragraphs: to read, to peel layer by layer (passage_peel.js), to align two of them (passage_align.js);
// to hold a quotation against its source (passage_edits.js) or a window over it (passage_window.js); and the glossary of
// their words (passage_glossary.js).
const RENDER = { read: renderReader, peel: renderPeeler, align: renderAligner, edits: renderEdits, window: renderWindow, glossary: renderGlossary };

export default {
  longestRun: alignLongestRun,
  quoteEdits: editsPlainSteps,
  fold: glossaryFold,
  render: (context) => RENDER[context.model.get("spec").view ?? "read"](context),
};

// A notebook puts an output on the page after it is built; only then can it be scrolled.
function onceLaidOut(element, then) {
  const watch = new ResizeObserver(([entry]) => {
    if (!entry.contentRect.height) return;
    watch.disconnect();
    then();
  });
  watch.observe(element);
  return watch;
}

function start(view) {
  const update = () => {
    sync(view);
    const { at, beside } = stateOf(view);
    const moved = `${at} ${beside}`; // a second column changes every line break
    if (at && moved !== view.moved) shownIn(view, at);
    view.moved = moved;
  };
  const listen = (event) => answer(view, event);
  view.model.on("change:value", update);
  window.addEventListener("course:open", listen);
  readers().add(view.root);
  update();
  const opening = onceLaidOut(view.columns[0].scroll, () => shownIn(view, stateOf(view).at));
  return () => {
    opening.disconnect();
    view.model.off("change:value", update);
    window.removeEventListener("course:open", listen);
    readers().delete(view.root);
  };
}
