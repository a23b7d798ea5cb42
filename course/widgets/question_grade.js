// Judge one response to one question: the rules of course/quiz/grade.py, line by line, so that feedback never waits
// for the kernel. tests/browser/test_question_grading.py holds the two to the same outcomes and the same words.

const SLACK = 1e-9;
const EMPTY = {
  single: "Choose an answer first.", multiple: "Choose at least one answer first.", number: "Type a number first.",
  order: "Put the items in order first.", match: "Make your matches first.", text: "Write your answer first.",
};
const BLOCKS = { BLOG: 15, GVS: 46, IND: 34, WSWS: 22, WP: 18 };
// White space as Python's str.split and str.strip have it; JavaScript's \s has U+FEFF too and lacks U+001C to U+001F.
const WHITE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";

function grade(question, response) {
  const empty = response === null || response === undefined
    || (typeof response === "string" && !withoutEdges(response))
    || (typeof response === "object" && !Object.keys(response).length);
  return empty ? unread(EMPTY[question.kind]) : JUDGES[question.kind](question, response);
}

function gradeSingle(question, response) {
  const chosen = question.options.find((option) => option.id === response);
  if (!chosen) return unread("That is not one of the answers offered. Choose one of them.");
  const lookAt = chosen.look_at?.length ? chosen.look_at : question.evidence;
  if (chosen.key || isPoll(question)) return result("correct", chosen.feedback || "Noted.", lookAt, 1);
  return result("not-yet", chosen.feedback, lookAt);
}

function gradeMultiple(question, response) {
  const ids = strings(response);
  const options = [...question.options].sort((a, b) => (a.id < b.id ? -1 : 1)); // as in the bank, not as on the screen
  const chosen = options.filter((option) => ids?.includes(option.id));
  const known = ids && chosen.length === new Set(ids).size;
  if (!known) return unread("That is not one of the answers offered. Choose from the list.");
  if (isPoll(question)) return correct(question, "Noted.");
  const keys = options.filter((option) => option.key);
  const right = chosen.filter((option) => option.key);
  const wrong = chosen.filter((option) => !option.key);
  const complete = !wrong.length && right.length === keys.length;
  if (complete) return correct(question, keys.map((option) => option.feedback).join(" "));
  const lookAt = [...new Set(wrong.flatMap((option) => option.look_at ?? []))];
  const score = Math.max(0, (right.length - wrong.length) / Math.max(1, keys.length));
  return result("not-yet", multipleMessage(question, right, wrong, keys.length - right.length),
    lookAt.length ? lookAt : question.evidence, score);
}

function multipleMessage(question, right, wrong, missing) {
  const feedback = wrong.length ? wrong.map((option) => option.feedback) : [question.feedback?.not_yet ?? ""];
  return [
    `${right.length} of ${right.length + wrong.length} chosen ${right.length === 1 ? "is" : "are"} right.`,
    missing ? `${missing} more ${missing === 1 ? "belongs" : "belong"} to the answer.` : "",
    ...feedback,
  ].filter(Boolean).join(" ");
}

function gradeNumber(question, response) {
  const value = readNumber(response, question.unit);
  if (value === null) return unread("We cannot read that as a number. Type digits, such as 9 or 8.6.");
  const reach = (question.tolerance ?? 0) + SLACK;
  const near = (target) => typeof target === "number" && Math.abs(value - target) <= reach;
  if (isPoll(question) || near(question.answer)) return correct(question, "Right.");
  const diagnosed = Object.entries(question.feedback ?? {}).find(([name]) => near(readNumber(name)));
  return result("not-yet", diagnosed?.[1] ?? question.feedback?.not_yet ?? "Not yet.", []); // as many chips as the answer would give it away
}

function gradeOrder(question, response) {
  const { items } = question;
  const ids = strings(response);
  const complete = ids?.length === items.length && items.every((_, index) => ids.includes(String(index)));
  if (!complete) return unread(`Put all ${items.length} items in order, each once, before you check.`);
  const placed = ids.filter((id, place) => items[Number(id)] === items[place]).length;
  return gradePlaced(question, placed, items.length, "In the right place");
}

function gradeMatch(question, response) {
  const total = question.items.length;
  const known = (index) => /^(0|[1-9]\d*)$/.test(index) && Number(index) < total;
  const isMapping = typeof response === "object" && !Array.isArray(response);
  const pairs = isMapping ? Object.entries(response).map((pair) => pair.map(String)) : [];
  const readable = pairs.length && pairs.flat().every(known);
  if (!readable) return unread(`Match each of the ${total} items with one of the answers offered.`);
  if (pairs.length < total) return unread(`Match all ${total} before you check: ${total - pairs.length} still to do.`);
  const text = (index) => question.targets[Number(index)];
  const placed = pairs.filter(([item, target]) => text(item) === text(target)).length;
  return gradePlaced(question, placed, total, "Matched rightly");
}

function gradePlaced(question, placed, total, how) {
  if (placed === total || isPoll(question)) return correct(question, "Right.");
  const message = withoutEdges(`${how}: ${placed} of ${total}. ${question.feedback?.not_yet ?? ""}`);
  return result("not-yet", message, question.evidence, placed / total);
}

// Only whether length and citations are as asked; nothing judges the quality of what a student writes.
function gradeText(question, response) {
  if (typeof response !== "string") return unread(EMPTY.text);
  const found = completeness(response, question.words, question.citations);
  if (found.missing.length) return result("not-yet", found.missing.join(" "), question.evidence, found.score);
  const names = found.cited.length ? ` (${found.cited.map(spoken).join(", ")})` : "";
  const summary = `All there: ${plural(found.words, "word")}, ${plural(found.cited.length, "paragraph")} cited${names}.`;
  return result("correct", withoutEdges(`${summary} ${question.feedback?.correct ?? ""}`), found.cited, 1);
}

const JUDGES = {
  single: gradeSingle, multiple: gradeMultiple, number: gradeNumber, order: gradeOrder, match: gradeMatch, text: gradeText,
};

const isPoll = (question) => question.scored === false;
const result = (outcome, message, lookAt = [], score = 0) => ({ outcome, message, look_at: lookAt ?? [], score });
const unread = (message) => result("not-attempted", message);
const correct = (question, otherwise) => result("correct", question.feedback?.correct ?? otherwise, question.evidence, 1);

// A list of strings or small whole numbers; one string counts as a list of one.
function strings(response) {
  if (typeof response === "string") return [response];
  const small = (part) => Number.isInteger(part) && part >= 0 && part < 1000;
  const index = (part) => (typeof part === "string" || small(part) ? String(part) : "?");
  return Array.isArray(response) ? response.map(index) : null;
}

const NUMBER_WORDS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
  + "sixteen seventeen eighteen nineteen twenty").split(" ");

// A number the way people type it: see course/quiz/numeral.py for the rules.
function readNumber(typed, unit = "") {
  const value = typeof typed === "string" ? Number(digits(typed, unit)) : typed;
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function digits(typed, unit) {
  const bare = (s) => s.replace(/[\t-\r \u00a0\u2007\u2009\u202f]+/g, "").toLowerCase();
  const without = (s, ending) => (ending && s.endsWith(ending) ? s.slice(0, -ending.length) : s);
  const ending = bare(unit ?? "");
  const text = without(without(bare(typed).replace(/[\u2010-\u2013\u2212]/g, "-"), ending), without(ending, "s"))
    .replace(/^\+?(-?)[$€£₩]?(.*?)%?$/s, "$1$2");
  if (NUMBER_WORDS.includes(text)) return String(NUMBER_WORDS.indexOf(text));
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return text.replaceAll(",", "");
  if (/^-?\d+,\d+$/.test(text)) return text.replace(",", ".");
  if (/^-?\d{1,3}(\.\d{3})+,\d+$/.test(text)) return text.replaceAll(".", "").replace(",", ".");
  return /^-?(\d+\.?\d*|\.\d+)$/.test(text) ? text : "NaN";
}

const plural = (count, noun) => (count === 1 ? `1 ${noun}` : `${count} ${noun}s`);
const splitWords = (text) => text.split(new RegExp(WHITE)).filter(Boolean);
const withoutEdges = (text) => text.replace(new RegExp(`^${WHITE}|${WHITE}$`, "g"), "");

// Passage IDs in the order of their first mention, each once; `real` says whether an article has that paragraph.
function mentioned(text) {
  const pattern = /(?<![\p{L}\p{N}_])(BLOG|GVS|IND|WSWS|WP)[- ]?P(\d{1,2})(?![\p{L}\p{N}_])/giu;
  const found = new Map();
  for (const [, name, number] of text.matchAll(pattern)) {
    const article = name.toUpperCase();
    const id = `${article}-P${number.padStart(2, "0")}`;
    found.set(id, { id, article, real: Number(number) >= 1 && Number(number) <= BLOCKS[article] });
  }
  return [...found.values()];
}

function completeness(text, [fewest, most] = [0, 0], citations = 0) {
  const count = splitWords(text).length;
  const all = mentioned(text);
  const cited = all.filter((passage) => passage.real).map((passage) => passage.id);
  const missing = [
    count < fewest && `You have ${plural(count, "word")}; write at least ${fewest}.`,
    most && count > most && `You have ${plural(count, "word")}; cut ${count - most} to come down to ${most}.`,
    ...all.filter((passage) => !passage.real).map(({ id, article }) =>
      `${spoken(id)} does not exist: ${article} runs from P1 to P${BLOCKS[article]}.`),
    cited.length < citations && `You cite ${plural(cited.length, "paragraph")}; cite at least ${citations}, such as GVS P14.`,
  ].filter(Boolean);
  const asked = [[count, fewest], [cited.length, citations], [most, most ? count : 0]].filter(([, need]) => need);
  const shares = asked.map(([have, need]) => Math.min(1, have / need));
  return { words: count, cited, missing, score: shares.length ? shares.reduce((a, b) => a + b) / shares.length : 1 };
}
