// Groups: how far the first choices agree with the key, and what a class chose first.

const groupsPercent = (share) => `${Math.round(100 * share)}\u00a0%`;

// Cohen's kappa of two lists of labels: agreement that was seen, agreement that chance gives, and kappa between them.
// Null where chance alone would agree always, because both have one and the same label throughout.
function groupsKappa(ones, others) {
  const n = ones.length;
  const share = (labels, label) => labels.filter((other) => other === label).length / n;
  const same = ones.filter((label, at) => label === others[at]).length;
  const chance = [...new Set(ones)].reduce((sum, label) => sum + share(ones, label) * share(others, label), 0);
  const kappa = chance < 1 ? (same / n - chance) / (1 - chance) : null;
  return { n, same, observed: same / n, chance, kappa };
}

// The measure once every judged card has a first choice; null before. Where several groups are right for a card, the
// learner's counts as the key if it is one of them.
function groupsMeasured(view) {
  const judged = view.spec.cards.filter(groupsJudged);
  const firsts = judged.map((card) => groupsFirst(view, groupsState(view, card)));
  if (!judged.length || firsts.some((first) => !first)) return null;
  return groupsKappa(firsts, judged.map(({ keys }, at) => (keys.includes(firsts[at]) ? firsts[at] : keys[0])));
}

const groupsAgreed = ({ same, n, observed }) => `Your first choices agreed with the key on ${same} of ${groupsCount(n, "card")} (${groupsPercent(observed)}).`;
const groupsCoefficient = (value) => value.toFixed(2).replace("-0.00", "0.00").replace("-", "\u2212");

function groupsAgreement(view) {
  const element = h("div", { class: "groups-agreement", hidden: true });
  let told = "";
  const update = () => {
    const measured = groupsMeasured(view);
    element.hidden = !measured;
    if (JSON.stringify(measured) === told) return;
    told = JSON.stringify(measured);
    element.replaceChildren(...(measured ? groupsAgreementWords(view, measured) : []));
  };
  return { element, update };
}

function groupsAgreementWords(view, measured) {
  const { n, chance, kappa } = measured;
  const line = (text, name = null) => h("p", { class: name }, prose(text));
  const number = kappa === null ? "Cohen’s kappa cannot be computed here: only one group was used." : `Cohen’s kappa: **${groupsCoefficient(kappa)}**.`;
  const step = kappa === null ? "" : `With ${groupsCount(n, "card")}, one card more or less moves it by about ${(1 / (n * (1 - chance))).toFixed(2)}.`;
  return [
    h("h4", { text: "How far you and the key agree" }),
    line(`${groupsAgreed(measured)} Chance alone would give about ${groupsPercent(chance)}. ${number}`),
    line(`Kappa is the part of the agreement beyond chance that two judges reach: 1 is all of it, 0 is no more than chance, and below 0 is less. ${step}`, "groups-soft"),
    groupsAlpha(view.spec.class_agreement),
    line("The number says whether two judges read alike, not which of them is right. First choices stay as they were, also when you start again.", "groups-soft"),
  ].filter(Boolean);
}

// Krippendorff's alpha of the class, from the class file.
function groupsAlpha(found) {
  if (!found) return null;
  const who = `Your class (${found.raters} people, ${groupsCount(found.cards, "card")})`;
  if (typeof found.alpha !== "number") return h("p", { text: `${who}: the class file has no Krippendorff’s alpha.` });
  return h("p", {}, prose(`${who}: Krippendorff’s alpha **${groupsCoefficient(found.alpha)}**. It is read like kappa, for any number of people, among themselves and without the key.`));
}

// ---- What the class chose first, on one card: in words, and as a bar of numbered parts. Not before the card is settled:
// while the learner looks again, the largest part would give the answer away.

function groupsClass(view, card, state, stage) {
  const found = stage === "right" || stage === "kept" ? view.spec.class?.[card.id] : null;
  if (!found) return [];
  const shares = view.spec.groups.map((group, n) => ({ ...group, number: n + 1, share: (found.groups[group.id] ?? 0) / found.n }))
    .filter(({ share }) => share);
  const first = groupsFirst(view, state);
  const parts = shares.map(({ id, number, share }) => h("span", {
    class: `groups-part${id === first ? " is-first" : ""}`, style: `flex-grow: ${share}` }, `${number}`));
  const words = [...shares].sort((a, b) => b.share - a.share).map(({ label, share }) => `${label} ${groupsPercent(share)}`).join(", ");
  return [h("div", { class: "groups-class" }, h("span", { class: "groups-parts", "aria-hidden": "true" }, parts),
    h("p", {}, prose(`First choices of your class (${found.n} people): ${words}.${first ? ` Yours was ${groupsLabel(view, first)}.` : ""}`)))];
}
