// The peeler: one article whose layers come off, with a bar of what is left.

const PEEL_QUOTES = "quotes"; // the layer that lies inside paragraphs, not beside them
const PEEL_MARKS = /[“"”]([^“"”]+)[“"”]|[“"]([^“"”]+)$/g; // as course.text.quotes

const peelCount = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
const peelShare = (n, total) => `${((100 * n) / (total || 1)).toFixed(1)} %`;
const peelSum = (parts) => parts.reduce((sum, { tokens }) => sum + tokens, 0);
const peelAnd = (items) => items.join(", ").replace(/, ([^,]*)$/, " and $1");
// "Page furniture" inside a sentence; names and abbreviations keep their capitals.
const peelInside = (label) => (/^[A-Z][a-z’']*( [a-z]|$|,)/.test(label) ? label[0].toLowerCase() + label.slice(1) : label);

// ---- What is left. Everything follows from the value: layers that are off, and what was decided block by block.

const peelState = (view) => ({ off: [], peeled: {}, ...stateOf(view) });
const peelArticle = (view) => articleOf(view, stateOf(view).article) ?? articleOf(view, view.spec.opens);

function peelBlock(view, passage, { off, peeled }) {
  const decision = peeled[passage.id] ?? null;
  const under = passage.parts.filter(({ of }) => off.includes(of));
  const waits = !decision && Boolean(view.spec.asks[passage.id]) && (under.length > 0 || view.asking.has(passage.id));
  const gone = decision === "peeled" ? passage.parts : decision === "kept" || waits ? [] : under;
  const here = passage.parts.filter((part) => !gone.includes(part));
  const marked = here.length ? Math.min(passage.quoted, peelSum(here)) : 0;
  const cut = off.includes(PEEL_QUOTES) ? marked : 0;
  return { passage, decision, waits, gone, here, marked, cut, left: peelSum(here) - cut };
}

function peelCounts(view, article, state) {
  const blocks = article.passages.map((passage) => peelBlock(view, passage, state));
  const layers = Object.fromEntries([...view.spec.layers, { id: null }].map(({ id }) => [id, { all: 0, left: 0, marked: 0 }]));
  for (const { passage, here, marked, cut } of blocks) {
    passage.parts.forEach(({ of, tokens }) => { layers[of].all += tokens; });
    here.forEach(({ of, tokens }) => { layers[of].left += tokens; });
    const host = here.reduce((most, part) => (part.tokens > (most?.tokens ?? 0) ? part : most), null);
    if (host) Object.assign(layers[host.of], { left: layers[host.of].left - cut, marked: layers[host.of].marked + marked - cut });
    if (layers[PEEL_QUOTES]) layers[PEEL_QUOTES].left += marked - cut;
    if (layers[PEEL_QUOTES]) layers[PEEL_QUOTES].all += passage.quoted;
  }
  return { blocks, layers, left: blocks.reduce((sum, { left }) => sum + left, 0), total: article.total };
}

const peelLeft = ({ left, total }) => `${left} of ${total} tokens left`;

// ---- Words of a block, with what is peeled inside it crossed out.

const peelCut = (words) => h("del", { class: "peel-cut", text: words });

function peelWithoutQuotes(text, cut) {
  if (!cut) return [text];
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(PEEL_MARKS)) {
    nodes.push(text.slice(from, found.index), peelCut(found[0]));
    from = found.index + found[0].length;
  }
  return [...nodes, text.slice(from)];
}

// The parts of a mixed paragraph stand one after another, each so many words long.
function peelWithoutParts(text, { passage, gone }) {
  const ends = [...text.matchAll(/\S+\s*/g)].map(({ index, 0: word }) => index + word.length);
  let [word, from] = [0, 0];
  return passage.parts.map((part, n) => {
    word += part.tokens;
    const words = text.slice(from, n === passage.parts.length - 1 ? text.length : ends[word - 1]);
    from += words.length;
    return gone.includes(part) ? peelCut(words) : words;
  });
}

function peelWords(block) {
  const { passage, here, gone, cut } = block;
  const partly = here.length > 0 && gone.length > 0;
  if (passage.text) return h("p", { class: "reader-text" }, partly ? peelWithoutParts(passage.text, block) : peelWithoutQuotes(passage.text, cut));
  return [
    h("p", { class: "reader-gist", text: passage.gist }),
    passage.excerpt ? h("blockquote", { class: "reader-excerpt" }, h("span", { class: "course-tag", text: "Excerpt" }), " ", peelWithoutQuotes(passage.excerpt, cut)) : null,
  ];
}

function peelPartNotes(view, { passage, here, gone, cut }) {
  const notes = here.length ? gone.map((part) => `Peeled in part: ${part.tokens} of ${peelCount(passage.tokens, "token")}, ${part.layer}. ${part.note ?? ""}`) : [];
  if (cut) notes.push(`Without its quotations: ${peelCount(cut, "token")} peeled.`);
  return notes.map((text) => h("p", { class: "peel-part", text }));
}

// ---- One block.

function peelKey(view, id) {
  const n = view.spec.layers.findIndex((layer) => layer.id === id) + 1;
  return h("span", { class: "peel-key", dataset: { n: n || "x" }, "aria-hidden": "true", text: n || "–" });
}

function peelLayers(view, passage) {
  const labelOf = (id) => view.spec.layers.find((layer) => layer.id === id)?.label;
  return passage.parts.map(({ of, layer, tokens }) => h("span", { class: "peel-layer" }, peelKey(view, of), " ",
    labelOf(of) ? h("span", { class: "course-hidden", text: `${labelOf(of)}: ` }) : null,
    passage.parts.length > 1 ? `${layer}, ${tokens}` : layer, " "));
}

function peelItem(view, passage) {
  const name = paragraph(passage.id);
  const words = h("div", { class: "reader-words" });
  const fold = h("details", { class: "peel-fold" }, h("summary", {},
    `${name} · ${passage.parts.map(({ layer }) => layer).join(" and ")} · ${peelCount(passage.tokens, "token")} · `, h("b", { text: "peeled" })));
  const label = h("p", { class: "reader-label" }, h("b", { text: name }), peelLayers(view, passage), h("span", { class: "peel-size", text: peelCount(passage.tokens, "token") }));
  const button = h("button", { type: "button", class: "course-chip peel-do", on: { click: () => peelOne(view, passage) } });
  const ask = h("div", { class: "peel-ask", hidden: true });
  const note = h("p", { class: "course-note", id: freshId("note"), hidden: true });
  const body = h("div", { class: "peel-body" }, words, ask, fold, note);
  const item = h("li", { class: "reader-item peel-item", dataset: { part: passage.part, layer: passage.layer } }, label, body, button);
  return { passage, item, label, words, fold, button, ask, note, told: null };
}

function peelSyncItem(view, entry, block) {
  const told = JSON.stringify([block.decision, block.waits, block.gone, block.cut]);
  if (entry.told === told) return;
  entry.told = told;
  const peeled = block.here.length === 0;
  entry.item.classList.toggle("is-peeled", peeled);
  entry.label.hidden = peeled;
  entry.fold.hidden = !peeled;
  if (!peeled) entry.fold.open = false;
  entry.words.replaceChildren(...[peelWords(block), peelPartNotes(view, block), joinNote(block.passage)].flat(Infinity).filter(Boolean));
  if (peeled) entry.fold.append(entry.words);
  else entry.ask.before(entry.words);
  entry.button.replaceChildren(peeled ? "Put back" : "Peel", h("span", { class: "course-hidden", text: ` ${paragraph(block.passage.id)}` }));
  peelSyncAsk(view, entry, block);
}

function peelSyncAsk(view, entry, { passage, waits, decision }) {
  const asks = view.spec.asks[passage.id];
  if (!asks) return;
  const hadFocus = entry.ask.contains(document.activeElement);
  entry.ask.hidden = !waits;
  entry.button.hidden = waits;
  entry.ask.replaceChildren(...(waits ? peelQuestion(view, passage, asks) : []));
  const said = decision === "kept" ? asks.keep : decision === "peeled" ? asks.drop : null;
  entry.note.hidden = !said;
  if (said) entry.button.setAttribute("aria-describedby", entry.note.id);
  else entry.button.removeAttribute("aria-describedby");
  entry.note.classList.toggle("is-good", decision === "kept");
  entry.note.replaceChildren(...(said ? [h("strong", { text: decision === "kept" ? "Kept. " : "Peeled. " }), ...prose(said)] : []));
  if (hadFocus && !waits) entry.button.focus({ preventScroll: true });
}

function peelQuestion(view, passage, asks) {
  const id = freshId("ask");
  const name = spoken(passage.id);
  const button = (label, decision) => h("button", { type: "button", class: decision === "kept" ? "course-main" : "", on: { click: () => peelDecide(view, passage, decision) } },
    label, h("span", { class: "course-hidden", text: ` ${name}` }));
  const box = h("div", { role: "group", "aria-labelledby": id }, h("p", { id }, h("strong", { text: `Before ${name} goes: ` }), prose(asks.ask)),
    h("p", { class: "peel-answers" }, button("Keep", "kept"), button("Peel", "peeled")));
  return [box];
}

// ---- The panel: what is left, the bar, a checkbox for each layer.

function peelPanel(view) {
  const left = h("p", { class: "peel-left" });
  const bar = h("div", { class: "peel-bar", "aria-hidden": "true" });
  const rows = view.spec.layers.map((layer) => peelRow(view, layer));
  const other = h("p", { class: "peel-row peel-other", hidden: true }, peelKey(view, null), h("span", { text: " In none of these layers" }), h("span", { class: "peel-number" }));
  const waiting = h("p", { class: "peel-waiting", hidden: true });
  const all = h("button", { type: "button", class: "course-chip", on: { click: () => peelRestore(view) } }, "Put everything back");
  const layers = h("fieldset", { class: "peel-layers" }, h("legend", { text: "Layers on the page" }), rows.map(({ box }) => box), other);
  const panel = h("div", { class: "peel-panel" }, left, bar, layers, peelHints(view), h("div", { class: "peel-foot" }, h("div", { class: "peel-says" }, view.status, waiting), all));
  return { panel, left, bar, rows, other, waiting };
}

function peelHints(view) {
  const told = view.spec.layers.filter(({ hint }) => hint);
  if (!told.length) return null;
  const items = told.map(({ id, label, hint }) => h("li", {}, peelKey(view, id), h("p", {}, h("b", { text: `${label}: ` }), prose(hint))));
  return h("details", { class: "peel-hints" }, h("summary", { text: "What belongs to each layer" }), h("ul", { role: "list" }, items));
}

function peelRow(view, layer) {
  const number = h("span", { class: "peel-number", id: freshId("layer") });
  const input = h("input", { type: "checkbox", "aria-describedby": number.id, on: { change: () => peelToggle(view, layer, input.checked) } });
  const box = h("div", { class: "peel-row" }, h("label", {}, input, peelKey(view, layer.id), h("span", { text: layer.label })), number);
  return { layer, input, number, box };
}

// Tokens only: the shares of the layers are for the student to work out.
function peelNumber({ all, left }, layer) {
  if (!all) return "none on this page";
  const where = layer.id === PEEL_QUOTES ? ", inside the others" : "";
  return (left === all ? peelCount(all, "token") : `${left} of ${peelCount(all, "token")} left`) + where;
}

function peelSyncPanel(view, counts, { off }) {
  const { panel } = view;
  panel.left.replaceChildren("Left on the page: ", h("b", { text: `${counts.left} of ${counts.total} tokens` }), ` (${peelShare(counts.left, counts.total)})`);
  for (const { layer, input, number } of panel.rows) {
    const count = counts.layers[layer.id];
    input.checked = !off.includes(layer.id);
    input.indeterminate = peelIsMixed(counts, layer, input.checked);
    number.textContent = peelNumber(count, layer);
  }
  panel.other.hidden = !counts.layers[null].all;
  panel.other.lastChild.textContent = peelNumber(counts.layers[null], {});
  panel.bar.replaceChildren(...peelSegments(view, counts));
  peelSyncWaiting(view, counts);
  view.closing.hidden = !view.spec.closing || !off.includes(view.spec.layers[0].id) || counts.blocks.some(({ waits }) => waits);
}

// A box is neither on nor off while single blocks of its layer go another way.
function peelIsMixed({ blocks }, layer, on) {
  const own = blocks.filter(({ passage }) => passage.parts.some(({ of }) => of === layer.id));
  return own.some(({ here }) => here.some(({ of }) => of === layer.id) !== on);
}

function peelSegments(view, { layers, left, total }) {
  const segment = (id, tokens, extra = "") => {
    const n = view.spec.layers.findIndex((layer) => layer.id === id) + 1;
    const element = h("span", { class: `peel-segment ${extra}`, dataset: { n: n || "x" } }, tokens / total > 0.035 ? h("span", { text: n || "–" }) : null);
    element.style.flexGrow = String(tokens);
    return tokens ? element : null;
  };
  const own = [...view.spec.layers.map(({ id }) => id), null].filter((id) => id !== PEEL_QUOTES);
  const here = own.flatMap((id) => [segment(id, layers[id].left - layers[id].marked), segment(PEEL_QUOTES, layers[id].marked)]);
  const gone = h("span", { class: "peel-segment is-gone" }, (total - left) / total > 0.16 ? h("span", { text: "peeled" }) : null);
  gone.style.flexGrow = String(total - left);
  return [...here, total > left ? gone : null].filter(Boolean);
}

function peelSyncWaiting(view, { blocks }) {
  const open = blocks.filter(({ waits }) => waits).map(({ passage }) => passage);
  const told = open.map(({ id }) => id).join();
  if (view.waiting === told) return;
  view.waiting = told;
  view.panel.waiting.hidden = !open.length;
  view.panel.waiting.replaceChildren(...(open.length ? ["Waiting for your answer: ", ...open.map((passage) =>
    h("button", { type: "button", class: "course-link", on: { click: () => peelGoToAsk(view, passage) } }, spoken(passage.id)))] : []));
}

// ---- Actions. Each says what changed and what is left.

function peelChange(view, patch, say) {
  const article = peelArticle(view);
  const before = peelCounts(view, article, peelState(view));
  keep(view.model, patch);
  peelSync(view);
  const after = peelCounts(view, article, peelState(view));
  const changed = after.blocks.filter((block, n) => block.left !== before.blocks[n].left).length;
  const waiting = after.blocks.filter(({ waits }, n) => waits && !before.blocks[n].waits).map(({ passage }) => spoken(passage.id));
  const asks = waiting.length ? ` ${peelAnd(waiting)} ${waiting.length === 1 ? "asks" : "ask"} first.` : "";
  view.status.say(`${say(changed, Math.abs(after.left - before.left))}${asks} ${peelLeft(after)}.`);
}

function peelToggle(view, layer, on) {
  const { off, peeled } = peelState(view);
  const label = peelInside(layer.label);
  const others = off.filter((id) => id !== layer.id);
  const own = (passage) => passage.parts.some(({ of }) => of === layer.id);
  const back = new Set(on ? peelArticle(view).passages.filter(own).map(({ id }) => id) : []);
  const decided = Object.fromEntries(Object.entries(peeled).filter(([id]) => !back.has(id)));
  back.forEach((id) => view.asking.delete(id));
  peelChange(view, { off: on ? others : [...others, layer.id], peeled: decided }, (blocks, words) => {
    if (!blocks) return on ? `Put back ${label}.` : `Switched off ${label}: no tokens go yet.`;
    return `${on ? "Put back" : "Peeled"} ${label}: ${peelCount(blocks, "block")}, ${peelCount(words, "token")}.`;
  });
}

function peelOne(view, passage) {
  const { off, peeled } = peelState(view);
  const block = peelBlock(view, passage, { off, peeled });
  if (block.here.length && view.spec.asks[passage.id]) return peelAsk(view, passage);
  const rest = Object.fromEntries(Object.entries(peeled).filter(([id]) => id !== passage.id));
  const covered = passage.parts.some(({ of }) => off.includes(of));
  const decision = block.here.length ? { [passage.id]: "peeled" } : covered ? { [passage.id]: "kept" } : {};
  return peelChange(view, { peeled: { ...rest, ...decision } }, (_, words) =>
    `${block.here.length ? "Peeled" : "Put back"} ${spoken(passage.id)}: ${peelCount(words, "token")}.`);
}

// A block that says where the page comes from is asked about first; the answer given before is taken back.
function peelAsk(view, passage) {
  view.asking.add(passage.id);
  const { [passage.id]: _, ...rest } = peelState(view).peeled;
  keep(view.model, { peeled: rest });
  peelSync(view);
  peelGoToAsk(view, passage);
}

function peelGoToAsk(view, passage) {
  const { ask, item } = view.entries.find((entry) => entry.passage.id === passage.id);
  item.scrollIntoView({ block: "nearest" });
  ask.querySelector("button").focus({ preventScroll: true });
}

function peelDecide(view, passage, decision) {
  view.asking.delete(passage.id);
  peelChange(view, { peeled: { ...peelState(view).peeled, [passage.id]: decision } }, (_, words) =>
    (decision === "kept" ? `Kept ${spoken(passage.id)}.` : `Peeled ${spoken(passage.id)}: ${peelCount(words, "token")}.`));
}

function peelRestore(view) {
  const own = new Set(peelArticle(view).passages.map(({ id }) => id));
  view.asking.clear();
  const others = Object.entries(peelState(view).peeled).filter(([id]) => !own.has(id));
  peelChange(view, { off: [], peeled: Object.fromEntries(others) }, () => "Everything is back.");
}

function peelChoose(view, id) {
  keep(view.model, { article: id });
  peelSync(view);
  const article = peelArticle(view);
  view.status.say(`${article.label}, ${article.outlet}: ${peelLeft(peelCounts(view, article, peelState(view)))}.`);
}

// ---- The whole.

function peelSync(view) {
  const article = peelArticle(view);
  const state = peelState(view);
  if (view.article !== article) peelChangeArticle(view, article);
  const counts = peelCounts(view, article, state);
  view.tabs.tabs.forEach(({ input }) => { input.checked = input.value === article.id; });
  view.entries.forEach((entry, n) => peelSyncItem(view, entry, counts.blocks[n]));
  peelSyncPanel(view, counts, state);
}

function peelChangeArticle(view, article) {
  const { heading, credits, mode, list, scroll } = view.page;
  view.article = article;
  view.entries = article.passages.map((passage) => peelItem(view, passage));
  heading.textContent = article.headline ?? article.label;
  credits.textContent = [article.outlet, article.author || "no author named", article.published || "no date of publication"].join(" · ");
  mode.replaceChildren(...prose(MODES[article.mode]));
  scroll.setAttribute("aria-label", `Blocks of ${article.label}`);
  list.replaceChildren(...view.entries.map(({ item }) => item));
  scroll.scrollTop = 0;
}

function renderPeeler({ model, el }) {
  const spec = model.get("spec");
  const root = frame(el, { title: spec.title, intro: spec.intro, kind: "peel" });
  root.classList.add("course-reader"); // it looks like the reader
  const view = { model, spec, root, status: statusLine(), asking: new Set(), article: null, entries: [], waiting: "" };
  view.page = buildColumn();
  view.page.list = view.page.items;
  view.tabs = buildTabs(view, (id) => peelChoose(view, id));
  view.panel = peelPanel(view);
  view.closing = h("p", { class: "course-note is-good", hidden: true }, prose(spec.closing));
  root.append(view.tabs.box, view.panel.panel, view.page.box, view.closing);
  const update = () => peelSync(view);
  model.on("change:value", update);
  update();
  return () => model.off("change:value", update);
}
