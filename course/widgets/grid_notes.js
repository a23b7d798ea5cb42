// The matrix: feedback below a row.

// What to say on a wrong cell, and which paragraph to open: where to look, never the mark itself.
function advice(view, { key, answer }) {
  const target = key.passages[0] ?? answer.passage;
  const where = target && paragraph(target);
  const marked = markOf(view, answer.mark);
  if (!target) return { text: `Is “${marked?.label}” the right mark?`, target: null };
  if (!key.passages.length) return { text: `Does ${where} say this?`, target };
  if (!marked?.cite) return { text: `Read ${where}. What does it say on this?`, target };
  if (answer.mark === key.mark) return { text: `Your mark fits, but ${paragraph(answer.passage)} does not show it. Read ${where}.`, target };
  return { text: `Read ${where}. Is “${marked.label}” the right mark?`, target };
}

// In excerpt mode the words that settle a cell may stand outside the excerpt: then they are the excerpt.
function withPhrase(view, passage, phrase) {
  const found = Object.values(view.spec.choices).flat().find((choice) => choice.id === passage);
  if (!found || found.text || !phrase || boxed(found.excerpt ?? "", phrase).length > 1) return found;
  return { ...found, excerpt: phrase };
}

function wrongCell(view, cell) {
  const { text, target } = advice(view, cell);
  const phrase = (target && cell.key.phrase?.[target]) ?? null;
  const look = target ? lookAgain([target], { [target]: withPhrase(view, target, phrase) }, { phrase, label: "Open:" }) : null;
  const show = cell.answer.tries >= TRIES_BEFORE_ANSWER
    ? h("button", { type: "button", class: "course-link", "aria-label": `Show me ${cell.row.id}, ${cell.column.label}`, on: { click: () => showCell(view, cell) } }, "Show me")
    : null;
  return h("li", { class: "course-note" }, h("strong", { text: `Look again: ${cell.column.label}. ` }), text,
    cell.key.note ? [" ", ...prose(cell.key.note)] : null, show ? [" ", show] : null, look);
}

function rightCell(cell) {
  return h("li", { class: "course-note is-good" }, h("strong", { text: `${cell.column.label}: right. ` }), prose(cell.key.note));
}

function summary(cells) {
  const names = (some) => list(some.map(({ column }) => column.label));
  const groups = [
    ["Right: ", cells.filter(({ answer }) => answer?.checked && answer.right)],
    ["Look again: ", cells.filter(({ answer }) => answer?.checked && !answer.right)],
    ["Not checked yet: ", cells.filter(({ answer }) => answer && !answer.checked)],
    ["Not marked yet: ", cells.filter(({ answer }) => !answer)],
  ];
  return groups.filter(([, some]) => some.length).map(([lead, some]) => `${lead}${names(some)}.`).join(" ");
}

function noteFor(view, cell) {
  if (!cell.answer?.checked) return null;
  if (!cell.answer.right) return wrongCell(view, cell);
  return cell.key.note ? rightCell(cell) : null;
}

// A note is made anew only when its own cell changed, so that paragraphs opened in the others stay open.
function keptNote(view, part, cell) {
  const told = JSON.stringify(cell.answer);
  if (part.kept[cell.name]?.told !== told) part.kept[cell.name] = { told, note: noteFor(view, cell) };
  return part.kept[cell.name].note;
}

function syncFeedback(view, part, cells, complete, byOrigin) {
  const checked = cells.some(({ answer }) => answer?.checked);
  const notes = cells.map((cell) => keptNote(view, part, cell)).filter(Boolean);
  const now = [...part.notes.children];
  if (notes.length !== now.length || notes.some((note, n) => note !== now[n])) part.notes.replaceChildren(...notes);
  part.notes.hidden = !notes.length;
  part.summary.textContent = checked && !complete ? summary(cells) : "";
  part.feedback.hidden = byOrigin || !(part.summary.textContent || notes.length);
}

function showCell(view, cell) {
  reveal(view, [cell]);
  const part = view.rows.find(({ row }) => row.id === cell.row.id);
  part.cells.find(({ column }) => column.id === cell.column.id).select.focus();
  view.status.say(`${cell.row.id}, ${cell.column.label}: ${describe(view, cell.key)}.`);
}

function describe(view, key) {
  const where = key.passages.map(paragraph).join(" or ");
  return `${markOf(view, key.mark).label}${where ? ` in ${where}` : ""}`;
}
