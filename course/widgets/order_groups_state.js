// Groups: what was done with each card, and whether it is right. Checking happens here, without the kernel.

const GROUPS_TRIES = 2; // wrong tries after which a card offers to show its group
const GROUPS_BOXES_UP_TO = 12; // cards; with more, a list with a menu each is quicker than boxes

const groupsUnplaced = Object.freeze({ group: "", checked: false, right: false, tries: 0, shown: false });
const groupsCount = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
// "17 words", "1 word", "3 cards": what the deck counts.
const groupsAmount = (view, n) => groupsCount(n, (view.spec.weigh || "cards").replace(/s$/, ""), view.spec.weigh || "cards");
const groupsLabel = (view, id) => view.spec.groups.find((group) => group.id === id)?.label ?? "";
const groupsJudged = (card) => card.keys.length > 0;

// A group that the deck no longer has counts as none.
function groupsState(view, card) {
  const state = { ...groupsUnplaced, ...view.state(card.id) };
  return groupsLabel(view, state.group) ? state : { ...state, group: "", checked: false, right: false };
}

const groupsSettled = (view, card) => {
  const state = groupsState(view, card);
  return groupsJudged(card) && state.checked && state.right === true;
};

function groupsStage(card, state) {
  if (!state.group) return "open";
  if (!state.checked) return "placed";
  if (!groupsJudged(card)) return "kept";
  return state.right ? "right" : "look";
}

function groupsPlace(view, card, group) {
  const state = groupsState(view, card);
  if (groupsSettled(view, card) || state.group === group) return;
  const first = groupsFirst(view, state);
  view.change({ [card.id]: { ...state, ...(first ? { first } : {}), group, checked: false, right: false } });
  const left = groupsTotals(view).open;
  const where = group ? `is in **${groupsLabel(view, group)}**` : "is not placed";
  view.status.say(`“${groupsShort(card.text)}” ${where}. ${left ? `${left} still to place.` : "All cards are placed. Press Check."}`);
}

// The group at the first check, before any feedback. Work from before this was kept has it if there was only one check.
function groupsFirst(view, state) {
  const first = state.first ?? (state.tries === 1 && state.checked && !state.shown ? state.group : "");
  return groupsLabel(view, first) ? first : "";
}

// All cards back, but for the first choices: after the reasons were read, a new start says nothing about agreement.
function groupsClear(view) {
  const firsts = view.spec.cards.map((card) => [card.id, groupsFirst(view, groupsState(view, card))]).filter(([, first]) => first);
  keep(view.model, { cards: Object.fromEntries(firsts.map(([id, first]) => [id, { first }])) });
}

const groupsUntouched = (view) => view.spec.cards.every((card) => !groupsState(view, card).group);

// Judge what is placed and not judged yet; returns how many that were.
function groupsCheck(view) {
  const fresh = view.spec.cards.filter((card) => groupsStage(card, groupsState(view, card)) === "placed");
  const patches = fresh.map((card) => {
    const state = groupsState(view, card);
    const right = groupsJudged(card) ? card.keys.includes(state.group) : null;
    return [card.id, { ...state, checked: true, right, tries: state.tries + 1, first: groupsFirst(view, state) || (state.tries ? "" : state.group) }];
  });
  if (fresh.length) view.change(Object.fromEntries(patches));
  return fresh.length;
}

function groupsReveal(view, card) {
  const patch = { ...groupsState(view, card), group: card.keys[0], checked: true, right: true, shown: true };
  view.change({ [card.id]: patch });
}

function groupsTotals(view) {
  const totals = { open: 0, placed: 0, right: 0, look: 0, kept: 0, judged: view.spec.cards.filter(groupsJudged).length };
  for (const card of view.spec.cards) totals[groupsStage(card, groupsState(view, card))] += 1;
  return { ...totals, done: totals.right + totals.kept === view.spec.cards.length };
}

// "5 of 8 right, 2 to look at again, 1 not placed."
function groupsSummary(view) {
  const { open, placed, right, look, kept, judged, done } = groupsTotals(view);
  const shown = view.spec.cards.filter((card) => groupsState(view, card).shown).length;
  const parts = [
    judged ? `${done ? "all" : right} ${done ? judged : `of ${judged}`} right` : null,
    look ? `${look} to look at again` : null, placed ? `${placed} not checked` : null,
    open ? `${open} not placed` : null, kept ? `${kept} to discuss` : null, shown ? `${shown} shown to you` : null,
  ].filter(Boolean).join(", ");
  return `${parts.charAt(0).toUpperCase()}${parts.slice(1)}.`;
}

// Weight (or number of cards) and share of what is placed so far, by group.
function groupsShares(view) {
  const sums = Object.fromEntries(view.spec.groups.map((group) => [group.id, 0]));
  for (const card of view.spec.cards) {
    const { group } = groupsState(view, card);
    if (group) sums[group] += view.spec.weigh ? card.weight ?? 0 : 1;
  }
  const total = Object.values(sums).reduce((a, b) => a + b, 0);
  return Object.fromEntries(Object.entries(sums).map(([id, sum]) => [id, { sum, share: total ? sum / total : 0, total }]));
}

function groupsShort(text, most = 50) {
  const plain = text.replace(/[*`\u201c\u201d"]/g, "");
  return plain.length > most ? `${plain.slice(0, plain.lastIndexOf(" ", most))} …` : plain;
}

// Paragraphs that a sentence names, in the course's form.
function groupsNamed(text) {
  const found = [...String(text ?? "").matchAll(/\b(BLOG|GVS|IND|WSWS|WP)[- ]?P(\d{1,2})\b/gi)];
  return found.map(([, article, number]) => `${article.toUpperCase()}-P${number.padStart(2, "0")}`);
}
