// Layout "judge": what stands below the claims once all are judged, and beside each claim in the second round.

function judgeShowResult(view, box) {
  const { cards, answers, first } = view.model.get("spec");
  const tally = judgeTally(cards, view.model.get("value"));
  const told = JSON.stringify([tally, first]);
  if (told === box.dataset.told) return;
  box.dataset.told = told;
  box.hidden = !tally;
  if (!tally) return box.replaceChildren();
  const [flagged, ...meaning] = judgeMeaning(tally);
  return box.replaceChildren(...[h("h4", { tabindex: "-1", text: "What your flags say" }), h("p", { text: flagged }), judgeBars(tally),
    meaning.map(judgeLed), answers ? h("p", { text: judgeSureness(cards, view.model.get("value")) }) : [],
    h("h4", { text: "The same in two numbers" }), h("ul", {}, judgeNumbers(tally).map((text) => h("li", { text }))),
    h("p", { class: "order-about", text: "An interval made this way holds your true value about 19 times in 20. It is wide because there are only "
      + `${tally.faulty + tally.sound} claims.` }),
    answers ? judgeComparison(first, tally) : h("p", { text: "Which claims are which stays open for now. They come back in lesson 12." })].flat());
}

// "Leaning: ..." with its first words in bold.
function judgeLed(text) {
  const [, lead, rest] = text.match(/^([^:]+:)(.*)$/);
  return h("p", {}, h("strong", { text: lead }), rest);
}

// One box per claim, filled if it was flagged; the sentence above says the same.
function judgeBars({ hits, faulty, falseAlarms, sound }) {
  const bar = (label, filled, of) => h("div", { class: "judge-bar" }, h("span", { text: label }),
    h("span", { class: "judge-boxes" }, Array.from({ length: of }, (_, n) => h("i", { class: n < filled ? "is-filled" : "" }))));
  return h("div", { class: "judge-bars", "aria-hidden": "true" }, bar("Faulty claims", hits, faulty), bar("Sound claims", falseAlarms, sound));
}

function judgeComparison(first, again) {
  const head = h("h4", { text: "First round and now" });
  if (!first) return [head, h("p", { text: "Your case file has no finished first round, so there is nothing to compare. It stands at the end of lesson 6." })];
  const [before, after] = [judgeMeasures(first), judgeMeasures(again)];
  const rows = [["Faulty claims flagged", `${first.hits} of ${first.faulty}`, `${again.hits} of ${again.faulty}`],
    ["Sound claims flagged", `${first.falseAlarms} of ${first.sound}`, `${again.falseAlarms} of ${again.sound}`],
    ["Finding faults (d\u2032)", judgeOne(before.dPrime), judgeOne(after.dPrime)],
    ["Leaning (c)", judgeOne(before.criterion), judgeOne(after.criterion)]];
  const row = ([label, ...cells]) => h("tr", {}, h("th", { scope: "row", text: label }), cells.map((text) => h("td", { text })));
  const table = h("table", {}, h("thead", {}, h("tr", {}, h("td", {}), ["First", "Now"].map((text) => h("th", { scope: "col", text })))),
    h("tbody", {}, rows.map(row)));
  return [head, ...judgeCompared(first, again).map((text) => h("p", { text })), table];
}

// Second round only: was the claim sound, why, and where to look.
function judgeAnswer(view, card, flagged) {
  const is = card.faulty ? "Something is wrong" : "Sound";
  const same = flagged === card.faulty;
  const lead = same ? `${is}, as you said.` : `${is}. You said that ${flagged ? "something is wrong" : "it is sound"}.`;
  const links = card.sources.flatMap((source, n) => [n ? ", " : "", orderSource(source)]);
  const label = card.sources.length > 1 ? "Sources: " : "Source: ";
  return h("div", { class: `course-note${same ? " is-good" : ""}` }, h("strong", { text: lead }), " ", prose(card.reason),
    lookAgain(card.paragraphs, view.spec.passages ?? {}, { label: "Where it stands:" }),
    links.length ? h("p", { class: "order-about" }, label, links) : null);
}
