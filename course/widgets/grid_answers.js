// The matrix: what the student has answered, and whether it is right. Checking happens here, without the kernel.

const ROWS_BEFORE_ORIGINS = 3; // complete rows after which counting origins shows something
const TRIES_BEFORE_ANSWER = 2;
const GIST_LENGTH = 80;

const cellKey = (row, column) => `${row.id}|${column.id}`;
const paragraph = (passage) => spoken(passage).split(" ").at(-1);
const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
const short = (text) => (text.length <= GIST_LENGTH ? text : `${text.slice(0, GIST_LENGTH).replace(/\s+\S*$/, "")} …`);
const list = (words) => words.join(", ");

// ---- State: everything is read from the value, so that Python, a reload and a second view agree.

const stateOf = (view) => view.model.get("value") ?? {};
const cellsOf = (view) => stateOf(view).cells ?? {};
const markOf = (view, id) => view.spec.marks.find((mark) => mark.id === id);

function rowCells(view, row) {
  const cells = cellsOf(view);
  return view.spec.columns.map((column) => {
    const name = cellKey(row, column);
    return { row, column, name, key: view.spec.key[name], answer: cells[name] ?? null };
  });
}

function judge(key, answer) {
  return answer.mark === key.mark && (!key.passages.length || key.passages.includes(answer.passage));
}

const isComplete = (cells) => cells.every(({ answer }) => answer?.checked && answer.right);
const supporting = (view, cells) => cells.filter(({ key }) => markOf(view, key.mark)?.counts);
const completeRows = (view) => view.spec.rows.map((row) => rowCells(view, row)).filter(isComplete);

function record(view, cell, chosen) {
  const cells = { ...cellsOf(view) };
  const tries = cells[cell.name]?.tries ?? 0;
  const [mark, passage = null] = chosen.split(":");
  if (mark) cells[cell.name] = { mark, passage, checked: false, right: false, tries, shown: false };
  else delete cells[cell.name];
  keep(view.model, { cells });
}

// Judge what is marked and not judged yet; returns the cells that were judged.
function check(view, rows) {
  const fresh = rows.flatMap((row) => rowCells(view, row)).filter(({ answer }) => answer && !answer.checked);
  const cells = { ...cellsOf(view) };
  for (const { name, key, answer } of fresh) {
    const right = judge(key, answer);
    cells[name] = { ...answer, checked: true, right, tries: (answer.tries ?? 0) + (right ? 0 : 1) };
  }
  if (fresh.length) keep(view.model, { cells, tries: (stateOf(view).tries ?? 0) + 1 });
  return fresh.map((cell) => ({ ...cell, answer: cells[cell.name] }));
}

function reveal(view, targets) {
  const cells = { ...cellsOf(view) };
  for (const { name, key } of targets) {
    const tries = cells[name]?.tries ?? 0;
    cells[name] = { mark: key.mark, passage: key.passages[0] ?? null, checked: true, right: true, tries, shown: true };
  }
  keep(view.model, { cells });
}
