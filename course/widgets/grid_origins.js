// The matrix: counting origins instead of articles.

// One block per origin that the pages show; a cell whose origin is not shown stays by itself.
function originBlocks(view, cells) {
  const blocks = new Map();
  for (const { key, column } of supporting(view, cells)) {
    const name = key.origin ?? `?${column.id}`;
    const block = blocks.get(name) ?? { origin: key.origin ?? null, articles: [], inferred: [] };
    block.articles.push(column.label);
    if (key.origin && key.basis === "inferred") block.inferred.push(column.label);
    blocks.set(name, block);
  }
  const weight = ({ origin, articles }) => (origin ? articles.length : 0); // known origins first, the most merged in front
  return [...blocks.values()].sort((a, b) => weight(b) - weight(a));
}

function countOrigins(view, cells) {
  const blocks = originBlocks(view, cells);
  const known = blocks.filter(({ origin }) => origin).length;
  return { known, unknown: blocks.length - known, blocks: blocks.length };
}

function originCells(view, cells, complete) {
  if (!complete) return [h("p", { class: "grid-later", text: "Not complete yet: finish this row under “articles”." })];
  const blocks = originBlocks(view, cells);
  if (!blocks.length) return [h("p", { class: "grid-later", text: "No article states it, so there is no origin to count." })];
  return [h("ul", { class: "grid-blocks", role: "list" }, blocks.map(originBlock))];
}

function originBlock({ origin, articles, inferred }) {
  const whom = inferred.length === articles.length ? "inferred" : `inferred for ${list(inferred)}`;
  return h("li", { class: `grid-block${origin ? "" : " is-unknown"}` },
    h("b", { text: origin ?? "origin not shown" }), h("span", { class: "course-hidden", text: ": " }), h("span", { text: list(articles) }),
    inferred.length ? h("span", { class: "grid-basis", text: whom }) : null);
}

// What became of the marks, in two or three sentences.
function thinning(view) {
  const complete = completeRows(view);
  const counts = complete.map((cells) => ({ id: cells[0].row.id, articles: supporting(view, cells).length, ...countOrigins(view, cells) }));
  const sum = (name) => counts.reduce((total, count) => total + count[name], 0);
  const origins = new Set(complete.flatMap((cells) => supporting(view, cells)).map(({ key }) => key.origin).filter(Boolean));
  const dashed = sum("unknown") ? `, and ${plural(sum("unknown"), "mark")} whose origin the page does not show` : "";
  const solid = `${plural(sum("known"), "solid block")} from ${plural(origins.size, "origin")}`;
  return [`Counted by article: ${plural(sum("articles"), "mark")} in ${plural(counts.length, "complete fact")}. Counted by origin: ${solid}${dashed}.`, thinnest(counts)];
}

function thinnest(counts) {
  const thin = counts.filter((count) => count.blocks < count.articles).sort((a, b) => b.articles - b.blocks - (a.articles - a.blocks));
  if (!thin.length) return "So far nothing thins: no two articles show the same origin for a fact.";
  const change = ({ id, articles, known, unknown }) =>
    `${id} goes from ${plural(articles, "article")} to ${plural(known, "origin")}${unknown ? ` and ${unknown} not shown` : ""}`;
  return `What thins: ${thin.slice(0, 4).map(change).join("; ")}.`;
}
