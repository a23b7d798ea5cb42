// The matrix: one cell is a select over which a short form is drawn, so that columns stay narrow and the list stays native.

function optionsFor(view, column) {
  const cites = view.spec.marks.filter((mark) => mark.cite);
  const option = (mark, choice, lead) =>
    h("option", { value: `${mark.id}:${choice.id}` }, `${lead}${paragraph(choice.id)} ${short(choice.gist)}`);
  const group = (mark, lead) => h("optgroup", { label: `${sentence(mark.label)} in` },
    (view.spec.choices[column.id] ?? []).map((choice) => option(mark, choice, lead)));
  return [
    h("option", { value: "", text: "not marked yet" }),
    view.spec.marks.filter((mark) => !mark.cite).map((mark) => h("option", { value: mark.id, text: mark.label })),
    // Only the first group starts with the ID, so typing "P12" finds one place.
    cites.map((mark, n) => group(mark, n ? `${mark.label}: ` : "")),
  ].flat();
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function buildCell(view, row, column, options) {
  const verdict = h("span", { class: "course-hidden", id: freshId("verdict") });
  const face = h("span", { class: "grid-face", "aria-hidden": "true" });
  const cell = { name: cellKey(row, column) };
  const select = h("select", {
    class: "grid-select", "aria-label": `${row.id} ${row.label}, ${column.label}`, "aria-describedby": verdict.id,
    on: { change: () => record(view, cell, select.value), focus: () => fill(shown), pointerenter: () => fill(shown) },
  });
  const box = h("td", { class: "grid-cell", role: "cell" },
    h("span", { class: "grid-column-name", "aria-hidden": "true", text: column.label }),
    h("span", { class: "grid-box" }, face, select), verdict);
  const shown = { box, face, select, verdict, column, options, isFull: false };
  return shown;
}

// A list has some eighty options and a grid seventy lists: each is filled when somebody comes near it.
function fill(cell) {
  if (cell.isFull) return;
  const { value } = cell.select;
  cell.select.replaceChildren(...cell.options.map((option) => option.cloneNode(true)));
  cell.select.value = value;
  cell.isFull = true;
}

// Until then it holds the one option that is chosen.
function choose(cell, value) {
  if (!cell.isFull && (!cell.select.length || cell.select.value !== value)) {
    const every = cell.options.flatMap((option) => (option.tagName === "OPTGROUP" ? [...option.children] : [option]));
    cell.select.replaceChildren((every.find((option) => option.value === value) ?? every[0]).cloneNode(true));
  }
  cell.select.value = value;
}

function cellState(answer, complete) {
  if (!answer) return "empty";
  if (!answer.checked) return "marked";
  return answer.right ? (complete ? "done" : "right") : "look";
}

const VERDICTS = { empty: "", marked: "Not checked yet.", right: "Checked: right.", done: "Checked: right.", look: "Checked: look again." };

function syncCell(view, cell, { answer, column }, complete) {
  const state = cellState(answer, complete);
  const mark = answer && markOf(view, answer.mark);
  choose(cell, answer ? [answer.mark, answer.passage].filter(Boolean).join(":") : "");
  cell.box.dataset.state = state;
  cell.box.dataset.mark = mark ? (mark.counts ? "counts" : mark.cite ? "against" : "none") : "";
  cell.verdict.textContent = VERDICTS[state] + (answer?.shown ? " Shown to you." : "");
  cell.face.replaceChildren(...cellFace(answer, mark, column, state));
}

function cellFace(answer, mark, column, state) {
  if (!mark) return [h("span", { class: "grid-open" }, h("span", { class: "grid-wide", text: column.label }), h("span", { class: "grid-narrow", text: "mark" }))];
  const cite = answer.passage ? ` ${paragraph(answer.passage)}` : "";
  const words = { right: "right", look: "look again" }[state];
  return [h("span", { class: "grid-mark", text: `${mark.symbol}${cite}` }), words ? h("span", { class: "grid-verdict", text: words }) : ""];
}
