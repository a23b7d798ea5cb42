// The case file as plain objects: what an empty one is, how text becomes one, how two become one. The same rules as
// course/casefile/merge.py, so that a file goes back and forth between notebooks and this edition.

const FORMAT = "one-event-five-stories/case-file";
const VERSION = 1;
const LIMIT = 5_000_000;
const LETTERS = "CDGHJKMNPQRTVWX"; // no vowels, nothing that is mistaken for a digit
const LISTS = { answers: "response", exercises: "value", writing: "text" };
const CHOOSE = "Choose the file that you downloaded here; its name begins with case-file.";

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const own = (object, key) => (isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined);
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const stamp = (moment = new Date()) => moment.toISOString();

function blank() {
  return {
    format: FORMAT, version: VERSION, code: null, created: null, updated: null, track: null, track_at: null, name: null,
    name_at: null, answers: {}, exercises: {}, writing: {}, widgets: {}, conflicts: [], visits: {},
  };
}

// One text per JSON value, with the keys in order: says what is equal, and which of two comes first.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(", ")}]`;
  if (isObject(value)) {
    return `{${Object.keys(value).sort(byCodePoint).map((key) => `${ascii(key)}: ${canonical(value[key])}`).join(", ")}}`;
  }
  return typeof value === "string" ? ascii(value) : JSON.stringify(value ?? null);
}
const ascii = (text) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

function byCodePoint(a, b) {
  const [x, y] = [[...a], [...b]];
  for (let at = 0; at < Math.min(x.length, y.length); at += 1) {
    if (x[at] !== y[at]) return x[at].codePointAt(0) - y[at].codePointAt(0);
  }
  return x.length - y.length;
}

function byKey(a, b, join) {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort(byCodePoint);
  return Object.fromEntries(keys.map((key) => {
    const [x, y] = [own(a, key), own(b, key)];
    return [key, x !== undefined && y !== undefined ? join(x, y) : x ?? y];
  }));
}

const newest = (x, y) => ((compare(x.at, y.at) || compare(canonical(x), canonical(y))) >= 0 ? x : y);
const span = (x, y) => ({ first: x.first < y.first ? x.first : y.first, last: x.last > y.last ? x.last : y.last });
const fullness = (entry) => Object.values(entry).filter((value) => value !== null).length;
const fuller = (x, y) => ((fullness(x) - fullness(y) || compare(canonical(x), canonical(y))) >= 0 ? x : y);

// Every entry once, oldest first. Of two accounts of the same entry, the fuller one stays.
function union(entries, field) {
  const kept = new Map();
  for (const entry of entries) {
    const key = JSON.stringify([entry.at, canonical(entry[field])]);
    kept.set(key, kept.has(key) ? fuller(kept.get(key), entry) : entry);
  }
  const order = (x, y) => compare(x.at, y.at) || compare(canonical(x[field]), canonical(y[field]));
  return [...kept.values()].sort(order);
}

function joinRows(x, y) {
  const named = (rows) => Object.fromEntries(rows.map((row) => [`r${row.id}`, row]));
  return Object.values(byKey(named(union2(x)), named(union2(y)), newest));
}
// Rows of one list with the same id: the newest.
const union2 = (rows) => [...rows.reduce((kept, row) => kept.set(row.id, kept.has(row.id) ? newest(kept.get(row.id), row) : row), new Map()).values()];

// Join two case files without losing an entry of either. Order, grouping and repetition make no difference.
function merge(a, b) {
  const merged = blank();
  const begun = [a, b].filter((state) => state.code)
    .sort((x, y) => compare(x.created ?? "", y.created ?? "") || compare(x.code, y.code));
  merged.code = begun[0]?.code ?? null;
  merged.created = begun[0]?.created || null;
  const later = [a.updated ?? "", b.updated ?? ""].sort()[1];
  merged.updated = later || null;
  for (const choice of ["track", "name"]) {
    const order = compare(a[`${choice}_at`] ?? "", b[`${choice}_at`] ?? "") || byCodePoint(a[choice] ?? "", b[choice] ?? "");
    const chosen = order >= 0 ? a : b;
    merged[choice] = chosen[choice];
    merged[`${choice}_at`] = chosen[`${choice}_at`];
  }
  for (const [section, field] of Object.entries(LISTS)) {
    merged[section] = byKey(a[section], b[section], (x, y) => union([...x, ...y], field));
  }
  merged.widgets = byKey(a.widgets, b.widgets, newest);
  merged.visits = byKey(a.visits, b.visits, span);
  merged.conflicts = joinRows(a.conflicts, b.conflicts);
  return merged;
}

// Merge under one code: that of the base if it has one, or that of the change where it is to be adopted.
function joined(base, change, { adopt = false } = {}) {
  if (adopt && change.code) return merge({ ...base, code: null, created: null }, change);
  if (base.code) return merge(base, { ...change, code: null, created: null });
  return merge(base, change);
}

// Text to [case file, unreadable entries]. Throws an Error with one line for the reader.
function parse(text) {
  const plain = text.replace(/^\ufeff/, "");
  if (new TextEncoder().encode(plain).length > LIMIT) throw new Error(`This file is too large for a case file (more than ${LIMIT / 1e6} MB). ${CHOOSE}`);
  if (!plain.trim()) throw new Error(`This file is empty. ${CHOOSE}`);
  let data;
  try {
    data = JSON.parse(plain);
  } catch {
    throw new Error(`This file is not a case file: it is not JSON. ${CHOOSE}`);
  }
  if (own(data, "format") !== FORMAT) throw new Error(mistaken(data));
  if (!Number.isInteger(data.version) || data.version < 1) throw new Error("This case file has no valid version. Choose another copy of it.");
  if (data.version > VERSION) {
    throw new Error(`This case file was written by a newer course (format ${data.version}; this edition reads format ${VERSION}). Use a newer edition.`);
  }
  return clean(data);
}

function mistaken(data) {
  if (isObject(data) && "cells" in data && "nbformat" in data) return `This file is a notebook (.ipynb), not a case file. ${CHOOSE}`;
  return `This file is JSON, but not a case file of this course. ${CHOOSE}`;
}

// Keep what has the right shape. A hand-edited file must not break the pages later on.
function clean(data) {
  const state = blank();
  let lost = 0;
  for (const key of ["code", "created", "updated", "track", "track_at", "name", "name_at"]) {
    state[key] = typeof data[key] === "string" ? data[key] : null;
  }
  if (!/^[A-Z]{6}$/.test(state.code ?? "")) state.code = state.created = null;
  for (const [section, field] of Object.entries(LISTS)) {
    const [readable, dropped] = cleanLists(data[section] ?? {}, field);
    state[section] = readable;
    lost += dropped;
  }
  for (const [section, fits] of [["widgets", isWidget], ["visits", isVisit]]) {
    const found = data[section] ?? {};
    const entries = Object.entries(isObject(found) ? found : {});
    const good = entries.filter(([, entry]) => fits(entry)).sort((x, y) => byCodePoint(x[0], y[0]));
    state[section] = Object.fromEntries(good);
    lost += entries.length - good.length + Number(!isObject(found));
  }
  const found = data.conflicts ?? [];
  const rows = Array.isArray(found) ? found.filter(isRow) : [];
  state.conflicts = joinRows(rows, rows);
  return [state, lost + (Array.isArray(found) ? found.length - rows.length : 1)];
}

function cleanLists(section, field) {
  if (!isObject(section)) return [{}, 1];
  let lost = 0;
  const kept = {};
  for (const key of Object.keys(section).sort(byCodePoint)) {
    const entries = Array.isArray(section[key]) ? section[key] : null;
    const good = (entries ?? []).filter((entry) => hasText(entry, "at") && (field !== "text" || hasText(entry, "text")));
    lost += entries ? entries.length - good.length : 1;
    if (good.length) kept[key] = union(good, field);
  }
  return [kept, lost];
}
const hasText = (entry, ...fields) => isObject(entry) && fields.every((field) => typeof entry[field] === "string");
const isWidget = (entry) => hasText(entry, "at") && isObject(entry.value);
const isVisit = (entry) => hasText(entry, "first", "last");
const isRow = (entry) => hasText(entry, "id", "at")
  && (entry.passages === undefined || (Array.isArray(entry.passages) && entry.passages.every((one) => typeof one === "string")));

function newCode() {
  for (;;) {
    const code = [...crypto.getRandomValues(new Uint32Array(6))].map((n) => LETTERS[n % LETTERS.length]).join("");
    if ([...code].every((letter) => code.split(letter).length - 1 < 3)) return code;
  }
}

// ---- what is in it: the same counts as course/casefile/summary.py -----------------------------------------------------

const PARTS = ["recall", "hook", "practice", "matrix", "cards", "trail", "swap", "data", "quiz", "exercise", "writing"];
const PART_OF_LETTER = Object.fromEntries([..."RHPMCUVDQEW"].map((letter, at) => [letter, PARTS[at]]));
const WORK = {
  answers: ["answer", "answers"], exercises: ["exercise check", "exercise checks"], writing: ["text", "texts"],
  conflicts: ["row of the conflict log", "rows of the conflict log"],
};

function partOf(item) {
  const found = /^L(\d{1,2})\.([RHPMCUVDQEW])\d+$/.exec(item);
  return found ? [Number(found[1]), PART_OF_LETTER[found[2]]] : null;
}

const isSolved = (tries) => tries.some((entry) => entry.outcome === "correct");
const lastText = (texts) => Boolean(texts.at(-1)?.text.trim());

function summarise(state) {
  const lessons = {};
  const add = ([number, part], done, right) => {
    const tally = ((lessons[number] ??= {})[part] ??= { done: 0, right: 0 });
    tally.done += done;
    tally.right += right;
  };
  const items = {};
  for (const [item, texts] of Object.entries(state.writing)) items[item] = [lastText(texts), false];
  for (const [item, tries] of Object.entries(state.exercises)) items[item] = [isSolved(tries), isSolved(tries)];
  for (const [item, tries] of Object.entries(state.answers)) items[item] = [true, isSolved(tries)];
  for (const [item, [done, right]] of Object.entries(items)) {
    const place = partOf(item);
    if (place && place[1] !== "recall") add(place, Number(done), Number(right)); // a recall is counted by its front-end
  }
  for (const [name, entry] of Object.entries(state.widgets)) addWidget(lessons, add, name, entry.value);
  const visited = Object.entries(state.visits).filter(([lesson]) => /^\d\d/.test(lesson))
    .sort((x, y) => compare(x[1].last, y[1].last) || Number(x[0].slice(0, 2)) - Number(y[0].slice(0, 2)));
  return {
    code: state.code,
    answers: Object.keys(state.answers).length,
    writing: Object.values(state.writing).filter(lastText).length,
    conflicts: state.conflicts.filter((row) => !row.removed).length,
    last: visited.length ? Number(visited.at(-1)[0].slice(0, 2)) : null,
    lessons,
  };
}

// What only the front-ends hold: the cells of a matrix (01-1449/matrix), the cards of a deck (L2.C1).
function addWidget(lessons, add, name, value) {
  const place = widgetPlace(name);
  if (!place) return;
  const cells = Object.values([value.cells, value.cards].find((one) => isObject(one) && Object.keys(one).length) ?? value);
  const checked = cells.filter((cell) => isObject(cell) && cell.checked);
  const right = checked.filter((cell) => cell.right === true || (place[1] !== "cards" && cell.outcome === "correct")).length;
  if (place[1] === "cards") return add(place, checked.length, right); // several decks of a lesson add up
  const [number, part] = place;
  if (checked.length > (lessons[number]?.[part]?.done ?? 0)) (lessons[number] ??= {})[part] = { done: checked.length, right };
}

function widgetPlace(name) {
  const beat = /^(\d{2})-[^/]*\/(\w+)$/.exec(name);
  if (beat) return PARTS.includes(beat[2]) ? [Number(beat[1]), beat[2]] : null;
  const place = partOf(name);
  return place?.[1] === "cards" ? place : null;
}

function work(state) {
  const sizes = Object.fromEntries(["answers", "exercises", "writing"].map((kind) =>
    [kind, Object.values(state[kind]).reduce((sum, entries) => sum + entries.length, 0)]));
  return { ...sizes, conflicts: state.conflicts.filter((row) => !row.removed).length };
}
const anyWork = (state) => Object.values(work(state)).some(Boolean);

// What a restore brought in, in a sentence.
function restoreReport(before, after, lost, code) {
  const parts = Object.entries(WORK)
    .map(([kind, names]) => [after[kind] - before[kind], names])
    .filter(([count]) => count > 0)
    .map(([count, names]) => `${count} ${names[Number(count > 1)]}`);
  const found = parts.length ? `Restored: ${parts.join(", ")}.` : "Nothing new in that file: you have all of it already.";
  const damage = lost ? ` ${lost} damaged entries were left out.` : "";
  return `${found}${damage} Your code is ${code}.`;
}
