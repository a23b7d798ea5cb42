// The reader's case file in this browser: one entry of localStorage, read again before every change, so that several
// open pages lose nothing of each other. Where the browser keeps nothing, it lives as long as the page, and we say so.

const KEY = FORMAT;
const REFUSED = "This browser keeps nothing for this page (a private window, a file or a setting may be why). Your answers last "
  + "until you leave the page. Download your case file before you do, and restore it on the next page.";
const APART = "Firefox keeps the answers of each page apart when pages are opened as files. To have them together, download your "
  + "case file at the end of a page and restore it on the next; or read the course from a web server.";
const FULL = "This browser has no room left for your answers. Download your case file now, so that nothing is lost.";

function makeStore(storage) {
  const watchers = new Set();
  const notices = [];
  let downloaded = null;
  let saved = true;
  let state = { ...blank(), code: newCode(), created: stamp(), updated: stamp() };
  let isKept = false; // a code that was only drawn is not worth an entry

  const tell = (notice) => { if (!notices.includes(notice)) notices.push(notice); };
  const call = (kind) => watchers.forEach((watcher) => watcher(kind));

  function load() {
    const text = read();
    if (!text) return;
    try {
      state = isKept ? joined(parse(text)[0], saved ? blank() : state) : parse(text)[0];
      isKept = true;
    } catch (error) {
      tell(`What this browser kept could not be read, so a new case file was begun. ${error.message}`);
      try { storage.setItem(`${KEY}.damaged`, text); } catch { /* nothing can be put aside where nothing can be kept */ }
      write();
    }
  }

  function read() {
    try {
      return storage.getItem(KEY);
    } catch {
      saved = false;
      tell(REFUSED);
      return null;
    }
  }

  function write() {
    try {
      storage.setItem(KEY, JSON.stringify(state));
      saved = isKept = true;
      notices.splice(0, notices.length, ...notices.filter((notice) => notice !== FULL));
    } catch (error) {
      saved = false;
      tell(error?.name === "QuotaExceededError" && storage?.length ? FULL : REFUSED);
    }
  }

  // Merge a change in. Nothing that another page has kept since is lost.
  function apply(change, options = {}) {
    load();
    state = joined(state, { ...blank(), ...change, updated: stamp() }, options);
    write();
    call(options.whole ? "whole" : "change");
  }

  // A moment after the last one: the newest wins, also where another machine's clock is ahead.
  function later(at) {
    const now = stamp();
    if (!at || now > at) return now;
    const next = new Date(new Date(at).getTime() + 1);
    return Number.isNaN(next.getTime()) || stamp(next) <= at ? `${at}0` : stamp(next);
  }

  const recall = (id) => structuredClone(own(state.widgets, id)?.value ?? {});
  function remember(id, value) {
    if (canonical(recall(id)) === canonical(value)) return;
    apply({ widgets: { [id]: { at: later(own(state.widgets, id)?.at), value: structuredClone(value) } } });
  }

  function recordAnswer(id, attempt) {
    const known = (own(state.answers, id) ?? []).some((entry) => canonical(entry) === canonical(attempt));
    if (!known) apply({ answers: { [id]: [structuredClone(attempt)] } });
  }

  function recordWriting(id, text, level) {
    const last = own(state.writing, id)?.at(-1) ?? { at: null, text: "", level: null };
    if (text === last.text && (level === null || level === last.level)) return;
    apply({ writing: { [id]: [{ at: later(last.at), text, level }] } });
  }

  const ROW = { claim_a: "", claim_b: "", passages: [], best: "", status: "unknown" };
  const conflicts = () => state.conflicts.filter((row) => !row.removed).map((row) => ({ ...ROW, ...structuredClone(row) }));
  function keepRow(row) {
    const before = state.conflicts.find((known) => known.id === row.id);
    apply({ conflicts: [{ ...row, at: later(before?.at) }] });
  }
  // Write the difference, so that rows of another page stay as they are.
  function keepConflicts(before, rows) {
    const known = Object.fromEntries(conflicts().map((row) => [row.id, row]));
    for (const row of rows) {
      const whole = { ...ROW, ...own(known, row.id), ...row };
      if (canonical({ ...whole, at: "" }) !== canonical({ ...own(known, row.id), at: "" })) keepRow(whole);
    }
    const ids = new Set(rows.map((row) => row.id));
    before.filter((row) => !ids.has(row.id) && own(known, row.id)).forEach((row) => keepRow({ id: row.id, removed: true }));
  }

  function visit(lesson) {
    const moment = stamp();
    apply({ visits: { [lesson]: { first: moment, last: moment } } });
  }

  function restore(text) {
    const [incoming, lost] = parse(text);
    load();
    const before = work(state);
    apply(incoming, { adopt: !anyWork(state), whole: true });
    return restoreReport(before, work(state), lost, state.code);
  }

  function erase() {
    state = { ...blank(), code: newCode(), created: stamp(), updated: stamp() };
    write();
    call("whole");
    return `Erased. Your new code is ${state.code}.${saved ? "" : " This browser keeps nothing, so there was nothing else to erase."}`;
  }

  load();
  try {
    storage.setItem(`${KEY}.probe`, "1");
    storage.removeItem(`${KEY}.probe`);
  } catch {
    saved = false;
    tell(REFUSED);
  }
  return {
    recall, remember, recordAnswer, recordWriting, conflicts, keepConflicts, visit, restore, erase, notices,
    state: () => state,
    flush: () => { if (!isKept) write(); }, // a code that was shown stays
    reload: () => { load(); call("whole"); },
    setTrack: (track) => apply({ track, track_at: later(state.track_at) }),
    toJson: () => `${JSON.stringify(state)}\n`,
    isSaved: () => saved,
    downloaded: (moment = downloaded) => { downloaded = moment; return downloaded; },
    subscribe: (watcher) => { watchers.add(watcher); return () => watchers.delete(watcher); },
  };
}

// Firefox gives every page that is opened as a file a storage of its own; Chromium gives all of them one.
const keepsApart = () => location.protocol === "file:" && CSS.supports("-moz-appearance", "none");

// Reading the property itself throws where a browser refuses storage.
function browserStorage() {
  try {
    return window.localStorage;
  } catch {
    return { getItem() { throw new Error("refused"); }, setItem() { throw new Error("refused"); }, removeItem() {} };
  }
}
