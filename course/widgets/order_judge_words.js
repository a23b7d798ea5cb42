// Layout "judge": what a round says, first in words, then in numbers. The same sentences as in course/quiz/discernment_words.py.

const JUDGE_EQUAL = 1e-9;
const JUDGE_MEMORY = "The lessons since then have come back to some of these claims, so part of a change may be memory.";

// One decimal: more would promise more than so few claims can keep.
function judgeOne(value) {
  const text = Math.abs(value).toFixed(1);
  return value < 0 && text !== "0.0" ? `\u2212${text}` : text;
}

const judgeSpan = (value, reach) => `${judgeOne(value)} (95\u00a0% interval ${judgeOne(value - reach)} to ${judgeOne(value + reach)})`;
const judgePart = (count, of, what) => (count === of ? `all ${of} ${what}` : `${count || "none"} of the ${of} ${what}`);

function judgeMeaning(tally) {
  const measured = judgeMeasures(tally);
  const flagged = `You flagged ${judgePart(tally.hits, tally.faulty, "faulty claims")} and ${judgePart(tally.falseAlarms, tally.sound, "sound ones")}.`;
  return [flagged, judgeFinding(tally, measured), judgeLeaning(tally, measured)];
}

function judgeFinding({ faulty, sound }, { dPrime, dReach }) {
  if (Math.abs(dPrime) < JUDGE_EQUAL) return "Finding faults: your flags do not tell faulty claims from sound ones yet.";
  const few = `${faulty + sound} claims are too few to rule out chance`;
  const [sure, unsure] = dPrime > 0
    ? ["you do it better than chance alone would explain", `your flags point the right way, but ${few}`]
    : ["sound claims got more of your flags than faulty ones, more than chance alone would explain",
      `sound claims got more of your flags than faulty ones, but ${few}`];
  return `Finding faults: ${Math.abs(dPrime) > dReach ? sure : unsure}.`;
}

function judgeLeaning({ hits, faulty, falseAlarms, sound }, { criterion, cReach }) {
  const way = criterion < 0 ? "towards suspicion" : "away from suspicion, towards trust";
  const found = Math.abs(criterion) > cReach ? way : "no clear way";
  return `Leaning: ${found}. You flagged ${hits + falseAlarms} of ${faulty + sound} claims, and ${faulty} are faulty.`;
}

function judgeNumbers(tally) {
  const { dPrime, dReach, criterion, cReach } = judgeMeasures(tally);
  const most = judgeMeasures({ ...tally, hits: tally.faulty, falseAlarms: 0 }).dPrime;
  return [`d\u2032 = ${judgeSpan(dPrime, dReach)}. At 0 you flag faulty and sound claims alike, at 1 you tell them apart clearly, `
    + `and ${judgeOne(most)} is the most that ${tally.faulty + tally.sound} claims can show.`,
  `c = ${judgeSpan(criterion, cReach)}. Below 0 you flag readily, above 0 you flag rarely, at 0 you lean neither way.`];
}

// A change is clear where it is larger than the 95 % range of the difference of two independent rounds.
function judgeCompared(first, again) {
  const [before, after] = [judgeMeasures(first), judgeMeasures(again)];
  const change = judgeChange(before.dPrime, after.dPrime, Math.hypot(before.dReach, after.dReach));
  return [change, judgeLean(after.criterion - before.criterion, Math.hypot(before.cReach, after.cReach)), JUDGE_MEMORY];
}

function judgeChange(before, after, chance) {
  const change = after - before;
  if (Math.abs(change) < JUDGE_EQUAL) return "You find faults as well as in the first round.";
  const went = `d\u2032 went ${change > 0 ? "up" : "down"} from ${judgeOne(before)} to ${judgeOne(after)}`;
  if (Math.abs(change) > chance) {
    return `You find faults ${change > 0 ? "better" : "less well"} than in the first round: ${went}, more than chance alone would explain.`;
  }
  return `${went}. With so few claims chance alone can move it by ${judgeOne(chance)}, so this may be luck.`;
}

function judgeLean(change, chance) {
  if (Math.abs(change) <= chance) return "You lean about as you did in the first round.";
  const more = change < 0;
  return `You flag ${more ? "more" : "less"} of everything than in the first round. `
    + `That is ${more ? "more suspicion" : "more trust"}, and by itself not a better eye.`;
}

// "Of the 14 claims that you were fairly sure or certain about, you judged 12 rightly."
function judgeSureness(cards, value) {
  const sure = cards.filter(({ id }) => ["fairly sure", "certain"].includes(value.cards[id].confidence));
  if (!sure.length) return "You were not fairly sure or certain about any claim.";
  const right = sure.filter((card) => value.cards[card.id].flagged === card.faulty).length;
  return `Of the ${sure.length} claims that you were fairly sure or certain about, you judged ${right} rightly.`;
}
