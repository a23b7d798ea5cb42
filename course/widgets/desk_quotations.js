// Quotations: at most 25 words, and letter for letter. Each is held against the paragraph that is cited beside it, or else
// against all: their full texts where the student has added them, our excerpts where not. What neither has stays open.

const DESK_LONGEST = 25;
const DESK_DOUBLE = /[“"”]([^“"”]*)[“"”]/gu;
const DESK_SINGLE = /(?<![\p{L}\p{N}])['‘](?=\S)([^‘\n]*?\S)['’](?![\p{L}\p{N}])/gu;
const DESK_SINGLE_LONGEST = 60; // further apart, two single marks are apostrophes
const DESK_BESIDE = 120; // how far from a quotation its paragraph may be named, in letters

const blanked = (text, { from, to }) => text.slice(0, from) + " ".repeat(to - from) + text.slice(to);
const marksOf = (text, pattern) => [...text.matchAll(pattern)].map((match) => ({ words: match[1], from: match.index, to: match.index + match[0].length }));

// Double marks first: single ones inside them belong to the quotation.
function deskQuotations(text) {
  const double = text.split(/(\n\s*\n)/).reduce(({ at, found }, part) => (
    { at: at + part.length, found: [...found, ...marksOf(part, DESK_DOUBLE).map(({ words, from, to }) => ({ words, from: at + from, to: at + to }))] }
  ), { at: 0, found: [] }).found;
  const rest = double.reduce(blanked, text);
  const single = marksOf(rest, DESK_SINGLE).filter(({ words }) => splitWords(words).length <= DESK_SINGLE_LONGEST);
  const open = single.reduce(blanked, rest).match(/[“”"][^“”"]*/u);
  return { all: [...double, ...single].sort((one, two) => one.from - two.from), open: open?.[0] ?? null };
}

const withoutQuotations = (text) => deskQuotations(text).all.reduce(blanked, text);
const deskCount = (words) => splitWords(words).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

function deskStart(words) {
  const all = splitWords(words);
  return all.length > 5 ? `“${all.slice(0, 4).join(" ")} …”` : `“${all.join(" ")}”`;
}

const deskKey = ({ id, name }) => id || name;

// The paragraphs and the sources outside that are named after a quotation in the same sentence, or in brackets behind its
// full stop, or else before it.
function deskClaimed(text, { from, to }, sources) {
  const after = text.slice(to, to + DESK_BESIDE).match(/^(?:[.!?]\s*\([^()\n]*\)|,?[^.!?\n“”"]*)/u)[0];
  const before = text.slice(Math.max(0, from - DESK_BESIDE), from).match(/[^.!?\n“”"]*$/u)[0];
  const outside = [...new Set(sources.filter(({ id }) => !id).map(({ name }) => name))];
  const keys = (part) => [...mentioned(part).filter(({ real }) => real).map(({ id }) => id), ...outside.filter((name) => part.includes(name))];
  return keys(after).length ? keys(after) : keys(before);
}

// ---- One quotation against one source.

const deskParsed = new Map();
const parsedOnce = (text) => deskParsed.get(text) ?? deskParsed.set(text, editsWords(text)).get(text);
const isSilent = ({ kind, marked }) => !marked && ["inserted", "deleted", "substituted"].includes(kind);
const isKept = ({ kind, printed }) => printed && (kind === "same" || kind === "case");

// What an excerpt does not reach cannot be judged: words of the quotation beyond its first and last word are cut off.
function deskCut(steps, source) {
  if (source.whole) return steps;
  const first = steps.findIndex(({ kind }) => kind !== "inserted");
  const last = steps.findLastIndex(({ kind }) => kind !== "inserted");
  return steps.slice(steps[first]?.kind === "outside" ? 0 : first, steps[last]?.kind === "outside" ? steps.length : last + 1);
}

function deskFit(printed, source) {
  const steps = editsAligned(printed, parsedOnce(source.text));
  const within = deskCut(steps, source);
  const changes = within.filter(isSilent);
  const kept = within.filter(isKept).length;
  return { source, changes, kept, cut: steps.length - within.length, capitals: within.filter(({ kind, marked }) => kind === "case" && !marked) };
}

const sharesWords = (printed, source, share) => {
  const there = new Set(parsedOnce(source.text).words.map(({ word }) => word));
  return printed.words.filter(({ word }) => there.has(word)).length >= share * printed.words.length;
};

// The source that a quotation comes closest to. One that is named beside it may differ more and still be meant.
function deskClosest(printed, sources, { share, fewest }) {
  const own = printed.words.filter(({ marked }) => !marked).length;
  const isNear = ({ changes, kept, cut }) => kept > changes.length && (!cut || kept >= 3)
    && (!changes.length || (kept >= own * share && own >= fewest));
  const near = sources.filter((source) => sharesWords(printed, source, share)).map((source) => deskFit(printed, source)).filter(isNear);
  const rank = ({ changes, cut }) => changes.length * 1000 + cut;
  return near.sort((one, two) => rank(one) - rank(two))[0] ?? null;
}

// ---- What to say of it.

function deskChange({ kind, source, printed }, what) {
  if (kind === "inserted") return `you put in “${printed.spelled}” (your own words go into [square brackets])`;
  if (kind === "deleted") return `you left out “${source.spelled}” (show it with …)`;
  return `you wrote “${printed.spelled}”, ${what} has “${source.spelled}”`;
}

function deskDiffers({ source, changes }) {
  const what = source.id ? "the page" : "the source";
  const told = changes.slice(0, 2).map((step) => deskChange(step, what)).join("; ");
  const more = changes.length > 2 ? `; and ${changes.length - 2} more` : "";
  return `This quotation differs from ${source.name}: ${told}${more}.`;
}

function deskCapital({ capitals: [step] }) {
  return step ? ` A capital differs: you wrote “${step.printed.spelled}”, it has “${step.source.spelled}”. Strictly, a changed letter goes into brackets too.` : "";
}

function deskVerdict(words, claimed, sources) {
  const printed = editsWords(words);
  const [named, others] = [true, false].map((is) => sources.filter((source) => claimed.includes(deskKey(source)) === is));
  const [own, other] = printed.words.length
    ? [deskClosest(printed, named, { share: 0.5, fewest: 2 }), deskClosest(printed, others, { share: 0.7, fewest: 4 })] : [null, null];
  const isElsewhere = other && !other.changes.length && !other.cut;
  if (own?.changes.length) return deskLook(deskDiffers(own) + (isElsewhere ? ` It stands so in ${other.source.name}.` : ""));
  if (own) return deskAgrees(words, own);
  if (claimed.length) return deskNotThere(words, claimed, named, isElsewhere ? other.source.name : null);
  if (other?.changes.length) return deskLook(deskDiffers(other));
  return other ? deskAgrees(words, other) : deskOpen(`${deskStart(words)} cannot be checked here: say where it comes from.`);
}

function deskAgrees(words, fit) {
  const [start, { name }] = [deskStart(words), fit.source];
  if (fit.cut) return deskOpen(`${start}: what our excerpt of ${name} has is exact. The rest cannot be checked here.`);
  return { ...deskFine(`${start}: exact, ${name}.${deskCapital(fit)}`), name, note: deskCapital(fit) };
}

// The paragraph named beside a quotation does not have it, as far as we can see.
function deskNotThere(words, claimed, named, elsewhere) {
  const [start, names] = [deskStart(words), claimed.map(spoken).join(" and ")];
  const isWhole = named.length > 0 && claimed.every((key) => named.some((source) => deskKey(source) === key && source.whole));
  if (elsewhere) {
    return isWhole ? deskLook(`${start} stands in ${elsewhere}, not in ${names}.`)
      : deskOpen(`${start} stands in ${elsewhere}. Whether ${names} has it too cannot be checked here.`);
  }
  if (isWhole) return deskLook(`${start} does not stand in ${names}: look again, or use your own words without marks.`);
  return deskOpen(`${start} cannot be checked here: the course has only an excerpt of ${names}, or nothing.`);
}

const deskOpen = (...lines) => ({ state: "open", lines });
const deskKnown = new WeakMap(); // what was said of a quotation: the same words beside the same paragraph need no second look

function deskVerdictOnce(words, claimed, sources) {
  if (!deskKnown.has(sources)) deskKnown.set(sources, new Map());
  const [known, key] = [deskKnown.get(sources), JSON.stringify([words, claimed])];
  if (!known.has(key)) known.set(key, deskVerdict(words, claimed, sources));
  return known.get(key);
}

// "The sentence now reads “…”", in a correction: the new words of the page, which stand nowhere yet.
const DESK_NEW = /\bnow (?:reads?|says?|begins?(?: with)?|ends?(?: with)?|has)[\s:,]*$/iu;
const deskIsNew = (text, { from }) => DESK_NEW.test(text.slice(Math.max(0, from - 40), from));

function deskOneQuotation(text, quotation, sources) {
  const count = deskCount(quotation.words);
  if (count > DESK_LONGEST) return deskLook(`A quotation of ${count} words: at most ${DESK_LONGEST}. It begins ${deskStart(quotation.words)}.`);
  return deskVerdictOnce(quotation.words, deskClaimed(text, quotation, sources), sources);
}

function checkQuotations(text, { quotable, question }) {
  const { all, open } = deskQuotations(text);
  const quoted = all.filter((quotation) => question.job !== "correction" || !deskIsNew(text, quotation));
  const found = quoted.filter(({ words }) => deskCount(words)).map((quotation) => deskOneQuotation(text, quotation, quotable));
  if (open) found.push(deskLook(`A quotation mark opens and does not close: ${splitWords(open).slice(0, 4).join(" ")} …`));
  if (!found.length) return deskFine("None, so there is nothing to compare.");
  const lines = (state) => found.filter((one) => one.state === state).flatMap((one) => one.lines);
  const state = ["look", "open", "fine"].find((one) => lines(one).length);
  const exact = found.filter((one) => one.state === "fine");
  const brief = exact.length > 1 && exact.every(({ note }) => !note)
    ? [`${exact.length} quotations are exact: ${[...new Set(exact.map(({ name }) => name))].join(", ")}.`] : lines("fine");
  return { state, lines: [...lines("look"), ...lines("open"), ...brief] };
}
