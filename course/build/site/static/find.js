// Finding: filters of the timeline, the glossary and the articles, and the search over the whole edition.

// Letters and digits without case and marks, so that Kaesŏng is found as kaesong.
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

const SAID_AFTER = 400; // milliseconds

// A form with data-filter="#list": each control narrows what the list shows. Entries carry data-* for each select's name.
function filterList(form) {
  const items = [...document.querySelectorAll(form.dataset.filter)];
  const status = form.querySelector("[aria-live]");
  const texts = new Map(items.map((item) => [item, folded(item.textContent)]));
  let pause = 0;
  const apply = () => {
    const chosen = [...new FormData(form)].filter(([, value]) => value);
    const words = wordsOf(String(new FormData(form).get("q") ?? ""));
    items.forEach((item) => {
      const fits = chosen.every(([name, value]) => name === "q" || (item.dataset[name] ?? "").split(" ").includes(value));
      item.hidden = !(fits && words.every((word) => texts.get(item).includes(word)));
    });
    const groups = new Set(items.map((item) => item.closest("[data-group]")).filter(Boolean));
    groups.forEach((group) => { group.hidden = !group.querySelector(`${form.dataset.filter.split(" ").at(-1)}:not([hidden])`); });
    document.querySelectorAll("[data-jump]").forEach((link) => { link.hidden = document.getElementById(link.dataset.jump)?.hidden ?? false; });
    const shown = items.filter((item) => !item.hidden).length;
    const told = shown ? `${shown} of ${items.length} ${form.dataset.noun} shown` : `Nothing fits. Take out a word or a choice to see more.`;
    clearTimeout(pause); // said once, after the last letter
    pause = setTimeout(() => { status.textContent = told; }, status.textContent ? SAID_AFTER : 0);
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
  // A link to an entry that a filter hides takes the filter away.
  window.addEventListener("hashchange", () => showTarget(form));
  showTarget(form);
}

function showTarget(form) {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (form && (target.hidden || target.closest("[data-group][hidden]"))) form.reset();
  target.querySelectorAll(":scope > details").forEach((details) => { details.open = true; });
  requestAnimationFrame(() => target.scrollIntoView({ behavior: "instant" }));
}

const KIND_WEIGHT = { Word: 3, Lesson: 2, Exercise: 1, Article: 1, Event: 1.5, Page: 2 };
const MOST_FOUND = 60;

function searchFor(query, entries) {
  const words = wordsOf(query);
  if (!words.length) return [];
  return entries.map((entry) => [score(entry, words), entry]).filter(([points]) => points > 0)
    .sort((a, b) => b[0] - a[0]).slice(0, MOST_FOUND).map(([, entry]) => entry);
}

// Every word must stand somewhere as the beginning of a word; a title counts more than a text.
function score([kind, title, , text, ...rest], words) {
  const [head, body] = (rest[0] ??= [` ${wordsOf(title).join(" ")}`, ` ${wordsOf(text).join(" ")}`]);
  let points = 0;
  for (const word of words) {
    const inHead = head.includes(` ${word}`);
    const times = body.split(` ${word}`).length - 1;
    if (!inHead && !times) return 0;
    points += (inHead ? 10 : 0) + (head.trim() === word ? 20 : 0) + Math.min(times, 4);
  }
  return points * KIND_WEIGHT[kind];
}

// The words around the first match, with every match marked.
function excerpt(text, words) {
  const plain = folded(text);
  const fits = plain.length === text.length; // folding may change the length; then the beginning is shown
  const at = fits ? Math.max(0, Math.min(...words.map((word) => plain.indexOf(word)).filter((place) => place >= 0))) : 0;
  const from = Number.isFinite(at) && at > 80 ? text.indexOf(" ", at - 70) + 1 : 0;
  const piece = text.slice(from, from + 220);
  const marked = fits ? markWords(piece, words) : [piece];
  return [from ? "… " : "", ...marked, text.length > from + 220 ? " …" : ""];
}

function markWords(piece, words) {
  const plain = folded(piece);
  const nodes = [];
  let at = 0;
  while (at < piece.length) {
    const hits = words.map((word) => [plain.indexOf(word, at), word.length]).filter(([place]) => place >= 0).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    if (!hits.length) break;
    nodes.push(piece.slice(at, hits[0][0]), make("mark", { text: piece.slice(hits[0][0], hits[0][0] + hits[0][1]) }));
    at = hits[0][0] + hits[0][1];
  }
  return [...nodes, piece.slice(at)];
}

function searchPage() {
  const form = document.querySelector("form[data-search]");
  if (!form) return;
  const entries = unpack(window.courseSearch ?? []).map(([kind, title, href, text]) => [kind, title, href, [text].flat().join(" ").trim()]);
  const [input, list, status] = [form.elements.q, document.querySelector("#found"), document.querySelector("#found-status")];
  const show = () => {
    const words = wordsOf(input.value);
    const found = searchFor(input.value, entries);
    list.replaceChildren(...found.map(([kind, title, href, text]) => make("li", {},
      make("p", { class: "found-title" }, make("a", { href, text: title }), make("span", { class: "found-kind", text: kind })),
      make("p", { class: "found-text" }, excerpt(text, words)))));
    const count = found.length === MOST_FOUND ? `The first ${MOST_FOUND} places` : `${found.length} ${found.length === 1 ? "place" : "places"}`;
    status.textContent = !words.length ? "" : found.length ? `${count} for “${input.value.trim()}”` : `Nothing found for “${input.value.trim()}”. Try one word, or the beginning of one.`;
    document.title = words.length ? `${input.value.trim()} · Search · One Event, Five Stories` : "Search · One Event, Five Stories";
  };
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  let pause;
  input.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(show, 150); });
  form.hidden = false;
  show();
}
