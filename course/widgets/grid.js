// The matrix: rows, the bar above them, the actions below; the parts are in grid_*.js.

// What rows are called, and whether their origins can be counted; a grid of facts says nothing about either.
const rowWords = (view) => ({ row: "Fact", rows: "facts", support: "Support", origins: true, ...view.spec.words });

// ---- One row: fact, cells, support, and a second table row for feedback.

function buildRow(view, row, optionSets) {
  const width = view.spec.columns.length;
  const cells = view.spec.columns.map((column, n) => buildCell(view, row, column, optionSets[n]));
  const button = h("button", { type: "button", class: "grid-check", on: { click: () => checkRow(view, row) } }, `Check ${row.id}`);
  const score = h("span", { class: "grid-score", tabindex: "-1", hidden: true });
  const origins = h("td", { class: "grid-origins", role: "cell", colspan: String(width), hidden: true });
  const summary = h("p", { class: "grid-summary" });
  const notes = h("ul", { class: "grid-notes", role: "list" });
  const line = h("tr", { role: "row", class: "grid-row" },
    h("th", { scope: "row", role: "rowheader", class: "grid-fact" }, h("span", { class: "grid-id", text: row.id }), " ", row.label),
    cells.map((cell) => cell.box), origins, h("td", { class: "grid-support", role: "cell" }, button, score));
  const feedback = h("tr", { role: "row", class: "grid-feedback", hidden: true },
    h("td", { colspan: String(width + 2), role: "cell" }, summary, notes));
  return { row, cells, button, score, origins, summary, notes, line, feedback, kept: {}, told: "" };
}

function syncRow(view, part) {
  const cells = rowCells(view, part.row);
  const complete = isComplete(cells);
  const byOrigin = stateOf(view).view === "origins";
  const told = JSON.stringify([byOrigin, cells.map(({ answer }) => answer)]);
  if (told === part.told) return; // only the row that changed is drawn again: that keeps a check instant
  part.told = told;
  cells.forEach((cell, n) => {
    syncCell(view, part.cells[n], cell, complete);
    part.cells[n].box.hidden = byOrigin;
  });
  part.line.classList.toggle("is-complete", complete);
  part.origins.hidden = !byOrigin;
  part.origins.replaceChildren(...(byOrigin ? originCells(view, cells, complete) : []));
  syncSupport(view, part, cells, complete, byOrigin);
  syncFeedback(view, part, cells, complete, byOrigin);
}

function syncSupport(view, part, cells, complete, byOrigin) {
  const hadFocus = part.button === part.button.getRootNode().activeElement;
  part.button.hidden = complete || byOrigin;
  part.button.classList.toggle("course-main", cells.some(({ answer }) => answer && !answer.checked));
  part.score.hidden = !complete;
  part.score.classList.toggle("is-by-origin", byOrigin);
  part.score.replaceChildren(...(complete ? supportWords(view, cells, byOrigin) : []));
  if (hadFocus && part.button.hidden) part.score.focus({ preventScroll: true }); // else the focus would fall to the page
}

function supportWords(view, cells, byOrigin) {
  const support = supporting(view, cells).length;
  if (!byOrigin) return [h("span", { class: "course-hidden", text: "support: " }), h("b", { text: `${support} of ${cells.length}` }), " articles"];
  const { known, unknown } = countOrigins(view, cells);
  const lines = [h("span", { text: plural(support, "article") }), h("b", { text: plural(known, "origin") }), unknown ? h("span", { text: `${unknown} not shown` }) : null];
  const comma = () => h("span", { class: "course-hidden", text: ", " });
  return lines.filter(Boolean).flatMap((line, n) => (n ? [comma(), line] : [line]));
}

// ---- The bar: progress, how to count, check all.

function buildBar(view) {
  const name = freshId("count");
  const radio = (value, label) => {
    const input = h("input", { type: "radio", name, value, on: { change: () => count(view, value) } });
    return { value, input, label: h("label", { class: "grid-radio" }, input, h("span", { text: label })) };
  };
  const radios = [radio("articles", "articles"), radio("origins", "origins")];
  const hint = h("span", { class: "grid-hint", id: freshId("hint") });
  radios[1].input.setAttribute("aria-describedby", hint.id);
  const progress = h("p", { class: "grid-progress" });
  const bar = h("div", { class: "grid-bar" }, progress,
    rowWords(view).origins ? h("fieldset", { class: "grid-count" }, h("legend", { text: "Count:" }), radios.map(({ label }) => label), hint) : null);
  return { bar, radios, hint, progress };
}

function syncBar(view) {
  const { radios, hint, progress } = view.bar;
  const total = view.spec.rows.length;
  const complete = completeRows(view).length;
  const needed = Math.min(ROWS_BEFORE_ORIGINS, total);
  const shown = Object.values(cellsOf(view)).some((cell) => cell.shown);
  const chosen = stateOf(view).view === "origins" ? "origins" : "articles";
  const ready = complete >= needed || shown || chosen === "origins";
  radios.forEach(({ value, input }) => { input.checked = value === chosen; });
  radios[1].input.disabled = !ready;
  hint.textContent = ready ? "" : `Counting origins opens after ${plural(needed, "complete fact")}.`;
  progress.replaceChildren(h("b", { text: `${complete} of ${total}` }), ` ${rowWords(view).rows} complete`);
  view.rest.hidden = !ready || complete === total || chosen === "origins";
}

// Both controls that judge many cells stay below the table, where the work ends.
function buildFoot(view) {
  const all = h("button", { type: "button", class: "course-main", on: { click: () => checkAll(view) } }, "Check all marked");
  const rest = h("button", { type: "button", hidden: true, on: { click: () => showRest(view, all) } }, "Show me the rest");
  const sum = h("div", { class: "grid-thinning", "aria-live": "polite" });
  return { all, rest, sum, foot: h("div", { class: "grid-foot" }, sum, h("div", { class: "grid-buttons" }, all, rest), view.status) };
}

// ---- Actions.

function count(view, by) {
  keep(view.model, { view: by });
  view.status.textContent = ""; // what was said of the other view; the sentences under the table speak for this one
}

function checkRow(view, row) {
  const judged = check(view, [row]);
  const cells = rowCells(view, row);
  const part = view.rows.find((one) => one.row.id === row.id);
  if (!cells.some(({ answer }) => answer)) return view.status.say(`${row.id}: mark at least one cell first.`);
  if (!judged.length && !isComplete(cells)) return view.status.say(`${row.id}: nothing new to check. ${summary(cells)}`);
  if (isComplete(cells)) return view.status.say(`${row.id} is complete. ${rowWords(view).support}: ${supporting(view, cells).length} of ${cells.length} articles.`);
  openFirst(part.notes);
  return view.status.say(`${row.id}. ${summary(cells)}`);
}

// After a check one paragraph lies open, so that it is plain where to read.
function openFirst(notes) {
  if (!notes.querySelector(".course-chip[aria-expanded=true]")) notes.querySelector(".course-chip")?.click();
}

function checkAll(view) {
  const judged = check(view, view.spec.rows);
  if (!judged.length) return view.status.say("Nothing new to check: mark some cells, or change those marked “look again”.");
  const wrong = judged.filter(({ answer }) => !answer.right).map(({ row, column }) => `${row.id} ${column.label}`);
  const right = `${judged.length - wrong.length} of ${plural(judged.length, "cell")} right.`;
  return view.status.say(wrong.length ? `${right} Look again: ${list(wrong)}.` : right);
}

function showRest(view, fallback) {
  const open = view.spec.rows.flatMap((row) => rowCells(view, row)).filter(({ answer }) => !(answer?.checked && answer.right));
  reveal(view, open);
  fallback.focus();
  view.status.say(`${plural(open.length, "cell")} filled in for you. Compare them with the articles.`);
}

// ---- The whole.

function buildCaption(view) {
  // Between two that do not break, a line breaks only at a space.
  const legend = view.spec.marks.map(({ symbol, label }) => [h("span", { class: "grid-legend", text: `${symbol} ${label}` }), " "]);
  const marks = h("span", {}, "Open a cell’s list and choose what that article says, with the paragraph. ", legend);
  const origins = h("span", { hidden: true }, "Solid: one origin that the pages show, with every article that goes back to it. ",
    "Dashed: the page does not show where it got this. Inferred: worked out by comparing pages.");
  return { marks, origins };
}

function buildTable(view) {
  const columns = view.spec.columns.map((column) => h("th", { scope: "col", role: "columnheader", title: column.outlet }, column.label));
  const origins = h("th", { scope: "col", role: "columnheader", colspan: String(columns.length), hidden: true }, "Where it comes from");
  view.caption = buildCaption(view);
  const optionSets = view.spec.columns.map((column) => optionsFor(view, column));
  view.rows = view.spec.rows.map((row) => buildRow(view, row, optionSets));
  view.heads = { columns, origins };
  return h("table", { class: "grid-table", role: "table" },
    h("caption", {}, view.caption.marks, view.caption.origins),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, h("th", { scope: "col", role: "columnheader" }, rowWords(view).row), columns, origins,
      h("th", { scope: "col", role: "columnheader" }, rowWords(view).support))),
    h("tbody", { role: "rowgroup" }, view.rows.map(({ line, feedback }) => [line, feedback])));
}

function sync(view) {
  const byOrigin = stateOf(view).view === "origins";
  view.rows.forEach((part) => syncRow(view, part));
  view.heads.columns.forEach((head) => { head.hidden = byOrigin; });
  view.heads.origins.hidden = !byOrigin;
  view.all.hidden = byOrigin;
  view.sum.replaceChildren(...(byOrigin ? [inOne(thinning(view).map((text) => h("p", { text })))] : []));
  view.caption.marks.hidden = byOrigin;
  view.caption.origins.hidden = !byOrigin;
  syncBar(view);
}

export default {
  render({ model, el }) {
    const spec = model.get("spec");
    const root = frame(el, { title: spec.title, intro: spec.intro, kind: "grid" });
    const view = { model, spec, status: statusLine() };
    Object.assign(view, buildFoot(view));
    view.bar = buildBar(view);
    root.append(view.bar.bar, buildTable(view), view.foot);
    const update = () => sync(view);
    model.on("change:value", update);
    update();
    return () => model.off("change:value", update);
  },
};
