// What the case file says about the reader: progress, what to do next, and how well confidence fits.

function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const PART_NAMES = {
  recall: "Recall", hook: "Prediction", practice: "Your turn", matrix: "Matrix", cards: "Cards", trail: "Trail", swap: "Words",
  data: "Data", quiz: "Exit quiz", exercise: "Exercise", writing: "Writing",
};
const root = document.documentElement.dataset.root ?? "";
const lessons = window.courseLessons ?? [];

function doneOf(lesson, summary, part) {
  return Math.min(summary.lessons[lesson.number]?.[part]?.done ?? 0, lesson.parts[part]);
}
const finished = (lesson, summary) => Object.keys(lesson.parts).filter((part) => doneOf(lesson, summary, part) >= lesson.parts[part]).length;

// The first open part of the lesson visited last; else of the first lesson with one. Exercises are for the notebooks.
function nextStep(summary) {
  const order = [...lessons].sort((a, b) => Number(a.number !== summary.last) - Number(b.number !== summary.last) || a.number - b.number);
  for (const lesson of order) {
    const part = Object.keys(lesson.parts).find((one) => one !== "exercise" && doneOf(lesson, summary, one) < lesson.parts[one]);
    if (part) return { lesson, words: part === "recall" && Object.keys(lesson.parts).length === 1 ? lesson.title.toLowerCase() : `${PART_NAMES[part].toLowerCase()} of ${shortName(lesson)}` };
  }
  return null;
}

const isNumbered = (lesson) => lesson.name !== lesson.title;
const shortName = (lesson) => (isNumbered(lesson) ? `lesson ${lesson.number}` : `“${lesson.title}”`);

// In a lesson its own row, and the others folded; in the review, which is about all of them, every row.
function progressView(state, _place, _store, page) {
  const summary = summarise(state);
  const step = nextStep(summary);
  const title = make("p", { class: "block-title", text: "Where you are" });
  const lead = step
    ? make("p", { class: "progress-next" }, "Next: ", make("a", { href: root + step.lesson.href, text: step.words }))
    : make("p", { class: "progress-next", text: "You have done everything there is in this edition." });
  const row = (lesson) => make("li", {},
    make("p", {}, isNumbered(lesson) ? `${lesson.number} · ` : "", make("a", { href: root + lesson.href, text: lesson.title }),
      make("span", { class: "progress-count", text: countWords(lesson, summary) })),
    make("ul", { class: "progress-parts" }, Object.keys(lesson.parts).map((part) => segment(lesson, summary, part))));
  const list = (some) => make("ol", { class: "progress-lessons" }, some.map(row));
  const here = lessons.find((lesson) => lesson.href === `lessons/${page.lesson}.html`);
  const isReview = here && !isNumbered(here) && here.number > 0;
  if (!here || isReview) return [isReview ? null : title, lead, list(lessons)].filter(Boolean);
  const others = make("details", { class: "progress-others" }, make("summary", { text: "All other lessons" }), list(lessons.filter((lesson) => lesson !== here)));
  return [title, lead, list([here]), others];
}

function countWords(lesson, summary) {
  const parts = Object.keys(lesson.parts).length;
  return ` ${finished(lesson, summary)} of ${parts} ${parts === 1 ? "part" : "parts"} done`;
}

function segment(lesson, summary, part) {
  const [done, total] = [doneOf(lesson, summary, part), lesson.parts[part]];
  const bar = make("span", { class: "bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", done / total);
  return make("li", {}, bar, PART_NAMES[part], make("span", { class: "visually-hidden", text: done >= total ? ": done" : `: ${done} of ${total}` }));
}

const RATINGS = { guess: 33, lean: 50, "fairly sure": 75, certain: 95 };

// The first judged attempt of each question, if it carries a rating: as course/quiz/calibration.py counts.
function calibration(state) {
  const pairs = Object.values(state.answers).map((tries) => tries.find((one) => ["correct", "not-yet"].includes(one.outcome)))
    .filter((first) => first && own(RATINGS, first.confidence)).map((first) => [first.confidence, Number(first.outcome === "correct")]);
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const bins = Object.entries(RATINGS).map(([rating, said]) => {
    const rights = pairs.filter(([name]) => name === rating).map(([, right]) => right);
    return { rating, said, n: rights.length, right: rights.length ? 100 * mean(rights) : null };
  });
  const brier = pairs.length ? mean(pairs.map(([name, right]) => (RATINGS[name] / 100 - right) ** 2)) : null;
  return { n: pairs.length, brier, bins };
}

function calibrationWords({ n, brier }) {
  if (!n) return "You have not rated an answer yet. Answer a few questions with a confidence rating, then look again.";
  return `${n} rated ${n === 1 ? "answer" : "answers"} so far. Brier score: ${brier.toFixed(2)} (0 is perfect; always saying "lean" gives 0.25).`;
}

function calibrationView(state) {
  const found = calibration(state);
  const row = (bin) => make("tr", {}, make("th", { scope: "row", text: bin.rating }),
    ...[`${bin.said} %`, String(bin.n), bin.n ? `${Math.round(bin.right)} %` : "no answers yet"].map((text) => make("td", { text })));
  const head = ["You said", "It stands for", "Answers", "Right at the first try"].map((text) => make("th", { scope: "col", text }));
  const counts = found.bins.map((bin) => `${bin.n}:${bin.right}`).join(" "); // a new picture whenever one of them changes
  return [make("p", { class: "block-title", text: "How well do you know what you know?" }), make("p", { text: calibrationWords(found) }),
    found.n ? make("figure", { class: "chart", "data-counts": counts }) : null,
    make("div", { class: "scroller" }, make("table", {}, make("caption", { class: "visually-hidden", text: "Your confidence and your answers" }),
      make("thead", {}, make("tr", {}, head)), make("tbody", {}, found.bins.map(row))))].filter(Boolean);
}

// 95 % interval of a share in percent, after Wilson (1927), as course/charts/calibration.py has it.
const Z = 1.959964;
function wilson(percent, n) {
  const right = percent / 100;
  const middle = (right + Z * Z / (2 * n)) / (1 + Z * Z / n);
  const reach = Z * Math.sqrt(right * (1 - right) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
  return [middle - reach, middle + reach].map((end) => 100 * Math.min(1, Math.max(0, end)));
}

// The figure of the notebooks, of one answer each, with this reader's numbers in the place of its own.
function calibrationSpec(figure, found) {
  const points = found.bins.filter((bin) => bin.n).map(({ rating, n, said, right }) => {
    const [low, high] = wilson(right, n);
    return { rating, n, sure: said, right, low, high };
  });
  const heads = found.bins.map((bin) => ({ sure: bin.said, rating: bin.rating, count: `n = ${bin.n}` }));
  const mine = (rows) => ("low" in rows[0] ? points : "count" in rows[0] ? heads : rows);
  const spec = structuredClone(figure);
  spec.datasets = Object.fromEntries(Object.entries(spec.datasets).map(([name, rows]) => [name, mine(rows)]));
  spec.layer.filter((layer) => layer.encoding.size).forEach((layer) => { // larger points stand for more answers
    layer.encoding.size.scale.domain = [0, Math.max(4, ...points.map((point) => point.n))];
  });
  spec.title = { text: "Your confidence and your answers", subtitle: `${found.n} rated ${found.n === 1 ? "answer" : "answers"}` };
  spec.description = `${calibrationWords(found)} The table below has the same numbers.`;
  return spec;
}

function drawCalibration(place, page, state) {
  const figure = place.querySelector("[data-counts]");
  if (figure && window.vegaEmbed) drawIn(figure, calibrationSpec(chartsOf(page)[Number(place.dataset.figure)], calibration(state)));
}

function nextView(state) {
  const summary = summarise(state);
  const step = anyWork(state) ? nextStep(summary) : null;
  return step ? [make("a", { class: "button", href: root + step.lesson.href, text: `Go on: ${step.words}` })] : [];
}

function meterView(state, place) {
  const lesson = lessons.find((one) => one.number === Number(place.dataset.lesson));
  if (!lesson || !Object.keys(lesson.parts).length) return [];
  const summary = summarise(state);
  const parts = Object.keys(lesson.parts).length;
  if (!Object.keys(lesson.parts).some((part) => doneOf(lesson, summary, part))) return [];
  const bar = make("span", { class: "bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", finished(lesson, summary) / parts);
  return [bar, make("span", { text: countWords(lesson, summary).trim() })];
}

function noticeView(_state, _place, store) {
  return store.notices.map((notice) => make("p", {}, make("strong", { text: "Please read: " }), notice));
}

const VIEWS = { progress: progressView, calibration: calibrationView, next: nextView, meter: meterView, notices: noticeView };

function showViews(store, page) {
  const figure = document.querySelector("[data-view=calibration] [data-chart]"); // its number, before the view takes its place
  if (figure) figure.closest("[data-view]").dataset.figure = figure.dataset.chart;
  const update = () => document.querySelectorAll("[data-view]").forEach((place) => {
    const made = VIEWS[place.dataset.view](store.state(), place, store, page);
    const words = made.map((node) => node.outerHTML).join("");
    if (place.dataset.shown === words) return;
    place.dataset.shown = words;
    place.hidden = !made.length;
    const isOpen = place.querySelector("details")?.open ?? false;
    place.replaceChildren(...made);
    if (isOpen) place.querySelector("details").open = true; // what a reader has opened stays open
    if (place.dataset.view === "calibration") drawCalibration(place, page, store.state());
  });
  store.subscribe(update);
  update();
}
