// Data as course/build/site/pool.py, tabular.py and quoting.py write it: what occurs twice is stored once.

const shared = window.courseShared ?? [];
const unpackedShared = [];
// The words of the page as it came, before anything is put in its place: its data quotes them.
const pageWords = document.querySelector("main")?.textContent ?? "";

// {"$": 12} stands for entry 12 of what pages share.
function unpack(value) {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return value.map(unpack);
  if (!isObject(value)) return value;
  if ("$" in value) return (unpackedShared[value.$] ??= unpack(shared[value.$]));
  if ("$like" in value) return unpackKind(value);
  if (value.$rows) return unpackTable(value);
  if (value.$same) {
    return Object.fromEntries(value.$same.flatMap(([part, names]) => names.split(" ").map((name) => [name, part])).sort()
      .map(([name, part]) => [name, unpack(part)]));
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, unpack(part)]));
}

// {"$like": 3, "id": "L1.Q1"}: as usual, but for this.
function unpackKind({ $like, ...own }) {
  const { $names, $usual } = shared[$like];
  return Object.fromEntries($names.map((name) => [name, unpack(name in own ? own[name] : $usual[name])]));
}

// {"$columns": ["a", "b"], "$rows": [[1], [2]], "$fixed": {"b": 0}}: [{"a": 1, "b": 0}, {"a": 2, "b": 0}].
function unpackTable({ $columns, $rows, $fixed = {}, $choices = {}, $refs = [] }) {
  return $rows.map((row) => {
    if (!Array.isArray(row)) return unpack(row);
    let at = 0;
    return Object.fromEntries($columns.map((name) => {
      if (name in $fixed) return [name, unpack($fixed[name])];
      const part = row[at];
      at += 1;
      if (name in $choices) return [name, unpack($choices[name][part])];
      return [name, unpack($refs.includes(name) && typeof part === "number" ? { $: part } : part)];
    }));
  });
}

// "¤2s,1f;" stands for letters of the page, "¦7,0,1f;" for letters of entry 7 of what pages share; numbers to the base of 36.
function quoted(text) {
  return text.replace(/¤(\w+),(\w+);|¦(\w+),(\w+),(\w+);/g, (_, at, long, entry, from, length) => (entry === undefined
    ? pageWords.substr(parseInt(at, 36), parseInt(long, 36))
    : shared[parseInt(entry, 36)].substr(parseInt(from, 36), parseInt(length, 36))));
}

// Whether the page still has the words that its data quotes: a saved copy or a translation may not.
function isWhole(page) {
  if (page.words === undefined) return true;
  let sum = 0;
  for (let at = 0; at < pageWords.length; at += 1) sum = (sum * 31 + pageWords.charCodeAt(at)) % 4294967291;
  return page.words === sum;
}
