// Questions: one card each, judged here at once. Python and the case file hear of it afterwards.

const CONFIDENCE = [["guess", "Guess"], ["lean", "Lean"], ["fairly sure", "Fairly sure"], ["certain", "Certain"]];
const SURE = ["fairly sure", "certain"];

const judged = (question) => question.scored !== false && question.kind !== "text";
const asksConfidence = (question) => question.confidence !== false && question.kind !== "text";
const isSettled = (question, state) => judged(question) && (state.shown || state.outcome === "correct");

// The list of cards in its frame, and the line that sums up.
function buildList(el, model) {
  const spec = model.get("spec");
  const root = frame(el, { title: spec.title, intro: spec.intro, kind: "question" });
  const watch = keptWatch(model);
  const cards = spec.questions.map((question, index) => {
    const place = { number: index + 1, total: spec.questions.length };
    const state = () => stateOf(model, question.id);
    const change = (patch) => keep(model, { [question.id]: { ...state(), ...patch } });
    const follow = (tell) => watch.follow(question.id, tell);
    return (question.kind === "text" ? writingCard : questionCard)(question, place, { state, change, follow });
  });
  const summary = h("p", { class: "q-summary" });
  const nothing = h("p", { class: "q-hint", text: "There is nothing to answer here yet. Go on." });
  const trail = spec.trail ? trailView(spec, cards, (id) => stateOf(model, id)) : null;
  const review = spec.review ? reviewBox(model, root, (id) => stateOf(model, id)) : null;
  const list = cards.length ? h("ol", { class: "q-list", role: "list" }, cards.map((card) => card.element)) : nothing;
  root.append(...[trail?.before, list, trail?.after, summary, review?.after].filter(Boolean));
  const update = (isFirst = false) => {
    cards.forEach((card) => card.update());
    trail?.update(isFirst);
    review?.update();
    summary.replaceChildren(...prose(summaryLine(spec.questions, (id) => stateOf(model, id))));
  };
  update(true);
  const leave = () => { watch.close(); root.remove(); };
  return { update, leave };
}

function cardFrame(question, place) {
  const number = place.total > 1
    ? h("span", { class: "q-place", text: `${question.node?.who ? "Step" : "Question"} ${place.number} of ${place.total}` }) : null;
  const stem = h("span", { class: "q-stem" }, prose(question.stem));
  const answer = h("fieldset", { class: "q-answer" }, h("legend", {}, number, stem));
  return { answer, element: h("li", { class: "q-card" }, whyLine(question), answer) };
}

function questionCard(question, place, { state, change }) {
  const card = cardFrame(question, place);
  const status = statusLine();
  const check = () => checkAnswer(question, field, state(), change, status);
  const patch = (part) => { status.say(""); change(part); };
  const answer = (response) => patch({ response, checked: false, outcome: null });
  const field = FIELDS[question.kind](question, answer, { check, say: status.say });
  const sure = asksConfidence(question) ? confidenceField((confidence) => patch({ confidence })) : null;
  const label = judged(question) ? "Check" : "Keep my answer";
  const checkButton = actionButton(label, `question ${place.number}`, "course-main", check);
  const reveal = () => state().shown || change({ shown: true, checked: true });
  const showButton = actionButton("Show the answer", `to question ${place.number}`, "", reveal);
  const verdict = verdictBox(question);
  const sentence = question.sentence ? sentenceBox(question) : null;
  card.answer.append(field.element);
  const actions = h("div", { class: "q-actions" }, checkButton.element, showButton.element);
  card.element.append(...[sentence?.element, sure?.element, actions, status, verdict.element].filter(Boolean));
  const update = () => {
    const now = state();
    const settled = isSettled(question, now);
    field.show(now, settled);
    sentence?.show(now);
    sure?.show(now);
    checkButton.show(settled ? "Checked" : null);
    showButton.element.hidden = !judged(question) || wrongTries(now) < 2 || (settled && !now.shown);
    showButton.show(now.shown ? "Answer shown" : null);
    verdict.show(now, settled);
  };
  return { element: card.element, update };
}

// What is missing, or one more attempt. The same answer twice is not an attempt.
function checkAnswer(question, field, state, change, status) {
  if (isSettled(question, state)) return status.say("This question is done.");
  const missing = stillMissing(question, field, state);
  if (missing) return status.say(missing);
  const last = state.attempts.at(-1);
  if (last && JSON.stringify(last.response) === JSON.stringify(state.response)) return status.say(again(question));
  const outcome = judged(question) ? grade(question, state.response).outcome : "noted"; // a poll is never right
  const confidence = last ? null : state.confidence; // asked once, before the first feedback
  status.say("");
  const attempt = { at: new Date().toISOString(), response: state.response, confidence, outcome };
  return change({ checked: true, outcome, attempts: [...state.attempts, attempt] });
}

function stillMissing(question, field, state) {
  const missing = field.missing(state.response);
  const unsure = asksConfidence(question) && !state.attempts.length && !state.confidence;
  if (!unsure) return missing;
  return missing ? `${missing} Then say how sure you are.` : "Say how sure you are, then check.";
}

const again = (question) => (judged(question)
  ? "You have checked this answer already. Change it, then check again." : "This answer is kept already.");

function confidenceField(choose) {
  const name = freshId("sure");
  const hint = h("p", { class: "q-hint", id: `${name}-hint` });
  const inputs = CONFIDENCE.map(([value]) =>
    h("input", { type: "radio", name, value, on: { change: () => choose(value) } }));
  const pills = CONFIDENCE.map(([, label], index) => h("label", { class: "q-pill" }, inputs[index], label));
  const element = h("fieldset", { class: "q-sure", "aria-describedby": hint.id },
    h("legend", { text: "How sure are you?" }), h("div", { class: "q-pills" }, pills), hint);
  const show = (state) => {
    const locked = state.attempts.length > 0;
    inputs.forEach((input) => {
      input.checked = state.confidence === input.value;
      input.disabled = locked;
    });
    hint.textContent = locked ? "Recorded with your first answer." : "";
    element.classList.toggle("is-locked", locked);
  };
  return { element, show };
}

// A button that says when its work is done and keeps the focus then. Its hidden words tell it from its neighbours.
function actionButton(label, about, style, press) {
  const text = h("span", { text: label });
  const more = h("span", { class: "course-hidden", text: ` ${about}` });
  const element = h("button", { type: "button", class: style, on: { click: press } }, text, more);
  const show = (done) => {
    text.firstChild.data = done ?? label; // a new text node under the focus, and Orca would lose its place on the page
    element.setAttribute("aria-disabled", String(Boolean(done)));
  };
  return { element, show };
}

// The feedback: the words in a live region, the paragraphs beside it, so that opening one is not read out in full.
function verdictBox(question) {
  const words = h("div", { "aria-live": "polite" });
  const evidence = h("div", {});
  const element = h("div", { class: "q-verdict" }, words, evidence);
  let shown = "";
  const show = (state, settled) => {
    const key = JSON.stringify([state.attempts.length, state.attempts.at(-1)?.at, state.shown]);
    if (key === shown) return; // what stands there stays, with the paragraph that the student has opened
    const verdict = state.attempts.length || state.shown ? verdictOf(question, state) : null;
    speaks(words, shown !== "" || !verdict);
    shown = key;
    element.className = verdict ? `q-verdict course-note${verdict.good ? " is-good" : ""}` : "q-verdict";
    words.replaceChildren(...(verdict ? [inOne(verdict.words)] : []));
    const label = settled || !judged(question) ? "Where it stands:" : "Look again:";
    evidence.replaceChildren(...[verdict && lookAgain(verdict.lookAt, question.passages, { label })].filter(Boolean));
  };
  return { element, show };
}

function verdictOf(question, state) {
  if (state.shown) return { good: false, lookAt: question.evidence, words: solutionWords(question) };
  const { outcome, message, look_at: lookAt } = grade(question, state.attempts.at(-1).response);
  const kept = line("Your answer is kept.", message === "Noted." ? "" : message);
  if (!judged(question)) return { good: true, lookAt, words: [kept] };
  if (outcome !== "correct") return { good: false, lookAt, words: [opened("Not yet.", message)] };
  const tries = state.attempts.length;
  const later = tries > 1 ? [h("p", { class: "q-hint", text: `Right at try ${tries}.` })] : [];
  return { good: true, lookAt, words: [opened("Yes.", message), ...later] };
}

// Feedback in the bank may open with its own "Yes." or "Right,": then that is the lead.
const OPENING = /^(yes|right|correct|not yet)[.,:!]\s*/i;

function opened(lead, message) {
  const own = message.match(OPENING)?.[0];
  return own ? line(own.trim(), message.slice(own.length)) : line(lead, message);
}

function withoutOpening(message) {
  const rest = message.replace(OPENING, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

// Chromium tells of a `strong` in what is announced once more, as a part of its own; of a `b` it does not.
const line = (lead, text) => h("p", {}, h("b", { class: "q-lead", text: lead }), " ", prose(text));

function solutionWords(question) {
  const keys = question.options.filter((option) => option.key);
  const why = keys.length ? keys.map((option) => option.feedback) : [question.feedback.correct];
  return [...solution(question, keys), ...why.filter(Boolean).map((text) => h("p", {}, prose(withoutOpening(text))))];
}

function solution(question, keys) {
  const { kind, items, targets, answer, unit } = question;
  if (keys.length) return [line("The answer:", keys.map((option) => option.text).join("; "))];
  if (kind === "number") return [line("The answer:", `${answer} ${unit ?? ""}`)];
  const entry = (item, index) => (kind === "match" ? `${item}: **${targets[index]}**` : item);
  const entries = items.map((item, index) => h("li", {}, prose(entry(item, index))));
  return [line("The answer:", ""), h(kind === "match" ? "ul" : "ol", {}, entries)];
}

const wrongTries = (state) => state.attempts.filter((attempt) => attempt.outcome === "not-yet").length;

// "You have checked 4 of 6. Right first time: 3. Sure and wrong: 1, it comes back first in your next review."
function summaryLine(questions, state) {
  const scored = questions.filter(judged);
  const first = scored.map((question) => state(question.id).attempts[0]).filter(Boolean);
  if (scored.length < 2 || !first.length) return "";
  const right = first.filter((attempt) => attempt.outcome === "correct").length;
  const sure = first.filter((attempt) => attempt.outcome !== "correct" && SURE.includes(attempt.confidence)).length;
  const back = sure ? `, ${sure === 1 ? "it comes" : "these come"} back first in your next review` : "";
  const rated = scored.some(asksConfidence) ? ` Sure and wrong: ${sure}${back}.` : "";
  return `You have checked ${first.length} of ${scored.length}. **Right first time: ${right}.**${rated}`;
}

function render({ model, el }) {
  let list = buildList(el, model);
  const update = () => list.update();
  const rebuild = () => { list.leave(); list = buildList(el, model); };
  model.on("change:value", update);
  model.on("change:spec", rebuild);
  return () => {
    model.off("change:value", update);
    model.off("change:spec", rebuild);
    list.leave();
  };
}

export default { render, grade };
