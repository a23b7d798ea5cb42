// Sequence: the order of the cards, what was done with each, and which of them stand right. Checking needs no kernel.

const SEQUENCE_TRIES = 2; // checks without success after which a card offers to show its place
const SEQUENCE_PLACES = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
  + "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth").split(" ");
const SEQUENCE_NUMBERS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
  + "seventeen eighteen nineteen twenty").split(" ");

const sequenceName = (card) => `\u201c${card.name ?? groupsShort(card.text)}\u201d`;
const sequenceCard = (view, id) => view.spec.cards.find((card) => card.id === id);

// Card IDs from first to last: as the student left them, cards that are new at the end.
function sequenceOrder(view) {
  const known = view.spec.cards.map(({ id }) => id);
  const order = view.model.get("value")?.order;
  const kept = [...new Set(Array.isArray(order) ? order : [])].filter((id) => known.includes(id));
  return [...kept, ...known.filter((id) => !kept.includes(id))];
}

// The cards that can stay: as much weight as possible, with no two of them certainly the wrong way round.
function sequenceChain(cards, weight = () => 1) {
  const best = new Map(); // by the latest beginning so far, as a card that ends before it cannot follow
  for (const card of cards) {
    const { from, to } = datesSpan(card.date);
    for (const [latest, chain] of [[-Infinity, { sum: 0, ids: [] }], ...best]) {
      if (to <= latest) continue;
      const key = Math.max(latest, from);
      const sum = chain.sum + weight(card);
      if (sum > (best.get(key)?.sum ?? 0)) best.set(key, { sum, ids: [...chain.ids, card.id] });
    }
  }
  return new Set([...best.values()].reduce((most, chain) => (chain.sum > most.sum ? chain : most), { sum: 0, ids: [] }).ids);
}

// States by card ID. What was kept counts as right only if it still fits: an author may have changed a date since.
function sequenceStates(view) {
  const plain = { right: false, tries: 0, shown: false, checked: false };
  const states = Object.fromEntries(view.spec.cards.map(({ id }) => [id, { ...plain, ...view.state(id) }]));
  const claimed = sequenceOrder(view).map((id) => sequenceCard(view, id)).filter(({ id }) => states[id].checked && states[id].right);
  const fits = sequenceChain(claimed);
  for (const { id } of claimed) if (!fits.has(id)) Object.assign(states[id], { right: false, checked: false });
  return states;
}

const sequenceStage = ({ checked, right }) => (!checked ? "open" : right ? "right" : "look");

const sequenceKeep = (view, order, patches) => {
  const kept = view.states();
  const changed = Object.entries(patches).map(([id, patch]) => [id, { ...(kept[id] ?? {}), ...patch }]);
  keep(view.model, { cards: { ...kept, ...Object.fromEntries(changed) }, order });
};

// Put a card at a place; cards that stand right stay where they are among themselves.
function sequenceMove(view, id, to) {
  const order = sequenceOrder(view);
  const states = sequenceStates(view);
  const [total, name] = [order.length, sequenceName(sequenceCard(view, id))];
  if (states[id].right) return;
  if (to < 0 || to >= total) return view.status.say(`${name} is already ${to < 0 ? "first" : "last"}.`);
  if (order.indexOf(id) === to) return;
  const next = order.filter((other) => other !== id);
  next.splice(to, 0, id);
  sequenceKeep(view, next, { [id]: { ...states[id], checked: false, right: false } });
  view.status.say(`${name} is now ${SEQUENCE_PLACES[to] ?? to + 1} of ${SEQUENCE_NUMBERS[total] ?? total}.`);
}

// Judge the order; what stood right before stays right. Says why if there is nothing to judge.
function sequenceCheck(view) {
  const states = sequenceStates(view);
  const open = view.spec.cards.filter(({ id }) => !states[id].right);
  if (!Array.isArray(view.model.get("value")?.order)) return "Nothing has moved yet. Put the cards in order first.";
  if (!open.length) return sequenceSummary(view);
  if (open.every(({ id }) => states[id].checked)) return `Nothing has moved since the last check. ${sequenceSummary(view)}`;
  const order = sequenceOrder(view);
  const cards = order.map((id) => sequenceCard(view, id));
  const right = sequenceChain(cards, ({ id }) => (states[id].right ? cards.length + 1 : 1));
  const patch = ({ id }) => ({ ...states[id], checked: true, right: right.has(id), tries: states[id].tries + 1, shown: false });
  sequenceKeep(view, order, Object.fromEntries(open.map((card) => [card.id, patch(card)])));
  return sequenceSummary(view);
}

// Put a card where it belongs among those that stand right: after the last of them that certainly came before.
function sequenceReveal(view, card) {
  const states = sequenceStates(view);
  const others = sequenceOrder(view).filter((id) => id !== card.id);
  const right = others.filter((id) => states[id].right).map((id) => sequenceCard(view, id));
  const later = right.find((other) => datesBefore(card.date, other.date));
  const earlier = right.findLast((other) => !datesBefore(card.date, other.date) && (!later || right.indexOf(other) < right.indexOf(later)));
  const at = earlier ? others.indexOf(earlier.id) + 1 : later ? others.indexOf(later.id) : 0;
  others.splice(at, 0, card.id);
  sequenceKeep(view, others, { [card.id]: { ...states[card.id], checked: true, right: true, shown: true } });
  return at;
}

// For each card to look at again the nearest card that stands right and with which it is the wrong way round; those that
// share it go together: [{ cards, other, before }].
function sequenceLinks(view) {
  const order = sequenceOrder(view);
  const states = sequenceStates(view);
  const of = (stage) => order.filter((id) => sequenceStage(states[id]) === stage).map((id) => sequenceCard(view, id));
  const place = (card) => order.indexOf(card.id);
  const links = new Map();
  for (const card of of("look")) {
    const clash = (other) => (place(card) < place(other) ? datesBefore(other.date, card.date) : datesBefore(card.date, other.date));
    const near = (one, other) => Math.abs(place(one) - place(card)) - Math.abs(place(other) - place(card));
    const [other] = of("right").filter(clash).sort(near);
    const before = other && place(card) < place(other);
    const key = `${other?.id} ${before}`;
    if (other) links.set(key, { cards: [...(links.get(key)?.cards ?? []), card], other, before });
  }
  return [...links.values()];
}

// "“Hanoi” and “Singapore” stand before “Panmunjom”, but came later."
function sequenceLinkWords({ cards, other, before }) {
  const names = cards.map(sequenceName);
  const who = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)} stand` : `${names[0]} stands`;
  return `${who} ${before ? "before" : "after"} ${sequenceName(other)}, but came ${before ? "later" : "earlier"}.`;
}

// "9 of 16 stand right to one another, 7 to look at again."
function sequenceSummary(view) {
  const states = Object.values(sequenceStates(view));
  const count = (stage) => states.filter((state) => sequenceStage(state) === stage).length;
  const [right, look, open, shown] = [count("right"), count("look"), count("open"), states.filter((state) => state.shown).length];
  const all = right === states.length;
  return `${[all ? `All ${right} stand right` : `${right} of ${states.length} stand right to one another`, look ? `${look} to look at again` : "",
    open ? `${open} not checked` : "", shown ? `${shown} shown to you` : ""].filter(Boolean).join(", ")}.`;
}
