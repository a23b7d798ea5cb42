// Dates in the usual ways of writing, and whether a text says when something happened or when it was changed.

const DESK_EVENT = { y: 2020, m: 6, d: 16 };
const DESK_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const DESK_MONTH = "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?!\\p{L})\\.?";
const DESK_DAY = "(\\d{1,2})(?:st|nd|rd|th)?";
const DESK_SPAN = `(?:${DESK_DAY}\\s*(?:[-\\u2010-\\u2014]|and|to|or)\\s*(?:the\\s+)?)?${DESK_DAY}`; // 15-16 June, 16 and 17 June

// Each way of writing a date, and what its groups are. A span of days gives two days.
const DESK_WAYS = [
  [`\\b${DESK_SPAN}(?:\\s+of)?\\s+${DESK_MONTH}(?:,?\\s+(\\d{4})\\b)?`, (g) => [g[0], g[1]].map((d) => [g[3], deskMonth(g[2]), d])],
  [`\\b${DESK_MONTH}\\s+(?:the\\s+)?${DESK_SPAN}\\b(?:,?\\s+(\\d{4})\\b)?`, (g) => [g[1], g[2]].map((d) => [g[3], deskMonth(g[0]), d])],
  ["\\b(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})\\b", (g) => [[g[0], g[1], g[2]]]],
  ["\\b(\\d{4})\uB144\\s*(\\d{1,2})\uC6D4\\s*(\\d{1,2})\uC77C", (g) => [[g[0], g[1], g[2]]]],
  // 16/06/2020 or 06/16/2020: where both could be a month, both readings count
  ["\\b(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4}|\\d{2})\\b", (g) => [[deskYear(g[2]), g[1], g[0]], [deskYear(g[2]), g[0], g[1]]]],
];

const deskMonth = (name) => DESK_MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
const deskYear = (digits) => (digits.length === 2 ? `20${digits}` : digits);
const deskSerial = ({ y, m, d }) => (y * 100 + m) * 100 + d;
const deskSame = (one, two) => deskSerial(one) === deskSerial(two);

// Every date with a day and a month; `y` is 0 where no year is written.
function deskDates(text) {
  const found = DESK_WAYS.flatMap(([pattern, read]) => [...text.matchAll(new RegExp(pattern, "giu"))].flatMap((match) =>
    read(match.slice(1)).map(([y, m, d]) => ({ y: Number(y ?? 0), m: Number(m), d: Number(d ?? 0), as: match[0].replace(/\.$/, "") }))));
  return found.filter(({ m, d }) => m >= 1 && m <= 12 && d >= 1 && d <= 31);
}

const DESK_MONTH_ONLY = new RegExp(`\\b${DESK_MONTH}\\s+\\d{4}\\b`, "iu");
const DESK_VAGUE_DAY = /\b(?:(?:last|this|on)\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|last week|this week)\b/i;

function checkEventDate(text) {
  const all = deskDates(text);
  const event = all.find((date) => deskSame(date, DESK_EVENT));
  if (event) return deskFine(`Says when: ${event.as}.`);
  const yearless = all.find((date) => !date.y && deskSame({ ...date, y: DESK_EVENT.y }, DESK_EVENT));
  if (yearless) return deskLook(`“${yearless.as}” comes every year: add the year.`);
  const other = all.find(({ y }) => y);
  if (other) return deskLook(`${other.as} is a date, but not that of the event: write when it happened.`);
  const month = text.match(DESK_MONTH_ONLY);
  if (month) return deskLook(`“${month[0]}” has no day: write on which day it happened.`);
  const vague = text.match(DESK_VAGUE_DAY);
  if (vague) return deskLook(`“${vague[0]}” is no date: a reader next year cannot tell which day you mean.`);
  return deskLook("No date of the event yet: write when it happened.");
}

// ---- When a correction was made: a day after the event, beside a word such as "corrected", or alone at an end.

const DESK_CHANGED = /\b(?:correct(?:ed|ion|ions|s)|amend(?:ed|ment)|updated?|changed?|revised|revision|fixed|edited|editor[’']s note|clarif(?:ied|ication)|added)\b/iu;

function checkChangeDate(text) {
  const later = deskDates(text).filter((date) => date.y && deskSerial(date) > deskSerial(DESK_EVENT));
  const sentences = deskSentences(text);
  const dated = sentences.filter((sentence) => later.some(({ as }) => sentence.includes(as)));
  const said = dated.find((sentence) => DESK_CHANGED.test(sentence)
    || later.some(({ as }) => sentence.replace(as, "").replace(/[^\p{L}\p{N}]/gu, "").length <= 2));
  if (said) return deskFine(`Says when: ${later.find(({ as }) => said.includes(as)).as}.`);
  const vague = sentences.find((sentence) => DESK_CHANGED.test(sentence) && DESK_VAGUE_DAY.test(sentence));
  if (vague) return deskLook(`“${vague.match(DESK_VAGUE_DAY)[0]}” is no date: write the day of your change.`);
  if (deskDates(text).length) return deskLook("A date is there, but not that of your change: add “Corrected on” and the day, with the year.");
  return deskLook("Not yet: add “Corrected on” and the day, with the year.");
}
