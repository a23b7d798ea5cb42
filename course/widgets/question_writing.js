// Writing: a text with a live count, kept when the student says so or leaves the field. Nothing judges its quality: the
// student does, with the rubric and two examples that appear once there is something to compare.

const ENOUGH_WORDS = 20;

// What is kept of a question of any kind.
const UNTOUCHED = Object.freeze({
  response: null, confidence: null, checked: false, outcome: null, attempts: [], level: null, shown: false });
const stateOf = (model, id) => ({ ...UNTOUCHED, ...model.get("value")?.[id] });

function writingCard(question, place, { state, change, follow }) {
  const card = cardFrame(question, place);
  const status = statusLine();
  const count = h("p", { class: "q-count" });
  const id = freshId("writing");
  const area = h("textarea", { id, rows: 6, class: "q-text", "aria-describedby": `${id}-count` });
  count.id = `${id}-count`;
  const rating = ratingField(question, (level) => change({ level }));
  const save = (announce) => {
    if (!splitWords(area.value).length) return announce && status.say(EMPTY.text);
    const { outcome, message } = grade(question, area.value);
    if (area.value !== state().response || !state().checked) change({ response: area.value, checked: true, outcome });
    return follow(({ kept, said }) => { if (announce || said) status.say(kept && announce ? `**Saved.** ${message}` : said); });
  };
  area.addEventListener("input", () => count.replaceChildren(...countLine(question, area.value)));
  area.addEventListener("blur", () => { if (area.value !== (state().response ?? "")) save(false); });
  card.answer.append(h("label", { for: id, class: "q-label", text: "Your answer" }), area, count);
  card.element.append(h("div", { class: "q-actions" }, saveButton(place, () => save(true))), status, rating.element);
  return { element: card.element, update: () => showWriting(question, state(), area, count, rating) };
}

const saveButton = (place, save) => h("button", { type: "button", class: "course-main", on: { click: save } }, "Save",
  h("span", { class: "course-hidden", text: ` answer ${place.number}` }));

function showWriting(question, state, area, count, rating) {
  // Never under the student's hands: while the field has the focus, what is typed there stands.
  const typing = area.getRootNode().activeElement === area;
  if (!typing && area.value !== (state.response ?? "")) area.value = state.response ?? "";
  count.replaceChildren(...countLine(question, area.value));
  rating.show(state, splitWords(state.response ?? "").length >= ENOUGH_WORDS);
}

// "53 of at most 120 words. 2 of 3 paragraphs cited: IND P12, GVS P14." More than asked is welcome: "4 paragraphs cited, at
// least 3 asked for"
function countLine(question, text) {
  const words = splitWords(text).length;
  const [fewest, most] = question.words ?? [0, 0];
  const limit = most ? ` of at most ${most}` : fewest ? ` of at least ${fewest}` : "";
  const asked = `${limit} ${words === 1 && !limit ? "word" : "words"}`;
  const all = mentioned(text);
  const unknown = all.filter((passage) => !passage.real);
  return prose(`${words}${asked}. ${citedLine(all.filter((passage) => passage.real), question.citations)}`
    + (unknown.length ? ` **No such paragraph: ${unknown.map((passage) => spoken(passage.id)).join(", ")}.**` : ""));
}

function citedLine(cited, asked) {
  const names = cited.length ? `: ${cited.map((passage) => spoken(passage.id)).join(", ")}` : "";
  const all = plural(cited.length, "paragraph");
  if (cited.length > asked) return `${all} cited${asked ? `, at least ${asked} asked for` : ""}${names}.`;
  return asked ? `${cited.length} of ${plural(asked, "paragraph")} cited${names}.` : "";
}

function ratingField(question, rate) {
  const name = freshId("level");
  const rows = question.rubric.map((text, index) => {
    const input = h("input", { type: "radio", name, value: index + 1, on: { change: () => rate(index + 1) } });
    const words = h("span", { class: "q-option-text" }, h("strong", { text: `Level ${index + 1}. ` }), prose(text));
    return { input, element: h("label", { class: "q-option" }, input, words) };
  });
  const hint = `Save at least ${ENOUGH_WORDS} words to open the levels and the examples.`;
  const waiting = h("p", { class: "q-hint", text: hint });
  const levels = h("fieldset", { hidden: !rows.length },
    h("legend", { text: "Compare your answer with these levels. Which fits best?" }),
    h("p", { class: "q-hint", text: "You decide. Choose again when you have rewritten your answer." }),
    h("div", { class: "q-options" }, rows.map((row) => row.element)));
  const another = (level, index) => question.exemplars.slice(0, index).some(([before]) => before === level);
  const examples = question.exemplars.map(([level, text], index) => h("details", {},
    h("summary", { text: `Read ${another(level, index) ? "another" : "an"} example at level ${level}` }),
    h("p", {}, prose(text))));
  const open = h("div", { class: "q-rating", hidden: true }, levels, examples);
  const show = (state, enough) => {
    waiting.hidden = enough;
    open.hidden = !enough;
    rows.forEach((row, index) => { row.input.checked = state.level === index + 1; });
  };
  const nothing = !rows.length && !question.exemplars.length;
  return { element: nothing ? null : h("div", {}, waiting, open), show: nothing ? () => {} : show };
}
