// What the desk looks for in a text. Each check gives a state and a sentence:
//   fine   it is there
//   look   something is missing, and what
//   open   it cannot be checked here
//   wait   nothing is written yet: what will be looked for
// No check judges how good a text is, and none stops anybody.

const deskFine = (...lines) => ({ state: "fine", lines });
const deskLook = (...lines) => ({ state: "look", lines });
const deskSentences = (text) => text.split(/(?<=[.!?]["”’)\]]*)\s+|\n+/u).filter((part) => part.trim());

// ---- Length, place, paragraphs.

function deskAsked([fewest, most]) {
  if (fewest && most) return `${fewest} to ${most} words`;
  return fewest ? `at least ${plural(fewest, "word")}` : `at most ${plural(most, "word")}`;
}

function checkLength(text, { question }) {
  const { words, missing } = completeness(text, question.words, 0);
  const told = missing.filter((line) => line.startsWith("You have"));
  return told.length ? deskLook(...told) : deskFine(`${plural(words, "word")}. Asked for: ${deskAsked(question.words)}.`);
}

// Kaesong as the two Koreas, scholars and passports write it: Kaesong, Kaesŏng, Gaeseong, Kaeseong, Gaesong, Kaesung; 개성.
const DESK_KAESONG = /(?<!\p{L})[kg]ae[ -]?s(?:[oŏu]|eo|o\u0306)ng(?!\p{L})|\uAC1C\uC131/iu;
const DESK_NEAR = /\b(?:near|at|on|close to|north of|across|along) (?:the|its) (?:\w+ ){0,3}(?:border|line|DMZ)\b/i;

function checkPlace(text) {
  const named = text.match(DESK_KAESONG);
  if (named) return deskFine(`Says where: ${named[0]}.`);
  if (/\bPyongyang\b/i.test(text)) return deskLook("Pyongyang is named, but not the place of the office: write where it stood.");
  const near = text.match(DESK_NEAR);
  if (near) return deskLook(`“${near[0]}” is long: name the town where the office stood.`);
  return deskLook("No place yet: write where the office stood.");
}

function checkCitations(text, { question }) {
  const { cited, missing } = completeness(text, [0, 0], Math.max(1, question.citations));
  if (missing.length) return deskLook(...missing);
  return deskFine(`${plural(cited.length, "paragraph")}: ${cited.map(spoken).join(", ")}.`);
}

// ---- The parts of a correction: what was wrong, what is right, how we know. (When it was changed: desk_dates.js.)

const DESK_WRONG = new RegExp("\\b(?:(?:earlier|previous|original|first|old) (?:version|text|edition|sentence|article|report|headline|note|wording)"
  + "|(?:previously|originally|first) (?:said|stated|wrote|gave|read|had)|(?:used to|once) (?:say|read)|wrong(?:ly)?|incorrect(?:ly)?|in error|errors?|mistakes?|mistaken(?:ly)?"
  + "|mis(?:stated?|spell?ed|spelt|spelling|dated|named|placed|identified|quoted)|inaccurate(?:ly)?"
  + "|(?:we|it|the (?:article|sentence|paragraph|page|headline|text)|(?:BLOG|GVS|IND|WSWS|WP)[- ]?P\\d{1,2}) (?:said|says|stated|states|wrote|writes|put|puts|gave|gives|called|calls|dated|dates|placed|places|had|has))\\b", "iu");
const DESK_RIGHT = /\b(?:in fact|actually|the (?:right|correct|true) \p{L}+|correctly|should (?:be|read|say|have (?:been|read|said))|now (?:reads?|says?|gives?|has)|rather than|instead of|not .{1,60}? but)\b|, not\b/iu;
const DESK_FACT = /\b(?:was|were|is|are|stood|stands|took place|happened|lies|lay|dates?|met|opened|ended|began|says|has|had|use[ds]?|reads?)\b/iu;
const DESK_SORRY = /\b(?:sorry|regret|apolog\p{L}+)\b/iu;

const deskClauses = (text) => deskSentences(text).flatMap((part) => part.split(/[;:]\s+/));
const isWrongPart = (clause) => DESK_WRONG.test(clause);

function checkWrong(text) {
  const said = deskSentences(text).some(isWrongPart);
  return said ? deskFine("Says what stood there before.") : deskLook("Not yet: say what stood there, such as “An earlier version said …”.");
}

function checkRight(text) {
  const states = (clause) => !isWrongPart(clause) && !DESK_CHANGED.test(clause) && !DESK_SORRY.test(clause)
    && DESK_FACT.test(clause) && splitWords(clause).length >= 4;
  const said = DESK_RIGHT.test(withoutQuotations(text)) || deskClauses(text).some(states);
  return said ? deskFine("States a fact. Is it the right one?") : deskLook("Not yet: say what is right, in a sentence of its own.");
}

function checkKnown(text, { corrected }) {
  const { cited } = completeness(text);
  const others = cited.filter((id) => !corrected.includes(id));
  const link = text.match(/\bhttps?:\/\/\S+|\b(?:[\w-]+\.)+(?:com|org|net|kr|uk|edu|gov|info)\b/i);
  const said = deskAttribution(deskClauses(text).filter((clause) => !isWrongPart(clause)).join(" "));
  const proof = [others.map(spoken).join(", "), link?.[0].replace(/[.,;:)]+$/, ""), said && `“${said}”`].filter(Boolean);
  if (proof.length) return deskFine(`Says how we know: ${proof.join("; ")}.`);
  if (cited.length) return deskLook(`${spoken(cited[0])} is what you correct: add what shows the right fact, a paragraph elsewhere or a source.`);
  return deskLook("Not yet: say how you know, with a paragraph such as GVS P14 or a source outside.");
}

// ---- All checks of one job.

const DESK_CHECKS = {
  words: { label: "Length", run: checkLength, ask: ({ words }) => `${deskAsked(words)}.`.replace(/^./, (first) => first.toUpperCase()) },
  date: { label: "Date", run: checkEventDate, ask: () => "The day on which it happened." },
  place: { label: "Place", run: checkPlace, ask: () => "Where it happened." },
  attribution: { label: "Attribution", run: checkAttribution, ask: () => "Who says so." },
  citations: { label: "Paragraphs", run: checkCitations, ask: ({ citations }) => `At least ${Math.max(1, citations)}, written as GVS P14.` },
  quotations: { label: "Quotations", run: checkQuotations, ask: () => `At most ${DESK_LONGEST} words each, letter for letter.` },
  wrong: { label: "What was wrong", run: checkWrong, ask: () => "What stood there before." },
  right: { label: "What is right", run: checkRight, ask: () => "The fact, plainly." },
  known: { label: "How we know", run: checkKnown, ask: () => "A paragraph, or a source outside." },
  changed: { label: "When changed", run: checkChangeDate, ask: () => "The day of your change." },
};
const DESK_PARTS = ["wrong", "right", "known", "changed"];
const DESK_IN_PARTS = ["date", "attribution"]; // a correction says them as its fourth and third part

// A correction is always looked at for its four parts, whatever else is asked for.
function deskNames({ job, checks }) {
  if (job !== "correction") return checks;
  return [...DESK_PARTS, ...checks.filter((name) => !DESK_IN_PARTS.includes(name))];
}

// `context`: the `question`, `corrected` (IDs of the passages that it may be about) and `quotable`.
function deskResults(text, context) {
  const { question } = context;
  return deskNames(question).map((name) => {
    const { label, run, ask } = DESK_CHECKS[name];
    const found = text.trim() ? run(text, context) : { state: "wait", lines: [ask(question)] };
    return { name, label, ...found };
  });
}
