// Spaced recall: the deck that opens a lesson, and the sessions of the review. The same rules as course/quiz/review.py and
// course/widgets/review.py; tests/browser/test_site.py holds them to the same choices.

const LAGS = [1, 3, 6];
const DECK_SIZE = 3;
const SESSION = 10;
const SURE = ["fairly sure", "certain"];
const WHY = [
  "You were sure and it was not right. Such errors are the easiest to mend.",
  "It was not right the last time.",
  "It was right the last time, and you were not sure.",
  "You have not answered this one yet.",
  "You knew it the last time. Is it still there?",
];

const lessonOf = (id) => Number(id.slice(1).split(".")[0]);
const sittings = (tries) => tries.filter((attempt) => (attempt.confidence ?? null) !== null).length;
const triesOf = (attempts, id) => own(attempts, id) ?? [];

// One item's history: 0 sure and wrong, 1 wrong, 2 right but unsure, 3 never answered, 4 right and sure.
function need(tries) {
  const first = tries.find((attempt) => ["correct", "not-yet"].includes(attempt.outcome));
  if (!first) return 3;
  const sure = SURE.includes(first.confidence);
  if (first.outcome === "correct") return sure || (first.confidence ?? null) === null ? 4 : 2;
  return sure ? 0 : 1;
}

function rotated(items, start) {
  const from = start % Math.max(1, items.length);
  return [...items.slice(from), ...items.slice(0, from)];
}

const byNumbers = (rank) => (a, b) => {
  const [x, y] = [rank(a), rank(b)];
  const at = x.findIndex((value, place) => value !== y[place]);
  return at < 0 ? 0 : compare(x[at], y[at]);
};

// Items of the bank: { id, lags }. At most three, from the lessons one, three and six back, the most needed first.
function recallDeck(number, attempts, items) {
  const earlier = items.filter((one) => lessonOf(one.id) < number);
  const rank = (one) => [need(triesOf(attempts, one.id)), sittings(triesOf(attempts, one.id))];
  const chosen = LAGS.flatMap((lag, turn) => {
    const due = earlier.filter((one) => lessonOf(one.id) === number - lag && one.lags.includes(lag));
    return rotated(due, 2 * turn).sort(byNumbers(rank)).slice(0, 1);
  });
  const spare = earlier.filter((one) => !chosen.includes(one)).sort(byNumbers((one) => [...rank(one), -lessonOf(one.id)]));
  return [...chosen, ...spare].slice(0, DECK_SIZE).sort(byNumbers((one) => rank(one).slice(0, 1))).map((one) => one.id);
}

// The attempts since an item last came up: one with a confidence, or one after a right answer, begins anew.
function lastSitting(tries) {
  const starts = tries.map((attempt, n) => (((attempt.confidence ?? null) !== null || (n && tries[n - 1].outcome === "correct")) ? n : -1))
    .filter((n) => n >= 0);
  return starts.length ? tries.slice(starts.at(-1)) : tries;
}

// Sure and wrong first, then the rest; in both, the lessons take turns and each keeps its own order.
function inTurns(ranked) {
  const soFar = {};
  const keys = new Map(ranked.map((one) => {
    const group = `${one.need > 0} ${one.lesson}`;
    soFar[group] = (soFar[group] ?? 0) + 1;
    return [one, [Number(one.need > 0), soFar[group], Number(!LAGS.includes(one.back)), one.back]];
  }));
  return [...ranked].sort(byNumbers((one) => keys.get(one)));
}

function reviewSession(done, attempts, items, resting = []) {
  const latest = Math.max(0, ...done);
  const due = items.filter((one) => done.includes(lessonOf(one.id))).map((one) => {
    const last = lastSitting(triesOf(attempts, one.id));
    const lesson = lessonOf(one.id);
    const waited = [sittings(triesOf(attempts, one.id)), last.at(-1)?.at ?? ""];
    return { id: one.id, lesson, back: latest + 1 - lesson, need: need(last), waited };
  }).sort(byNumbers((one) => [one.need, ...one.waited]));
  const isResting = (one) => resting.includes(one.id);
  return [...inTurns(due.filter((one) => !isResting(one))), ...inTurns(due.filter(isResting))].slice(0, SESSION);
}

function whyNow({ lesson, back, need: rank }) {
  const ago = back === 1 ? "the latest that you have done" : `${back - 1} before your latest`;
  return `Lesson ${lesson}, ${ago}. ${WHY[rank]}`;
}

// ---- the two front-ends that choose their questions -------------------------------------------------------------------

let unpackedBank = null;
function bank() {
  unpackedBank ??= unpack(window.courseBank ?? []).map(({ id, lags, question }) => ({ id, lags, question }));
  return unpackedBank;
}
const questionOf = (id) => unpack(bank().find((one) => one.id === id).question);
const isKnown = (id) => bank().some((one) => one.id === id);

// A deck that is begun stays as it is.
function recallSpec(front, store) {
  const begun = Object.keys(store.recall(front.spec.id)).filter(isKnown);
  const fresh = recallDeck(Number(front.spec.id.slice(0, 2)), store.state().answers, bank());
  const picked = [...begun, ...fresh.filter((id) => !begun.includes(id))].slice(0, DECK_SIZE);
  return { ...front.spec, questions: picked.map(questionOf) };
}

const PLACE = "13-review";
const wasAnswered = (kept, id) => Boolean(own(kept, id)?.attempts?.length);
const knownDeck = (kept) => (Array.isArray(kept.deck) ? kept.deck.filter(isKnown) : []);

function sessionsKept(store) {
  let number = 0;
  while (Object.keys(store.recall(`${PLACE}/${number + 1}`)).length) number += 1;
  return number;
}

// A lesson comes into the review once its quiz, its exercise or its writing is begun.
function lessonsDone(store) {
  return Object.entries(summarise(store.state()).lessons)
    .filter(([, parts]) => ["quiz", "exercise", "writing"].some((part) => parts[part]?.done)).map(([number]) => Number(number));
}

// The last session while a question of it is open, else the next one.
function openSession(front, store) {
  const number = sessionsKept(store);
  const kept = number ? store.recall(`${PLACE}/${number}`) : {};
  const deck = knownDeck(kept);
  const answered = deck.map((id) => wasAnswered(kept, id));
  if (answered.some(Boolean) && !answered.every(Boolean)) return [sessionSpec(front, store, number, deck, reasons(store, deck, kept)), kept];
  return nextSession(front, store, number + Number(answered.every(Boolean)));
}

function nextSession(front, store, number = sessionsKept(store) + 1) {
  const before = number > 1 ? store.recall(`${PLACE}/${number - 1}`) : {};
  const due = reviewSession(lessonsDone(store), store.state().answers, bank(), knownDeck(before));
  const deck = due.map((one) => one.id);
  const why = Object.fromEntries(due.map((one) => [one.id, whyNow(one)]));
  return [sessionSpec(front, store, number, deck, why), deck.length ? { deck } : {}];
}

// Why each item of a session under way was chosen: by what had happened before it began.
function reasons(store, deck, kept) {
  const latest = Math.max(...deck.map(lessonOf));
  return Object.fromEntries(deck.map((id) => {
    const fresh = (own(kept, id)?.attempts ?? []).map((attempt) => attempt.at);
    const earlier = lastSitting(triesOf(store.state().answers, id).filter((attempt) => !fresh.includes(attempt.at)));
    return [id, whyNow({ lesson: lessonOf(id), back: latest + 1 - lessonOf(id), need: need(earlier) })];
  }));
}

function sessionSpec(front, store, number, deck, why) {
  const { review, texts } = front.spec;
  const counts = {};
  for (let earlier = 1; earlier < number; earlier += 1) {
    const kept = store.recall(`${PLACE}/${earlier}`);
    for (const id of knownDeck(kept).filter((one) => wasAnswered(kept, one))) {
      const count = (counts[lessonOf(id)] ??= [0, 0]);
      count[0] += 1;
      count[1] += Number(kept[id].attempts[0].outcome === "correct");
    }
  }
  return {
    ...front.spec, id: `${PLACE}/${number}`, title: number > 1 ? `Review, session ${number}` : "Review",
    intro: deck.length ? texts.intro : texts.nothing, review: { ...review, before: counts },
    questions: deck.map((id) => ({ ...questionOf(id), why: why[id] ?? "", lesson: lessonOf(id) })),
  };
}
