// Layout "stages": one claim, rated again whenever more of the text appears. A belief is the student's own, never wrong.

function stagesState(view, card) {
  const { scale } = view.spec;
  const kept = view.state(card.id).ratings;
  const ratings = (Array.isArray(kept) ? kept : []).filter(Number.isFinite).slice(0, card.steps.length).map((at) => scaleSnap(scale, at));
  return { ratings, step: ratings.length, done: ratings.length === card.steps.length };
}

const stagesName = (step) => `\u201c${step.label}\u201d`;

// ---- What the ratings did, in words.

// "You went from 80 after “Headline” to 30 after “Body”."
function stagesPath(card, ratings) {
  const [first, last] = [ratings[0], ratings.at(-1)];
  if (ratings.length < 2) return `You said ${first} after ${stagesName(card.steps[0])}.`;
  const [from, to] = [card.steps[0], card.steps[ratings.length - 1]].map(stagesName);
  return first === last ? `You ended where you began, at ${first}.` : `You went from ${first} after ${from} to ${last} after ${to}.`;
}

// What happened at the step that the text gives most for, next to what it gives. Small moves count as level only there.
function stagesTurn(scale, card, ratings) {
  const at = card.turn - 1;
  if (at < 1) return "";
  const change = ratings[at] - ratings[at - 1];
  const level = Math.abs(change) <= (scale.max - scale.min) / 10;
  const did = change < 0 ? `moved down by ${-change}` : change > 0 ? `moved up by ${change}` : "stayed where you were";
  const moved = `At ${stagesName(card.steps[at])} you ${did}.`;
  const fits = { down: change < 0, up: change > 0, level }[card.expect];
  const gives = { down: "to move down", up: "to move up", level: "to stay about where you were" }[card.expect];
  return `${moved} ${fits ? "That fits what the text gives there:" : "Weigh it once more, for the text gives there"} a reason ${gives}.`;
}

// ---- The chart.

function stagesSvg(tag, props = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(props).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

const STAGES_BOX = { width: 340, height: 205, left: 36, right: 26, top: 22, bottom: 42 };

// A label on at most two lines of about the same length.
function stagesLines(label) {
  const spaces = [...label.matchAll(/ /g)].map(({ index }) => index);
  if (label.length < 12 || !spaces.length) return [label];
  const middle = spaces.reduce((best, at) => (Math.abs(at - label.length / 2) < Math.abs(best - label.length / 2) ? at : best));
  return [label.slice(0, middle), label.slice(middle + 1)];
}

function stagesChart(view, card, ratings) {
  const { scale } = view.spec;
  const { width, height, left, right, top, bottom } = STAGES_BOX;
  const gap = (width - left - right - 40) / Math.max(1, card.steps.length - 1);
  const x = (n) => (card.steps.length > 1 ? left + 20 + n * gap : width / 2);
  const y = (at) => top + (height - top - bottom) * (1 - scalePercent(scale, at) / 100);
  const words = (text, props) => stagesSvg("text", props, text);
  const grid = [scale.min, (scale.min + scale.max) / 2, scale.max].map((at) => [
    stagesSvg("line", { class: "stages-grid", x1: left, x2: width - 4, y1: y(at), y2: y(at) }),
    words(at, { class: "stages-tick", x: left - 7, y: y(at) + 4, "text-anchor": "end" })]);
  const labels = card.steps.flatMap((step, n) => stagesLines(step.label).map((text, row) => words(text, {
    class: `stages-tick${n < ratings.length ? "" : " is-ahead"}`, x: x(n), y: height - bottom + 18 + row * 15, "text-anchor": "middle" })));
  const line = stagesSvg("polyline", { class: "stages-line", points: ratings.map((at, n) => `${x(n)},${y(at)}`).join(" ") });
  const points = ratings.map((at, n) => [stagesSvg("circle", { class: "stages-point", cx: x(n), cy: y(at), r: 6 }),
    words(at, { class: "stages-value", x: x(n), y: y(at) > top + 22 ? y(at) - 12 : y(at) + 22, "text-anchor": "middle" })]);
  return stagesSvg("svg", { viewBox: `0 0 ${width} ${height}`, class: "stages-chart", "aria-hidden": "true", focusable: "false" },
    ...grid.flat(), ...labels, line, ...points.flat());
}

// ---- One card.

function stagesCard(view, card, n) {
  const total = view.spec.cards.length;
  const part = { card, n, steps: card.steps.map((step) => stagesStep(view, step)), told: "" };
  part.head = h("h4", { class: "stages-claim", tabindex: "-1" },
    total > 1 ? h("span", { class: "stages-place", text: `Claim ${n + 1} of ${total}` }) : null, prose(card.text));
  part.chart = h("div", {});
  part.numbers = h("ol", { class: "stages-numbers" });
  part.figure = h("div", { class: "stages-figure", role: "group", "aria-label": `Your ratings of claim ${n + 1}` },
    h("p", { class: "stages-caption", text: "Your belief so far" }), part.chart, part.numbers);
  Object.assign(part, stagesControls(view, part));
  part.end = h("div", { class: "stages-end", tabindex: "-1" });
  part.again = scaleAgain("Rate again", "Rate this claim from the start?", () => stagesRestart(view, part), view.status);
  part.element = h("li", { class: "stages-card" }, part.head, h("div", { class: "stages-columns" },
    h("div", {}, h("ol", { class: "stages-steps", role: "list" }, part.steps.map(({ element }) => element)), part.control, part.end, part.again.element),
    part.figure));
  return part;
}

function stagesStep(view, step) {
  const look = step.from ? lookAgain([step.from], view.spec.passages ?? {}, { label: "" }) : null;
  const rated = h("span", { class: "stages-rated" });
  const weigh = h("span", { class: "course-tag", text: "weigh this one", hidden: true });
  const heading = h("p", { class: "stages-label", tabindex: "-1" }, h("b", { text: step.label }), " ", rated, " ", weigh);
  const element = h("li", { class: "stages-step" }, heading, h("p", { class: "order-text" }, prose(step.text)), look);
  return { element, heading, rated, weigh };
}

function stagesControls(view, part) {
  const { scale, question } = view.spec;
  const id = freshId("belief");
  const draft = (at) => { part.draft = at; stagesShowDraft(view, part); };
  const range = h("input", { type: "range", id, min: scale.min, max: scale.max, step: scale.step, on: { input: () => draft(Number(range.value)) } });
  const number = h("input", {
    type: "number", class: "scale-number", min: scale.min, max: scale.max, step: scale.step, on: {
      change: () => (number.value.trim() === "" ? stagesShowDraft(view, part) : draft(scaleSnap(scale, Number(number.value)))),
    },
  });
  const output = h("output", { for: id, "aria-live": "off" });
  const next = h("button", { type: "button", class: "course-main", on: { click: () => stagesKeep(view, part) } });
  const control = h("div", { class: "stages-control" },
    h("label", { class: "stages-question", for: id }, prose(question)),
    h("div", { class: "scale-control" },
      h("div", { class: "scale-slide" }, range, h("div", { class: "scale-ends" },
        h("span", { text: `${scale.min} ${scale.low ?? ""}` }), output, h("span", { text: `${scale.max} ${scale.high ?? ""}` }))),
      h("span", { class: "scale-typed" }, scaleOr(), number)),
    h("p", { class: "stages-next" }, next));
  return { control, range, number, output, next };
}

// What stands on the slider before it is kept: nothing at the first step, the last rating from then on.
function stagesShowDraft(view, part) {
  const { scale, question } = view.spec;
  const { step } = stagesState(view, part.card);
  const label = stagesName(part.card.steps[Math.min(step, part.card.steps.length - 1)]);
  const open = part.draft === null;
  part.control.dataset.state = open ? "open" : "placed";
  part.range.value = part.draft ?? scaleMiddle(scale);
  part.number.value = part.draft ?? "";
  part.range.setAttribute("aria-label", `${question} Claim ${part.n + 1}, after ${label}`);
  part.number.setAttribute("aria-label", `As a number: claim ${part.n + 1}, after ${label}`);
  part.range.setAttribute("aria-valuetext", open ? "not rated yet" : String(part.draft));
  part.output.textContent = open ? "not rated yet" : part.draft;
}

function stagesKeep(view, part) {
  const { ratings, step } = stagesState(view, part.card);
  if (part.draft === null) return view.sayAt(part, `Move the slider first. For the middle, type ${scaleMiddle(view.spec.scale)}.`);
  const next = part.card.steps[step + 1];
  const rated = [...ratings, part.draft];
  view.change({ [part.card.id]: { ratings: rated, checked: rated.length === part.card.steps.length } });
  (next ? part.steps[step + 1].heading : part.end).focus({ preventScroll: true });
  return view.sayAt(part, next ? `Kept. Now read ${stagesName(next)}, and rate again.` : "All rated.");
}

function stagesRestart(view, part) {
  view.change({ [part.card.id]: { ratings: [], checked: false } });
  return part.range;
}

function stagesShow(view, part) {
  const { card } = part;
  const state = stagesState(view, card);
  const told = JSON.stringify(state.ratings);
  if (told === part.told) return;
  part.told = told;
  part.draft = state.ratings.at(-1) ?? null;
  part.steps.forEach((step, n) => {
    step.element.hidden = n > state.step;
    step.element.classList.toggle("is-turn", state.done && n === card.turn - 1);
    step.weigh.hidden = !state.done || n !== card.turn - 1;
    step.rated.textContent = n < state.step ? `you said ${state.ratings[n]}` : "";
  });
  part.control.hidden = state.done;
  part.next.replaceChildren(card.steps[state.step + 1] ? "Keep and read on" : "Keep my last rating", h("span", { class: "course-hidden", text: `: claim ${part.n + 1}` }));
  part.again.element.hidden = !state.done;
  if (!state.done) stagesShowDraft(view, part);
  stagesShowPath(view, part, state);
}

function stagesShowPath(view, part, { ratings, done }) {
  part.figure.hidden = !ratings.length;
  part.chart.replaceChildren(stagesChart(view, part.card, ratings));
  part.numbers.replaceChildren(...ratings.map((at, n) => h("li", { text: `${part.card.steps[n].label}: ${at}` })));
  part.end.className = done ? "stages-end course-note" : "stages-end";
  part.end.replaceChildren(...(done ? [h("p", {}, h("strong", { text: stagesPath(part.card, ratings) }), " ", stagesTurn(view.spec.scale, part.card, ratings)),
    h("p", {}, prose(part.card.feedback))] : []));
}

// ---- The whole.

function stagesLayout(view) {
  const cards = view.spec.cards.map((card, n) => stagesCard(view, card, n));
  const closing = h("div", { "aria-live": "polite" });
  // One live region for all, moved to the card in hand, so that what it says stands where the student looks.
  view.sayAt = (part, text) => { part.control.after(view.status); view.status.say(text); };
  view.root.append(h("ol", { class: "stages-cards", role: "list" }, cards.map(({ element }) => element)), view.status, closing);
  const update = () => {
    cards.forEach((part) => stagesShow(view, part));
    const done = view.spec.cards.every((card) => stagesState(view, card).done);
    if (done === (closing.childElementCount > 0)) return;
    closing.replaceChildren(...(done && view.spec.closing ? [h("p", { class: "course-note is-good" }, prose(view.spec.closing))] : []));
  };
  return { update };
}
