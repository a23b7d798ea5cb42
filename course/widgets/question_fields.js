// One field per kind of judged question. A field is made of
//   element             the controls, to stand inside the question's fieldset
//   show(state, locked) brings the controls into step with the value, in place
//   missing(response)   what is still to be done before it can be checked, or ""
// and calls answer(response) whenever the student changes something. It never judges.

const PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(" ");

function choiceField(question, answer) {
  const type = question.kind === "multiple" ? "checkbox" : "radio";
  const name = freshId("answer");
  const rows = question.options.map((option) => choiceRow(option, type, name, () => answer(read())));
  const read = () => {
    const chosen = rows.filter((row) => row.input.checked).map((row) => row.option.id).sort();
    return type === "radio" ? chosen[0] ?? null : chosen;
  };
  const hint = type === "checkbox" ? h("p", { class: "q-hint", text: "Choose all that apply." }) : null;
  return {
    element: h("div", { class: "q-options" }, hint, rows.map((row) => row.element)),
    show: (state, locked) => rows.forEach((row) => showChoice(row, question, state, locked)),
    missing: (response) => (response?.length ? "" : EMPTY[question.kind]),
  };
}

function choiceRow(option, type, name, changed) {
  const input = h("input", { type, name, value: option.id, on: { change: changed } });
  const mark = h("span", { class: "q-mark" });
  const element = h("label", { class: "q-option" }, input, h("span", { class: "q-option-text" }, prose(option.text)), mark);
  return { option, input, mark, element };
}

function showChoice({ option, input, mark, element }, question, state, locked) {
  input.checked = [state.response ?? []].flat().includes(option.id);
  input.disabled = locked;
  const [symbol, text] = markOf(option, question, state, locked);
  element.classList.toggle("is-key", symbol === "\u2713");
  element.classList.toggle("is-tried", symbol === "\u2717");
  if (mark.textContent !== symbol + text) mark.replaceChildren(h("span", { "aria-hidden": "true", text: symbol }), text);
}

// What stands behind an option: words and a sign, so that nothing depends on colour.
function markOf(option, question, state, locked) {
  const chosen = [state.response ?? []].flat().includes(option.id);
  if (locked && option.key) return ["\u2713", chosen && !state.shown ? " your answer" : " the answer"];
  if (question.kind !== "single" || question.scored === false) return ["", ""];
  const tried = state.attempts.some((attempt) => attempt.response === option.id && attempt.outcome === "not-yet");
  return tried ? ["\u2717", chosen && !locked ? " your answer: not yet" : " tried"] : ["", ""];
}

function numberField(question, answer, { check }) {
  const id = freshId("number");
  const unit = question.unit ? h("span", { class: "q-unit", id: `${id}-unit`, text: question.unit }) : null;
  const input = h("input", {
    id, type: "text", inputmode: "decimal", autocomplete: "off", class: "q-number", "aria-describedby": unit?.id,
    on: { input: () => answer(input.value) },
  });
  // A form takes Enter natively; a key listener would never hear of it behind the guard.
  const submit = (event) => { event.preventDefault(); check(); };
  return {
    element: h("form", { class: "q-line", on: { submit } }, h("label", { for: id, text: "Your answer:" }), input, unit),
    show: (state, locked) => {
      const typed = String(state.response ?? "");
      if (input.value !== typed) input.value = typed;
      input.readOnly = locked;
    },
    missing: (response) => unreadable(question, response),
  };
}

function orderField(question, answer, { say }) {
  let order = question.display;
  const list = h("ol", { class: "q-order" });
  const total = question.items.length;
  const called = (id) => `\u201c${shortened(question.items[id])}\u201d`;
  let fixed = false;
  const move = (id, to) => {
    if (fixed) return undefined;
    if (to < 0 || to >= total) return say(`${called(id)} is already ${to < 0 ? "first" : "last"}.`);
    const next = order.filter((other) => other !== id);
    next.splice(to, 0, id);
    answer(next);
    return say(`${called(id)} is now ${PLACES[to] ?? to + 1} of ${NUMBER_WORDS[total] ?? total}.`);
  };
  const rows = new Map(question.items.map((text, index) => [String(index), orderRow(text, total,
    (step) => move(String(index), order.indexOf(String(index)) + step), (place) => move(String(index), place))]));
  const arrange = () => {
    const wanted = order.map((id) => rows.get(id).element);
    const moved = wanted.some((row, place) => list.children[place] !== row);
    if (moved) arrangeAround(list, wanted);
  };
  return {
    element: list,
    show: (state, locked) => {
      order = state.response?.length === total ? state.response : question.display;
      fixed = locked;
      arrange();
      order.forEach((id, place) => rows.get(id).show(place, locked));
    },
    missing: (response) => (response ? "" : "Nothing has moved yet. Put the items in order first."),
  };
}

function orderRow(text, total, step, place) {
  const name = shortened(text);
  const places = Array.from({ length: total }, (_, index) => h("option", { value: index + 1, text: index + 1 }));
  const select = h("select", { "aria-label": `Position of: ${name}`, on: { change: () => place(select.value - 1) } }, places);
  const up = stepButton("Up", "\u2191", name, () => step(-1));
  const down = stepButton("Down", "\u2193", name, () => step(1));
  const element = h("li", { class: "q-item" },
    h("span", { class: "q-item-text" }, prose(text)), h("span", { class: "q-item-tools" }, select, up, down));
  const show = (at, locked) => {
    select.value = at + 1;
    select.disabled = locked;
    up.setAttribute("aria-disabled", String(locked || at === 0));
    down.setAttribute("aria-disabled", String(locked || at === total - 1));
    element.classList.toggle("is-locked", locked);
  };
  return { element, show };
}

// Stays focusable at the end of the list, so that a student who steps an item up does not lose the place.
function stepButton(label, arrow, name, step) {
  return h("button", { type: "button", "aria-label": `${label}: ${name}`, on: { click: () => step() } },
    h("span", { "aria-hidden": "true", text: `${arrow} ` }), label);
}

function matchField(question, answer) {
  const rows = question.items.map((item) => matchRow(item, question, () => answer(read())));
  const read = () => Object.fromEntries(
    rows.map((row, index) => [String(index), row.select.value]).filter(([, target]) => target));
  return {
    element: h("div", { class: "q-match" }, rows.map((row) => row.element)),
    show: (state, locked) => rows.forEach(({ select }, index) => {
      select.value = sameTarget(question, state.response?.[index]);
      select.disabled = locked;
    }),
    missing: (response) => unreadable(question, response),
  };
}

function matchRow(item, question, changed) {
  const id = freshId("match");
  const targets = question.display.map((target) => h("option", { value: target, text: question.targets[target] }));
  const select = h("select", { id, on: { change: changed } }, h("option", { value: "", text: "Choose \u2026" }), targets);
  return { select, element: h("div", { class: "q-pair" }, h("label", { for: id }, prose(item)), select) };
}

// Where two items share a target's text, the list offers it once: show that one whichever of them was kept.
function sameTarget(question, target) {
  return question.display.find((other) => question.targets[other] === question.targets[target]) ?? "";
}

const FIELDS = { single: choiceField, multiple: choiceField, number: numberField, order: orderField, match: matchField };

function unreadable(question, response) {
  const found = grade(question, response);
  return found.outcome === "not-attempted" ? found.message : "";
}

function shortened(text, most = 60) {
  const plain = text.replace(/[*`]/g, "");
  return plain.length > most ? `${plain.slice(0, plain.lastIndexOf(" ", most))} \u2026` : plain;
}
