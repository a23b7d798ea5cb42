// The aligner: two texts side by side, and the runs of words that they share.

const ALIGN_MARKS = /[“"”]([^“"”]+)[“"”]|[“"]([^“"”]+)$/g; // as course.text.quotes
const ALIGN_LEAST = 5;
const ALIGN_HOW = "`course texts add`";

const alignCount = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

// ---- Runs of words.

// Every run of at least `least` words that cannot be made longer, longest first.
function alignRuns(left, right, least) {
  const runs = [];
  for (let a = 0; a < left.length; a += 1) {
    for (let b = 0; b < right.length; b += 1) {
      if (left[a].word !== right[b].word || (a && b && left[a - 1].word === right[b - 1].word)) continue;
      let words = 1;
      while (a + words < left.length && b + words < right.length && left[a + words].word === right[b + words].word) words += 1;
      if (words >= least) runs.push({ a, b, words });
    }
  }
  return runs.sort((one, two) => two.words - one.words || one.a - two.a || one.b - two.b);
}

const alignLongestRun = (a, b) => alignRuns(alignTokens(a), alignTokens(b), 1)[0]?.words ?? 0;

// Excerpts stay apart: a run never goes from one into the next.
function alignPairs(left, right, least) {
  return left.flatMap((one, l) => right.flatMap((two, r) => alignRuns(one.tokens, two.tokens, least).map((run) => ({ ...run, l, r }))))
    .sort((one, two) => two.words - one.words || one.l - two.l || one.a - two.a || one.r - two.r || one.b - two.b);
}

const alignSlice = (piece, at, words) => piece.text.slice(piece.tokens[at].from, piece.tokens[at + words - 1].to);

function alignIsQuoted(piece, at, words) {
  const [from, to] = [piece.tokens[at].from, piece.tokens[at + words - 1].to];
  return [...piece.text.matchAll(ALIGN_MARKS)].some(({ index, 0: found }) => index <= from && to <= index + found.length);
}

// ---- What a run can prove.

const ALIGN_NEVER = "A run never says who copied whom.";
const ALIGN_QUOTED = "Inside quotation marks a run shows only that both quote the same words.";

function alignProof(words) {
  if (words < 6) return { level: "nothing", text: "Under 6 words is everyday phrasing. It proves nothing." };
  if (words < 12) return { level: "a little", text: "From 6 to 11 words is weak evidence: names, set phrases, or the same obvious sentence. Look for a quotation or a news agency behind both." };
  return { level: "a lot", text: "A run of 12 or more words is strong evidence: one copied the other, or both used the same text." };
}

// ---- One text.

function alignText(view, id) {
  return view.texts.get(id) ?? null;
}

function alignPrepare(text) {
  return { ...text, name: text.name ?? spoken(text.id), pieces: text.pieces.map((piece) => ({ text: piece, tokens: alignTokens(piece) })) };
}

// Each word belongs to the longest run over it; every run says its number where it begins.
function alignMarked(piece, spans) {
  const owner = Array(piece.tokens.length).fill(0);
  [...spans].reverse().forEach(({ at, words, number }) => owner.fill(number, at, at + words));
  const nodes = [];
  let from = 0;
  for (let n = 0; n < owner.length; n += 1) {
    if (!owner[n]) continue;
    let last = n;
    while (owner[last + 1] === owner[n] && !spans.some(({ at }) => at === last + 1)) last += 1;
    const starts = spans.filter(({ at }) => at === n).map(({ number }) => number);
    nodes.push(piece.text.slice(from, piece.tokens[n].from), alignMark(piece.text.slice(piece.tokens[n].from, piece.tokens[last].to), owner[n], starts));
    from = piece.tokens[last].to;
    n = last;
  }
  return [...nodes, piece.text.slice(from)];
}

function alignNumber(n) {
  const hidden = (text) => h("span", { class: "course-hidden", text });
  return h("span", { class: "align-number" }, hidden("run "), String(n), hidden(": "));
}

function alignMark(words, number, starts) {
  const badges = starts.map((n) => alignNumber(n));
  return h("mark", { class: "align-run", dataset: { n: String((number - 1) % 4) } }, badges, words);
}

function alignSide(text, runs, side) {
  const [piece, at] = side === "left" ? ["l", "a"] : ["r", "b"];
  const spans = (n) => runs.filter((run) => run[piece] === n).map((run) => ({ at: run[at], words: run.words, number: run.number }));
  const many = text.pieces.length > 1;
  return [
    text.whole || !text.gist ? null : h("p", { class: "align-gist" }, h("span", { class: "course-tag", text: "In our words" }), " ", text.gist),
    text.pieces.map((one, n) => h("blockquote", { class: "align-words" },
      text.whole ? null : [h("span", { class: "course-tag", text: many ? `Excerpt ${n + 1}` : "Excerpt" }), " "], alignMarked(one, spans(n)))),
    text.pieces.length ? null : h("p", { class: "align-none" }, prose(`No words of it can be shown here. Add your own copy with ${ALIGN_HOW} to see them.`)),
  ];
}

function alignColumn() {
  const heading = h("h4", {});
  const about = h("p", { class: "align-about" });
  const words = h("div", {});
  return { box: h("section", { class: "align-column" }, heading, about, words), heading, about, words };
}

function alignFill(column, text, runs, side) {
  column.heading.textContent = text.name;
  column.about.textContent = [text.about, text.whole ? alignCount(text.words, "word") : `excerpts; ${alignCount(text.words, "word")} in full`].filter(Boolean).join(" · ");
  column.words.replaceChildren(...alignSide(text, runs, side).flat(Infinity).filter(Boolean));
}

// ---- What the two share, in words.

// The course counted the runs of the full paragraphs; here may be only excerpts of them.
function alignFull(view, left, right) {
  if (!left.body || !right.body) return null;
  return view.spec.runs[`${left.id}|${right.id}`] ?? view.spec.runs[`${right.id}|${left.id}`] ?? 0;
}

function alignFinding(view, left, right, best) {
  const [here, whole] = [best?.words ?? 0, left.whole && right.whole];
  const full = alignFull(view, left, right);
  if (whole) return { words: here, lines: [here ? `The longest shared run has **${alignCount(here, "word")}**.` : "The two texts have **no word in common**."] };
  const seen = here ? `The longest run that the excerpts here show has ${alignCount(here, "word")}.` : "The excerpts here share no word.";
  const add = `To see the full paragraphs, add your own copies with ${ALIGN_HOW}.`;
  const all = [left, right].find((text) => text.whole && text.pieces[0].tokens.length === here);
  if (all) return { words: here, lines: [`The longest shared run has **${alignCount(here, "word")}**: all that is given of ${all.name}.`] };
  if (full === null) return { words: here, lines: [seen, `The full texts may share more. ${add}`] };
  if (!full) return { words: here, lines: ["The full paragraphs share **no run of 5 or more words**.", seen] };
  const stated = `The full paragraphs share a run of **${alignCount(full, "word")}**.`;
  return { words: full, lines: here >= full ? [`${stated} The excerpts here show all of it.`] : [stated, seen, add] };
}

function alignVerdict(view, left, right, best) {
  const { words, lines } = alignFinding(view, left, right, best);
  const { level, text } = alignProof(words);
  const quoted = best && best.words === words ? alignQuotedIn(left, right, best) : [];
  const proves = quoted.length === 2 ? "only that both quote the same words" : level;
  const marks = quoted.length ? `The longest run stands inside quotation marks in ${quoted.join(" and in ")}. ` : "";
  return [
    h("div", { class: "align-longest" }, lines.map((line) => h("p", {}, prose(line)))),
    words ? h("div", { class: "course-note" },
      h("p", {}, h("strong", { text: `What a run of ${alignCount(words, "word")} can prove: ${proves}. ` }), text),
      h("p", { text: `${marks}${ALIGN_QUOTED} ${ALIGN_NEVER}` })) : null,
  ].filter(Boolean);
}

function alignQuotedIn(left, right, { l, r, a, b, words }) {
  const sides = [[left, left.pieces[l], a], [right, right.pieces[r], b]];
  return sides.filter(([, piece, at]) => alignIsQuoted(piece, at, words)).map(([text]) => text.name);
}

function alignPlace(text, piece, at) {
  const excerpt = text.whole ? "" : text.pieces.length > 1 ? `, excerpt ${piece + 1}` : ", excerpt";
  return `${text.name}${excerpt}, from word ${at + 1}`;
}

function alignList(left, right, runs) {
  return runs.map((run) => h("li", { class: "align-item" },
    alignNumber(run.number), h("div", {}, h("p", { class: "align-item-words", text: alignSlice(left.pieces[run.l], run.a, run.words) }),
      h("p", { class: "align-item-place", text: `${alignCount(run.words, "word")} · ${alignPlace(left, run.l, run.a)} · ${alignPlace(right, run.r, run.b)}` }))));
}

// ---- Controls.

function alignPicker(view, side) {
  const groups = Map.groupBy ? Map.groupBy(view.spec.texts, ({ group }) => group) : alignGroups(view.spec.texts);
  const select = h("select", { id: freshId(side), on: { change: () => alignChoose(view, { [side]: select.value || null }) } },
    h("option", { value: "", text: "choose a text" }),
    [...groups].map(([group, texts]) => h("optgroup", { label: group }, texts.map(({ id, option }) => h("option", { value: id, text: option })))));
  const label = side === "left" ? "First text" : "Second text";
  return { side, select, box: h("span", { class: "reader-field" }, h("label", { for: select.id, text: label }), select) };
}

function alignGroups(texts) {
  const groups = new Map();
  texts.forEach((text) => groups.set(text.group, [...(groups.get(text.group) ?? []), text]));
  return groups;
}

function alignSlider(view) {
  const id = freshId("least");
  const output = h("output", { class: "align-output", for: id });
  const input = h("input", { type: "range", id, min: "3", max: "20", step: "1", on: {
    input: () => { view.least = Number(input.value); alignSync(view); alignSay(view); },
    change: () => keep(view.model, { least: Number(input.value) }),
  } });
  return { input, output, box: h("span", { class: "align-slider" }, h("label", { for: id, text: "Show runs of at least" }), input, output) };
}

function alignSuggested(view) {
  if (!view.spec.suggest.length) return null;
  const buttons = view.spec.suggest.map(([left, right, label]) => h("button", { type: "button", class: "course-chip", on: { click: () => alignChoose(view, { left, right }) } }, prose(label)));
  return h("div", { class: "align-suggest", role: "group", "aria-label": "Pairs to try" }, h("span", { class: "course-look-label", text: "Pairs to try:" }), buttons);
}

function alignChoose(view, patch) {
  keep(view.model, patch);
  alignSync(view);
  alignSay(view);
}

function alignSay(view) {
  const { left, right } = alignState(view);
  if (!left || !right || left === right) return view.status.say(view.prompt.textContent);
  const { runs, best, least } = view.found;
  const finding = alignFinding(view, left, right, best).lines.join(" ");
  return view.status.say(`${left.name} and ${right.name}: ${alignCount(runs.length, "run")} of at least ${least} words shown. ${finding}`);
}

// ---- The whole.

function alignState(view) {
  const { left, right } = stateOf(view);
  return { left: alignText(view, left), right: alignText(view, right), least: view.least };
}

function alignPrompt(left, right) {
  if (left && left === right) return "These are the same text twice. Choose another one to compare it with.";
  return left && right ? "" : "Choose two texts to compare.";
}

function alignSync(view) {
  const { left, right, least } = alignState(view);
  view.pickers.forEach(({ side, select }) => { select.value = { left, right }[side]?.id ?? ""; });
  view.slider.input.value = String(least);
  view.slider.output.textContent = alignCount(least, "word");
  view.prompt.textContent = alignPrompt(left, right);
  view.prompt.hidden = !view.prompt.textContent;
  view.result.hidden = !view.prompt.hidden;
  if (view.prompt.hidden) alignShow(view, left, right, least);
}

function alignShow(view, left, right, least) {
  const all = alignPairs(left.pieces, right.pieces, 1);
  const runs = all.filter(({ words }) => words >= least).map((run, n) => ({ ...run, number: n + 1 }));
  view.found = { runs, best: all[0] ?? null, least };
  alignFill(view.columns[0], left, runs, "left");
  alignFill(view.columns[1], right, runs, "right");
  view.verdict.replaceChildren(...alignVerdict(view, left, right, all[0] ?? null));
  view.runsTitle.textContent = runs.length ? `${alignCount(runs.length, "shared run")} of ${least} or more words` : `No shared run of ${least} or more words here`;
  view.list.hidden = !runs.length;
  view.list.replaceChildren(...alignList(left, right, runs));
}

function alignResult(view) {
  view.columns = [alignColumn(), alignColumn()];
  view.verdict = h("div", { class: "align-verdict" });
  view.runsTitle = h("h4", {});
  view.list = h("ul", { class: "align-list", role: "list" });
  return h("div", { class: "align-result" }, h("div", { class: "align-pair" }, view.columns.map(({ box }) => box)), view.verdict, view.runsTitle, view.list);
}

function renderAligner({ model, el }) {
  const spec = model.get("spec");
  const root = frame(el, { title: spec.title, intro: spec.intro, kind: "align" });
  root.classList.add("course-reader"); // it looks like the reader
  const view = { model, spec, root, status: statusLine("course-hidden"), texts: new Map(spec.texts.map((text) => [text.id, alignPrepare(text)])) };
  view.pickers = [alignPicker(view, "left"), alignPicker(view, "right")];
  view.slider = alignSlider(view);
  view.prompt = h("p", { class: "align-prompt" });
  view.result = alignResult(view);
  root.append(...[alignSuggested(view), h("div", { class: "align-controls" }, view.pickers.map(({ box }) => box), view.slider.box), view.prompt, view.result, view.status].filter(Boolean));
  const update = () => {
    view.least = Math.min(20, Math.max(3, Number(stateOf(view).least) || ALIGN_LEAST));
    alignSync(view);
  };
  model.on("change:value", update);
  update();
  return () => model.off("change:value", update);
}
