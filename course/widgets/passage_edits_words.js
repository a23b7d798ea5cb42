// The words of a quotation against those of its source. The same as course/text/edits.py, step by step.

const EDITS_BRACKETED = /\[([\p{L}\p{N}_]{1,2})\](?=[\p{L}\p{N}_])/gu; // [T]he: a changed letter is part of its word
const EDITS_SIGN = /\u2026|\.[ \u00a0]?\.[ \u00a0]?\./;

// ---- Words.

// The text without square brackets; for each letter where it stood, and whether inside a pair.
function editsPlain(text) {
  const joined = text.replace(/[\u0002\u0003]/g, " ").replace(EDITS_BRACKETED, "\u0002$1\u0003");
  const found = { plain: "", at: [], inside: [] };
  let open = false;
  for (let n = 0; n < joined.length; n += 1) {
    const letter = joined[n];
    if (letter === "\u0002" || letter === "[") open = letter === "\u0002" || joined.includes("]", n);
    if (letter !== "\u0002" && letter !== "\u0003") {
      found.plain += letter === "[" || letter === "]" ? " " : letter;
      found.at.push(n);
      found.inside.push(open);
    }
    if (letter === "\u0003" || letter === "]") open = false;
  }
  return found;
}

const editsInRound = (text, at) => text.lastIndexOf("(", at) > text.lastIndexOf(")", at) && text.includes(")", at);

function editsWords(text) {
  const { plain, at, inside } = editsPlain(text);
  let end = 0;
  const words = alignTokens(plain).map(({ word, from, to }, place) => {
    const sign = EDITS_SIGN.test(plain.slice(end, from));
    end = to;
    return { word, place, sign, spelled: plain.slice(from, to).replaceAll("\u2019", "'"), from: at[from], to: at[to - 1] + 1,
      marked: inside.slice(from, to).includes(true), round: editsInRound(text, at[from]) };
  });
  return { text, words, endsWithSign: EDITS_SIGN.test(plain.slice(end)) };
}

// ---- The alignment: fewest changed words, then most kept, then fewest other capitals.

function editsKind(old, now) {
  if (old.word !== now.word) return "substituted";
  return old.spelled === now.spelled ? "same" : "case";
}

function editsWays(costs, n, o) {
  const { old, now, free, base, table } = costs;
  const edit = base ** 3;
  const ways = [];
  if (o < old.length) ways.push({ cost: (free.has(n) ? 1 : edit) + table[n][o + 1], kind: "deleted" });
  if (n < now.length) ways.push({ cost: edit + table[n + 1][o], kind: "inserted" });
  if (n < now.length && o < old.length) {
    const kind = editsKind(old[o], now[n]);
    const cost = { same: -(base ** 2), case: base - base ** 2, substituted: edit }[kind];
    ways.push({ cost: cost + table[n + 1][o + 1], kind });
  }
  return ways;
}

const editsCheapest = (ways) => ways.reduce((best, way) => (way.cost < best.cost ? way : best));

function editsCosts(old, now, free) {
  const table = Array.from({ length: now.length + 1 }, () => Array(old.length + 1).fill(0));
  const costs = { old, now, free, base: old.length + now.length + 1, table };
  for (let n = now.length; n >= 0; n -= 1) {
    for (let o = old.length; o >= 0; o -= 1) {
      if (n < now.length || o < old.length) table[n][o] = editsCheapest(editsWays(costs, n, o)).cost;
    }
  }
  return costs;
}

function editsAligned(printed, source) {
  const [now, old] = [printed.words, source.words];
  const signs = new Set(now.filter(({ sign }) => sign).map(({ place }) => place));
  if (printed.endsWithSign) signs.add(now.length);
  const costs = editsCosts(old, now, new Set([...signs, 0, now.length]));
  const steps = [];
  let [n, o] = [0, 0];
  while (n < now.length || o < old.length) {
    let { kind } = editsCheapest(editsWays(costs, n, o));
    const [before, after] = [kind === "inserted" ? null : old[o], kind === "deleted" ? null : now[n]];
    const marked = after ? after.marked : signs.has(n);
    if (!after && !marked && costs.free.has(n)) kind = "outside";
    steps.push({ kind, source: before, printed: after, marked });
    if (before) o += 1;
    if (after) n += 1;
  }
  return steps;
}

// The words from one to another as the text writes them, commas and all; square brackets have gone.
const editsSlice = (text, first, last) => text.slice(first.from, last.to).replace(/[[\]]/g, "");

const editsPlainSteps = (printed, source) => editsAligned(editsWords(printed), editsWords(source))
  .map((step) => [step.kind, step.source?.spelled ?? null, step.printed?.spelled ?? null, step.marked]);
