// Layout "scale" with forecasts: what is kept of the turned cards, and the Brier score. The same rules as in course/quiz/forecasts.py.

const FORECAST_COIN = 0.25; // the Brier score of always saying 50

const forecastPenalty = (outcome, said) => (outcome === null ? null : (said / 100 - outcome) ** 2);

// Two decimals, halves up.
const forecastRounded = (score) => (Math.floor(100 * score + 0.5) / 100).toFixed(2);

function forecastLedger(cards, state) {
  const turned = cards.map((card, n) => ({ card, n, ...state(card) })).filter((entry) => entry.turned)
    .map(({ card, n, at }) => ({ card, n, said: at, penalty: forecastPenalty(card.outcome, at) }));
  const scored = turned.filter(({ penalty }) => penalty !== null);
  const brier = scored.length ? scored.reduce((sum, { penalty }) => sum + penalty, 0) / scored.length : null;
  return { scored, untestable: turned.filter(({ penalty }) => penalty === null), waiting: cards.length - turned.length, brier };
}

function forecastSentence({ brier, scored }) {
  if (brier === null) return "";
  const count = `${scored.length} scored ${scored.length === 1 ? "forecast" : "forecasts"}`;
  return `${forecastAgainstACoin(brier)} Your Brier score is ${forecastRounded(brier)} over ${count}: 0 is perfect, 0.25 is always `
    + "saying 50, and 1 is being certain and wrong every time. So few forecasts say little about you: one surprise moves the score a lot.";
}

function forecastAgainstACoin(brier) {
  if (Math.abs(brier - FORECAST_COIN) < 0.005) return "Your forecasts came about as close to what happened as always saying 50 would have.";
  return brier < FORECAST_COIN ? "Your forecasts came closer to what happened than always saying 50 would have."
    : "Always saying 50 would have come closer to what happened than your forecasts did.";
}

// ---- The ledger on the page. Untestable cards stand apart.

function forecastShowLedger(box, { scored, untestable }) {
  const told = JSON.stringify([scored, untestable]);
  if (told === box.dataset.told) return;
  box.dataset.told = told;
  box.replaceChildren(...[scored.length ? forecastTable(scored) : null, untestable.length ? forecastApart(untestable) : null].filter(Boolean));
}

const forecastName = ({ card, n }) => `${n + 1}. ${scaleShortened(card.text)}`;

function forecastTable(scored) {
  const head = ["Card", "You said", "Happened", "Cost"].map((text) => h("th", { scope: "col", text }));
  const row = (entry) => h("tr", {}, h("th", { scope: "row", text: forecastName(entry) }), h("td", { text: entry.said }),
    h("td", { text: entry.card.outcome ? "yes" : "no" }), h("td", { text: forecastRounded(entry.penalty) }));
  return h("table", {}, h("caption", { text: "Scored" }), h("thead", {}, h("tr", {}, head)), h("tbody", {}, scored.map(row)));
}

function forecastApart(untestable) {
  return h("div", {}, h("h4", { text: "Not scored: nobody can say whether it came true" }),
    h("ul", {}, untestable.map((entry) => h("li", { text: `${forecastName(entry)} You said ${entry.said}.` }))));
}
