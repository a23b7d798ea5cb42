// The lexicon lab: a list of words that the learner changes, and the articles ranked by how often they use them.

// ---- Counting. Everything is counted here, so that a change shows at once.

// What the learner has made of the list; words that the articles or the list no longer have are passed over.
function lexiconState(view) {
  const { words, counts } = view.spec;
  const { added = [], removed = [], quoted = true } = view.model.get("value") ?? {};
  const own = added.filter((word, n) => Object.hasOwn(counts, word) && !words.includes(word) && added.indexOf(word) === n);
  return { added: own, removed: words.filter((word) => removed.includes(word)), quoted: quoted !== false };
}

const lexiconList = (view, { added, removed }) => [...view.spec.words.filter((word) => !removed.includes(word)), ...added];
const lexiconTimes = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
const lexiconNth = (n) => `${n}${["th", "st", "nd", "rd"][n] ?? "th"}`;

function lexiconRow(view, article, list, quoted) {
  const found = list.map((word) => [word, ...(view.spec.counts[word]?.[article.id] ?? [0, 0])]).filter(([, out, inside]) => out + inside);
  const hits = found.reduce((sum, [, out, inside]) => sum + out + (quoted ? inside : 0), 0);
  const words = quoted ? article.words : article.outside;
  return { article, found, hits, words, rate: words ? (100 * hits) / words : 0 };
}

// The articles with the highest rate first; those with the same rate share a place.
function lexiconRanking(view, state) {
  const list = lexiconList(view, state);
  const rows = view.spec.articles.map((article) => lexiconRow(view, article, list, state.quoted));
  return rows.map((row) => ({ ...row, rank: 1 + rows.filter((other) => other.rate > row.rate).length }))
    .sort((a, b) => a.rank - b.rank);
}

const lexiconStart = (view) => lexiconRanking(view, { added: [], removed: [], quoted: true });

// "BLOG and WP change places: WP is now 2nd, BLOG 3rd."
function lexiconMoves(before, after) {
  const was = Object.fromEntries(before.map(({ article, rank }) => [article.id, rank]));
  const moved = after.filter(({ article, rank }) => was[article.id] !== rank);
  if (!after.some(({ hits }) => hits)) return "No article has a hit now.";
  if (!moved.length) return "The order stays the same.";
  const [first, second] = moved;
  const swapped = moved.length === 2 && was[first.article.id] === second.rank && was[second.article.id] === first.rank;
  if (!swapped) return `New places: ${moved.map(({ article, rank }) => `${article.id} ${lexiconNth(rank)} (was ${lexiconNth(was[article.id])})`).join(", ")}.`;
  const names = [first, second].map(({ article }) => article.id).sort();
  return `**${names.join(" and ")} change places:** ${first.article.id} is now ${lexiconNth(first.rank)}, ${second.article.id} ${lexiconNth(second.rank)}.`;
}

// "4 times: GVS 3, IND 1. 2 of them stand in quotations."
function lexiconWhere(view, word) {
  const places = Object.entries(view.spec.counts[word]);
  const all = places.reduce((sum, [, [out, inside]]) => sum + out + inside, 0);
  const inside = places.reduce((sum, [, [, quoted]]) => sum + quoted, 0);
  const where = places.map(([id, [out, quoted]]) => `${id} ${out + quoted}`).join(", ");
  const voice = !inside ? "" : inside < all ? ` ${inside} of them in quotations.` : all === 1 ? " It stands in a quotation." : " All in quotations.";
  return `${lexiconTimes(all, "time")} in the five: ${where}.${voice}`;
}

// ---- What the learner does: change, then say what came of it.

function lexiconDo(view, patch, said) {
  const before = lexiconRanking(view, lexiconState(view));
  keep(view.model, { ...lexiconState(view), ...patch });
  view.status.say(`${said} ${lexiconMoves(before, lexiconRanking(view, lexiconState(view)))}`);
}

function lexiconRemove(view, word) {
  const { added, removed } = lexiconState(view);
  const patch = view.spec.words.includes(word) ? { removed: [...removed, word] } : { added: added.filter((own) => own !== word) };
  lexiconDo(view, patch, `“${word}” is off the list.`);
}

function lexiconPutBack(view, word) {
  lexiconDo(view, { removed: lexiconState(view).removed.filter((out) => out !== word) }, `“${word}” is back on the list.`);
}

// Why a typed word cannot be added; null if it can. A word of no article is never repeated.
function lexiconProblem(view, word) {
  if (!word) return "Type a word first.";
  if (/\s/.test(word)) return "One word at a time, please: the list holds single words.";
  if (lexiconList(view, lexiconState(view)).includes(word)) return `“${word}” is on the list already.`;
  if (Object.hasOwn(view.spec.counts, word)) return null;
  const near = lexiconNear(view, word);
  return `Not in any of the five, so nothing changes.${near.length ? ` In the articles: ${near.join(", ")}.` : ""}`;
}

// Other forms of a word that the articles have, such as “threatened” for “threaten”.
function lexiconNear(view, word, most = 4) {
  if (word.length < 3) return [];
  const known = [...view.spec.insults, ...lexiconList(view, lexiconState(view))];
  return Object.keys(view.spec.counts).filter((other) => other.startsWith(word) && !known.includes(other)).slice(0, most);
}

function lexiconAdd(view, input) {
  const word = input.value.trim().toLowerCase().replaceAll("\u2019", "'").replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "");
  const problem = lexiconProblem(view, word);
  input.focus({ preventScroll: true });
  if (problem) return view.status.say(problem);
  input.value = "";
  if (view.spec.words.includes(word)) return lexiconPutBack(view, word);
  return lexiconDo(view, { added: [...lexiconState(view).added, word] }, `“${word}” is on the list: ${lexiconWhere(view, word)}`);
}

// ---- The list.

function lexiconChip(view, word, act, before, after = "") {
  const hidden = (text) => (text ? h("span", { class: "course-hidden", text }) : null);
  return h("li", {}, h("button", { type: "button", class: "lexicon-chip", dataset: { word }, on: { click: () => act(view, word) } },
    hidden(`${before} `), word, hidden(after), h("span", { class: "lexicon-sign", "aria-hidden": "true", text: after ? "+" : "×" })));
}

// A row of chips with a heading, hidden while it is empty.
function lexiconChips(view, heading, act, before, after) {
  const id = freshId("words");
  const head = h("p", { class: "lexicon-head", id });
  const list = h("ul", { class: "lexicon-chips", "aria-labelledby": id });
  const element = h("div", { class: "lexicon-row" }, head, list);
  const update = (words) => {
    element.hidden = !words.length;
    head.textContent = heading(words.length);
    const shown = [...list.children].map((item) => item.firstChild.dataset.word);
    if (shown.join(" ") === words.join(" ")) return;
    const at = [...list.children].findIndex((item) => item.contains(view.root.getRootNode().activeElement));
    list.replaceChildren(...words.map((word) => lexiconChip(view, word, act, before, after)));
    if (at < 0) return;
    const next = list.children[Math.min(at, words.length - 1)]?.firstChild; // the chip in its place, so that the keys go on from there
    (next ?? view.field).focus({ preventScroll: true });
  };
  return { element, update };
}

function lexiconWords(view) {
  const own = lexiconChips(view, () => "Your words", lexiconRemove, "Remove");
  const course = lexiconChips(view, () => "Choose a word to take it off the list.", lexiconRemove, "Remove");
  const out = lexiconChips(view, (n) => `Taken off: ${n}. Choose one to put it back.`, lexiconPutBack, "Put", " back");
  const reset = h("button", { type: "button", class: "lexicon-reset", on: { click: () => {
    lexiconDo(view, { added: [], removed: [] }, "Back to the course’s list.");
    view.field.focus({ preventScroll: true });
  } } }, "Back to the course’s list");
  const summary = h("summary");
  const fold = h("details", { class: "lexicon-fold" }, summary, h("div", { class: "lexicon-scroll" }, course.element), out.element);
  const update = (state) => {
    const left = view.spec.words.filter((word) => !state.removed.includes(word));
    const all = left.length === view.spec.words.length;
    summary.textContent = `The course’s list: ${all ? lexiconTimes(left.length, "word") : `${left.length} of ${view.spec.words.length} words`}`;
    own.update([...state.added].sort());
    course.update(left);
    out.update(state.removed);
    reset.hidden = !state.added.length && !state.removed.length;
  };
  return { elements: [own.element, view.spec.warning ? h("p", { class: "lexicon-warning" }, prose(view.spec.warning)) : null, fold, reset], update };
}

// ---- What stands beside the list: the switch and the field.

function lexiconSwitch(view) {
  const input = h("input", { type: "checkbox", on: { change: () => {
    lexiconDo(view, { quoted: input.checked }, input.checked ? "Quotations count." : "Quotations are left out.");
  } } });
  const element = h("label", { class: "lexicon-switch" }, input, h("span", { text: "Count words inside quotations" }));
  return { element, update: ({ quoted }) => { input.checked = quoted; } };
}

function lexiconField(view) {
  const id = freshId("word");
  view.field = h("input", { type: "text", id, autocomplete: "off", autocapitalize: "none", spellcheck: "false", "aria-describedby": `${id}-hint` });
  return h("form", { class: "lexicon-form", novalidate: true, on: { submit: (event) => { event.preventDefault(); lexiconAdd(view, view.field); } } },
    h("label", { for: id, text: "Add a word" }),
    h("div", { class: "lexicon-line" }, view.field, h("button", { type: "submit", class: "course-main" }, "Add")),
    h("p", { class: "form-hint", id: `${id}-hint`, text: "Only words that stand in the five articles change anything. Each form counts by itself: threat is not threats." }));
}

// ---- The ranking.

function lexiconMove(rank, start) {
  const by = start - rank;
  if (!by) return h("span", { class: "lexicon-move" });
  return h("span", { class: `lexicon-move is-${by > 0 ? "up" : "down"}` }, h("span", { "aria-hidden": "true", text: by > 0 ? "▲ " : "▼ " }), `${by > 0 ? "up" : "down"} ${Math.abs(by)}`);
}

function lexiconPlace(row, start, longest, quoted) {
  const rate = row.rate.toFixed(2);
  const was = start.rate.toFixed(2);
  const of = `${lexiconTimes(row.hits, "hit")} in ${lexiconTimes(row.words, "word")}${quoted ? "" : " outside quotations"}`;
  const share = (of_) => `${longest ? (100 * of_) / longest : 0}%`;
  return h("li", { class: "lexicon-place", dataset: { article: row.article.id } },
    h("p", { class: "lexicon-name" }, h("span", { class: "lexicon-rank", text: lexiconNth(row.rank) }), " ", h("strong", { text: row.article.id }), " ",
      h("span", { class: "lexicon-outlet", text: row.article.outlet }), " ", lexiconMove(row.rank, start.rank)),
    h("span", { class: "lexicon-bar", "aria-hidden": "true" }, h("span", { class: "lexicon-fill", style: `inline-size: ${share(row.rate)}` }),
      rate === was ? null : h("span", { class: "lexicon-was", style: `inset-inline-start: ${share(start.rate)}` })),
    h("p", { class: "lexicon-sum" }, h("strong", { text: `${rate} per 100 words` }), rate === was ? "" : ` (was ${was})`, `: ${of}`));
}

function lexiconResults(view) {
  const start = Object.fromEntries(lexiconStart(view).map((row) => [row.article.id, row]));
  const list = h("ol", { class: "lexicon-places", role: "list" });
  const note = h("p", { class: "lexicon-note", text: `Arrows, “was” and the upright lines compare with the course’s ${view.spec.words.length} words, quotations counted.` });
  const head = h("h4", { text: "The five, by hits per 100 words" });
  const update = (rows, { quoted }) => {
    const longest = Math.max(...rows.map(({ rate }) => rate), ...Object.values(start).map(({ rate }) => rate));
    list.replaceChildren(...rows.map((row) => lexiconPlace(row, start[row.article.id], longest, quoted)));
    note.hidden = rows.every((row) => row.rate === start[row.article.id].rate);
  };
  view.status.open("Change something: what it does to the order is said here.");
  return { elements: [head, view.status, list, note], update };
}

// Which words each article hits. The most frequent come first.
function lexiconFound(view) {
  const body = h("ul", { class: "lexicon-found" });
  const named = (entries) => entries.map(([word, n, quoted]) => `${word} ${n}${quoted ? ` (${quoted === n ? "" : `${quoted} `}quoted)` : ""}`).join(", ");
  const sorted = (entries) => entries.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const update = (rows, { quoted }) => body.replaceChildren(...rows.map(({ article, found }) => {
    const counted = sorted(found.map(([word, out, inside]) => [word, quoted ? out + inside : out, quoted ? inside : 0]).filter(([, n]) => n));
    const left = quoted ? [] : sorted(found.filter(([, , inside]) => inside).map(([word, , inside]) => [word, inside, 0]));
    return h("li", { dataset: { article: article.id } }, h("strong", { text: `${article.id}: ` }), named(counted) || "no hit",
      left.length ? h("span", { class: "lexicon-left", text: `. Left out, in quotations: ${named(left)}` }) : null,
      h("span", { class: "lexicon-left", text: ` (${lexiconTimes(article.quotations, "quotation")}, ${lexiconTimes(article.words - article.outside, "word")} in all)` }));
  }));
  const element = h("details", { class: "lexicon-fold" }, h("summary", { text: "Which words each article hits" }), body);
  return { element, update };
}

function lexiconView({ model, el }) {
  const spec = model.get("spec");
  const root = frame(el, { title: spec.title, intro: spec.intro, kind: "lexicon" });
  const view = { model, spec, root, status: statusLine(), field: null };
  const [quoted, field, words] = [lexiconSwitch(view), lexiconField(view), lexiconWords(view)];
  const [results, found] = [lexiconResults(view), lexiconFound(view)];
  root.append(h("div", { class: "lexicon-columns" },
    h("div", { class: "lexicon-side" }, quoted.element, field, words.elements),
    h("div", { class: "lexicon-main" }, results.elements, found.element)));
  const update = () => {
    const state = lexiconState(view);
    const rows = lexiconRanking(view, state);
    quoted.update(state);
    words.update(state);
    results.update(rows, state);
    found.update(rows, state);
  };
  update();
  model.on("change:value", update);
  return () => model.off("change:value", update);
}
