// Layout "scale" with forecasts: a card turns only after a probability was chosen, and then keeps it.

const FORECAST_OUTCOMES = new Map([[1, "It happened."], [0, "It did not happen."], [null, "Nobody can say, so this one is not scored."]]);

function forecastCard(view, card, n) {
  const part = scaleCardBase(view, card, n);
  part.text.append(...prose(card.text));
  part.turn = h("button", { type: "button", class: "forecast-turn", on: { click: () => forecastTurn(view, part) } },
    "Turn the card", h("span", { class: "course-hidden", text: ` (${n + 1})` }));
  return part.build(part.turn, part.verdict, part.words);
}

// One way only: what was said before the outcome stays what it was.
function forecastTurn(view, part) {
  const { at, turned } = scaleState(view, part.card);
  if (turned) return;
  if (at === null) {
    part.range.focus();
    view.status.say(`Card ${part.n + 1} stays face down until you have chosen a probability. Move the slider or type a number.`);
    return;
  }
  // There is no right or wrong: one probability is closer to what happened than another.
  view.change({ [part.card.id]: { at, first: at, checked: true, right: null, tries: 1, shown: false, turned: true } });
  view.status.say("");
  part.verdict.focus({ preventScroll: true });
}

function forecastShow(view, part) {
  const state = scaleState(view, part.card);
  scaleShowPlace(view, part, state);
  part.turn.hidden = state.turned;
  part.turn.setAttribute("aria-disabled", String(state.at === null));
  const told = JSON.stringify([state.turned, state.at, view.spec.class?.[part.card.id]]);
  if (told === part.told || (!state.turned && !part.told)) return;
  part.told = state.turned ? told : "";
  const mark = state.turned ? view.spec.class?.[part.card.id] : null;
  part.verdict.className = `scale-verdict ${state.turned ? "forecast-outcome" : ""}`;
  part.verdict.replaceChildren(...(state.turned ? forecastOutcome(part.card, state.at) : []));
  part.words.textContent = mark ? scaleClassWords(view.spec.scale, mark) : "";
}

function forecastOutcome(card, said) {
  const penalty = forecastPenalty(card.outcome, said);
  const cost = penalty === null ? `You said ${said}.`
    : `You said ${said}. That costs ${forecastRounded(penalty)}: 0 is the best, 1 the worst.`;
  return [h("p", {}, h("strong", { text: FORECAST_OUTCOMES.get(card.outcome) }), " ", prose(card.told)), h("p", { text: cost }),
    h("p", { class: "order-about" }, "Source: ", orderSource(card.source), `. Checked on ${card.checked_on}.`)];
}

function forecastLayout(view) {
  const { spec } = view;
  view.zone = 0;
  const picture = scalePicture(view);
  view.cards = spec.cards.map((card, n) => forecastCard(view, card, n));
  const progress = h("p", { class: "scale-progress" });
  const ledger = h("div", { class: "forecast-ledger" });
  const closing = h("div", { "aria-live": "polite" });
  view.update = () => {
    view.cards.forEach((part) => forecastShow(view, part));
    scaleDraw(view, picture);
    const found = forecastLedger(spec.cards, (card) => scaleState(view, card));
    progress.replaceChildren(h("b", { text: `${spec.cards.length - found.waiting} of ${spec.cards.length}` }), " cards turned");
    forecastShowLedger(ledger, found);
    forecastClose(closing, found, spec.closing);
  };
  view.root.append(h("p", { class: "scale-question" }, prose(spec.question)), picture.element,
    h("ol", { class: "scale-cards", role: "list" }, view.cards.map(({ element }) => element)),
    h("div", { class: "scale-foot" }, progress), view.status, ledger, closing);
  return { update: view.update };
}

function forecastClose(closing, found, words) {
  const done = found.waiting === 0;
  if (done === (closing.childElementCount > 0)) return;
  const style = found.brier < FORECAST_COIN ? "course-note is-good" : "course-note";
  const note = () => h("div", { class: style, "aria-atomic": "true" }, h("p", { text: forecastSentence(found) }), h("p", {}, prose(words)));
  closing.replaceChildren(...(done ? [note()] : []));
}
