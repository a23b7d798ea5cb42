// What every page does: theme, tables that scroll, code on demand, printing; then front-ends, charts and views.

const THEME = "one-event-five-stories/theme";

function themeButton() {
  const button = document.querySelector("[data-theme-button]");
  const html = document.documentElement;
  const show = () => {
    const dark = html.dataset.theme === "dark";
    button.setAttribute("aria-pressed", String(dark));
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    html.dataset.theme = html.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem(THEME, html.dataset.theme); } catch { /* the choice lasts for this page */ }
    show();
  });
  show();
  let before;
  let opened = []; // on paper nothing can be opened: the claims of an article are printed
  window.addEventListener("beforeprint", () => {
    before = html.dataset.theme;
    html.dataset.theme = "light";
    opened = [...document.querySelectorAll(".article details:not([open])")];
    opened.forEach((details) => { details.open = true; });
  });
  window.addEventListener("afterprint", () => {
    html.dataset.theme = before;
    opened.forEach((details) => { details.open = false; });
  });
}

// A part that scrolls can be reached with the keyboard and has a name; one that fits is no stop on the way.
function scrollable(element, name) {
  const update = () => {
    const scrolls = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    element.toggleAttribute("data-wide", element.scrollWidth > element.clientWidth + 1); // the style sheet says so in words
    for (const [key, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", name]]) {
      if (scrolls) element.setAttribute(key, value);
      else element.removeAttribute(key);
    }
  };
  new ResizeObserver(() => requestAnimationFrame(update)).observe(element); // at once, the words above it would change what is measured
  update();
}

function scrollers() {
  document.querySelectorAll(".course-chart-table").forEach((element) => scrollable(element, `Table: ${element.querySelector("caption")?.textContent ?? ""}`));
  const names = new Map();
  document.querySelectorAll(".scroller").forEach((element) => {
    const heading = nearestHeading(element);
    names.set(heading, (names.get(heading) ?? 0) + 1);
    scrollable(element, `Table: ${heading}${names.get(heading) > 1 ? `, ${names.get(heading)}` : ""}`);
  });
}

function nearestHeading(element) {
  const before = [...document.querySelectorAll("main :is(h1, h2, h3)")]
    .filter((heading) => heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  return before.at(-1)?.textContent.trim() ?? document.title;
}

function codeSwitch() {
  const button = document.querySelector("[data-code-button]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    document.querySelector("main").classList.toggle("shows-code", on);
    document.querySelectorAll("details.code").forEach((details) => { details.open = on; });
  });
}

// Contents stand open beside a wide page, and closed above a narrow one.
function contents() {
  const details = document.querySelector(".toc details");
  if (!details) return;
  const wide = window.matchMedia("(min-width: 70rem)");
  const update = () => { details.open = wide.matches; };
  wide.addEventListener("change", update);
  update();
}

function openAll() {
  document.querySelectorAll("[data-open-all]").forEach((button) => {
    const parts = () => [...document.querySelectorAll(button.dataset.openAll)];
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(open));
      parts().forEach((details) => { details.open = open; });
    });
  });
}

function start() {
  const page = window.coursePage ?? JSON.parse(document.getElementById("page-data").textContent);
  themeButton();
  contents();
  codeSwitch();
  openAll();
  const store = makeStore(browserStorage());
  window.addEventListener("storage", (event) => { if (event.key === KEY || event.key === null) store.reload(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) store.reload(); });
  let isVisited = !page.lesson;
  store.subscribe((kind) => { // a lesson counts as visited when something is done in it
    if (isVisited || kind === "whole") return;
    isVisited = true;
    store.visit(page.lesson);
  });
  if (page.lesson && isWhole(page) && store.isSaved() && keepsApart()) store.notices.push(APART);
  if (document.querySelector("[data-front]")) mountAll(page, store);
  showViews(store, page);
  scrollers();
  document.querySelectorAll("form[data-filter]").forEach(filterList);
  if (!document.querySelector("form[data-filter]")) showTarget(null);
  searchPage();
  drawAll(page);
  window.courseSite = { store, merge, parse, blank, canonical, summarise, calibration, wilson, recallDeck, reviewSession, searchFor, unpack };
  document.documentElement.dataset.ready = "yes";
}

start();
