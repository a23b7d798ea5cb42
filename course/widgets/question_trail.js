// Two things that a single choice can bring along: a sentence that is read again with the chosen words in it, and a
// trail, which asks its steps one after another and draws the way from the page to the origin.

const GAP = "{gap}";
const BLANK = "\u2026\u2026";

function sentenceBox(question) {
  const words = h("p", { class: "q-sentence-text" });
  const element = h("div", { class: "q-sentence" }, h("p", { class: "q-hint", text: "The sentence, with your choice in it:" }), words);
  let told = null;
  const show = (state) => {
    const chosen = question.options.find((option) => option.id === state.response)?.text ?? null;
    if (chosen === told && words.firstChild) return;
    told = chosen;
    const [before, after] = question.sentence.split(GAP);
    const filled = chosen ? h("mark", {}, prose(chosen)) : h("span", { class: "q-gap" }, h("span", { "aria-hidden": "true", text: BLANK }), h("span", { class: "course-hidden", text: "blank" }));
    words.replaceChildren(...prose(before), filled, ...prose(after));
  };
  words.setAttribute("aria-live", "polite"); // so that it is heard again, too, with each choice
  return { element, show };
}

// ---- A trail.

function trailView(spec, cards, state) {
  const chain = h("ol", { class: "q-chain", role: "list", "aria-label": "The way upstream so far" });
  const status = statusLine("course-hidden");
  const next = h("p", { class: "q-hint q-next" });
  let open = 0;
  const update = (isFirst) => {
    const reached = Math.min(taken(spec, state), cards.length - 1);
    cards.forEach((card, n) => { card.element.hidden = n > reached; });
    chain.replaceChildren(...trailNodes(spec, state, reached));
    const left = cards.length - 1 - reached;
    next.textContent = left ? `${left === 1 ? "One more step opens" : `${left} more steps open`} when this one is done.` : "";
    if (!isFirst && reached > open) status.say(`Step ${reached + 1} of ${cards.length} is open, below.`);
    open = reached;
  };
  return { before: chain, after: h("div", {}, next, status), update };
}

// Steps count only in a row from the first: a later answer in an old case file opens nothing early.
function taken(spec, state) {
  const open = spec.questions.findIndex((question) => !isSettled(question, state(question.id)));
  return open < 0 ? spec.questions.length : open;
}

function trailNodes(spec, state, reached) {
  const nodes = [trailNode(spec.trail.start, "You start here")];
  spec.questions.slice(0, reached + 1).forEach((question) => {
    const now = state(question.id);
    nodes.push(...deadEnds(question, now));
    if (isSettled(question, now)) nodes.push(trailNode(question.node, "One step upstream"));
  });
  return nodes;
}

function trailNode({ who, when, adds, drops }, lead) {
  return h("li", { class: "q-node" },
    h("p", { class: "q-node-who" }, h("span", { class: "course-hidden", text: `${lead}: ` }), h("b", {}, prose(who)), when ? [" \u00b7 ", when] : null),
    adds ? h("p", {}, prose(adds)) : null,
    drops ? h("p", {}, h("span", { class: "course-tag", text: "Lost on the way down" }), " ", prose(drops)) : null);
}

function deadEnds(question, now) {
  const wrong = now.attempts.filter(({ outcome }) => outcome === "not-yet").map(({ response }) => response);
  return [...new Set(wrong)].map((id) => h("li", { class: "q-node is-dead" },
    h("span", { "aria-hidden": "true", text: "\u2717 " }), "Dead end: ", prose(question.options.find((option) => option.id === id)?.text ?? "")));
}
