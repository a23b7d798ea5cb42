// Layout "judge": is a claim sound, or is something wrong, and how sure? All are judged before any is counted.

const JUDGE_VERDICTS = [[false, "Sound"], [true, "Something is wrong"]];
const JUDGE_SURE = [["guess", "Guess"], ["lean", "Lean"], ["fairly sure", "Fairly sure"], ["certain", "Certain"]];

const judgeIsComplete = ({ flagged, confidence }) => typeof flagged === "boolean" && JUDGE_SURE.some(([value]) => value === confidence);

function judgeCard(view, card, n) {
  const change = (patch) => {
    if (judgeTally(view.spec.cards, view.model.get("value"))) return; // counted: it stays as it is
    view.change({ [card.id]: patch });
    view.status.say("");
  };
  const verdict = judgeChoice(JUDGE_VERDICTS, (flagged) => change({ flagged }));
  const sure = judgeChoice(JUDGE_SURE, (confidence) => change({ confidence }));
  const heading = freshId("claim");
  const fields = h("div", { class: "judge-fields" },
    h("fieldset", { "aria-describedby": heading }, h("legend", {}, `Claim ${n + 1} is`), verdict.element),
    h("fieldset", { "aria-describedby": heading }, h("legend", { text: "How sure are you?" }), sure.element));
  const said = h("p", { class: "judge-said" });
  const answer = h("div", {});
  const element = h("li", { class: "judge-card" },
    h("p", { class: "order-text", id: heading }, h("span", { class: "judge-place", text: `Claim ${n + 1} of ${view.spec.cards.length}` }), prose(card.text)),
    lookAgain([card.from], view.spec.passages ?? {}, { label: "Stands in" }), fields, said, answer);
  const update = (tally) => {
    const state = view.state(card.id);
    verdict.show(state.flagged);
    sure.show(state.confidence);
    fields.hidden = Boolean(tally);
    said.textContent = tally ? judgeSaid(state) : "";
    const told = String(Boolean(tally && view.spec.answers) && state.flagged);
    if (told === answer.dataset.told) return;
    answer.dataset.told = told;
    answer.replaceChildren(...(tally && view.spec.answers ? [judgeAnswer(view, card, state.flagged)] : []));
  };
  const open = () => (typeof view.state(card.id).flagged === "boolean" ? sure : verdict).inputs[0];
  return { element, update, open };
}

function judgeSaid({ flagged, confidence }) {
  const [, verdict] = JUDGE_VERDICTS.find(([value]) => value === flagged);
  return `You said: ${verdict.toLowerCase()}${confidence ? ` (${confidence})` : ""}.`;
}

function judgeChoice(options, choose) {
  const name = freshId("judge");
  const inputs = options.map(([value]) => h("input", { type: "radio", name, value, on: { change: () => choose(value) } }));
  const element = h("div", { class: "judge-pills" }, options.map(([, label], n) => h("label", { class: "judge-pill" }, inputs[n], label)));
  const show = (chosen) => inputs.forEach((input, n) => { input.checked = options[n][0] === chosen; });
  return { element, inputs, show };
}

function judgeFinish(view, cards, result) {
  const open = view.spec.cards.map((card, n) => ({ n, state: view.state(card.id) })).filter(({ state }) => !judgeIsComplete(state));
  if (open.length) {
    const names = open.slice(0, 5).map(({ n }) => String(n + 1));
    const more = open.length - names.length;
    const listed = more ? `${names.join(", ")} and ${more} more` : scaleList(names);
    cards[open[0].n].open().focus();
    return view.status.say(`Not counted yet. Say what you think and how sure you are: ${open.length === 1 ? "claim" : "claims"} ${listed}.`);
  }
  keep(view.model, { finished: true });
  view.status.say("");
  return result.querySelector("h4")?.focus();
}

function judgeLayout(view) {
  const { spec } = view;
  const cards = spec.cards.map((card, n) => judgeCard(view, card, n));
  const result = h("div", { class: "judge-result", hidden: true });
  const progress = h("p", { class: "judge-progress" });
  const finish = h("button", { type: "button", class: "course-main", on: { click: () => judgeFinish(view, cards, result) } }, `Count all ${spec.cards.length}`);
  const foot = h("div", { class: "judge-foot" }, finish, progress);
  const update = () => {
    const tally = judgeTally(spec.cards, view.model.get("value"));
    cards.forEach((card) => card.update(tally));
    foot.hidden = Boolean(tally);
    const done = spec.cards.filter((card) => judgeIsComplete(view.state(card.id))).length;
    progress.replaceChildren(h("b", { text: `${done} of ${spec.cards.length}` }), " judged. Counting fixes your answers.");
    judgeShowResult(view, result);
  };
  view.root.append(h("ol", { class: "judge-cards", role: "list" }, cards.map(({ element }) => element)), foot, view.status, result);
  return { update };
}
