// What every front-end shares. This text is put before each front-end's own module, so nothing here is exported.

// Notebooks take ArrowDown, b and d d for themselves even while a control in an output has the focus:
// d d would delete the cell with the student's answer in it. One listener keeps our controls' keys with them.
function guardKeys() {
  if (globalThis.courseKeyGuard) return;
  globalThis.courseKeyGuard = true;
  const controls = "input:not([type=text]):not([type=search]),select,button,summary,a[href],[role=grid] *,[tabindex]";
  window.addEventListener("keydown", (event) => {
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || !target.closest(".course-widget, .jp-OutputArea-output")) return;
    if (!target.matches(controls) && !target.closest(".course-widget")) return;
    if (event.key === "Escape") target.closest(".jp-Cell")?.focus(); // the way out: arrows then move from cell to cell
    const notebookKey = event.ctrlKey || event.metaKey || event.altKey || event.key === "Escape";
    if (notebookKey || (event.shiftKey && event.key === "Enter")) return;
    event.stopPropagation();
  }, true);
}

// A browser moves a slider as soon as a finger lies on it, also when the finger only begins to scroll there. So what a
// finger does to a slider counts once it goes sideways or is lifted; when the page scrolls, the slider goes back.
function guardSliders() {
  if (globalThis.courseSliderGuard) return;
  globalThis.courseSliderGuard = true;
  const ours = ".course-widget input[type=range], .vega-bind input[type=range]";
  let held = null; // the slider under the finger, what it said before, and whether it has moved since
  const letGo = () => {
    const { range, moved } = held;
    held = null;
    if (moved) range.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const goBack = () => {
    held.range.value = held.before;
    held = null;
  };
  const on = {
    pointerdown(event) {
      const range = event.composedPath()[0];
      if (held) held.pinched = true; // a second finger
      else if (event.pointerType === "touch" && range.matches?.(ours)) held = { range, before: range.value, x: event.clientX };
    },
    input(event) {
      if (event.composedPath()[0] !== held?.range) return;
      held.moved = true;
      event.stopImmediatePropagation();
    },
    pointermove(event) { if (held && !held.pinched && Math.abs(event.clientX - held.x) > 8) letGo(); },
    pointerup() { if (held) (held.pinched ? goBack : letGo)(); },
    pointercancel() { if (held) goBack(); },
  };
  for (const [type, listener] of Object.entries(on)) window.addEventListener(type, listener, true);
}

// anywidget gives a widget two seconds to start and then shows an error in its place. A slow computer that still draws
// the charts of a whole lesson needs longer, so anywidget's own two seconds become a minute. Nobody else's change.
function allowSlowStart() {
  if (globalThis.courseSlowStart || typeof globalThis.AbortSignal?.timeout !== "function") return;
  globalThis.courseSlowStart = true;
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (time) => timeout(time === 2000 && /anywidget/.test(new Error().stack) ? 60_000 : time);
}
allowSlowStart();

// Make an element. Props: class, text, on (object of listeners), dataset, anything else is an attribute
// (true sets it empty, false/null/undefined leaves it out). Children: nodes, strings, arrays, null.
function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (name === "class") element.className = value;
    else if (name === "text") element.textContent = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// A fresh id for label/for, aria-describedby and the like; unique on the page.
function freshId(stem) {
  globalThis.courseIds = (globalThis.courseIds ?? 0) + 1;
  return `course-${stem}-${globalThis.courseIds}`;
}

// Korean letters marked as Korean, for the voices that read a page aloud.
const HANGUL = /([\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+(?:[\s·]+[\uac00-\ud7a3]+)*)/;
function korean(text) {
  return text.split(HANGUL).filter(Boolean).map((part) => (HANGUL.test(part) ? h("span", { lang: "ko", text: part }) : document.createTextNode(part)));
}

// Plain text with **strong**, *emphasis* and `code` as nodes; everything else is shown as typed.
function prose(text) {
  const kinds = { "**": "strong", "*": "em", "`": "code" };
  return String(text ?? "").split(/(\*\*[^*]+\*\*|\*[^*\s][^*]*\*|`[^`]+`)/).filter(Boolean).flatMap((part) => {
    const mark = ["**", "*", "`"].find((m) => part.length > 2 * m.length && part.startsWith(m) && part.endsWith(m));
    return mark ? h(kinds[mark], {}, korean(part.slice(mark.length, -mark.length))) : korean(part);
  });
}

// A polite live region. say() clears first, so that the same sentence is announced again. Orca decides how all live regions
// are made: with role=status it reads "statusbar" in place of the words, and it speaks for each new child, each time everything
// if the region is atomic, or not at all if another child follows. So they have aria-live alone and get one child at a time.
function statusLine(className = "course-status") {
  const line = h("div", { class: className, "aria-live": "polite" });
  const put = (text) => line.replaceChildren(...(text ? [h("p", {}, prose(text))] : []));
  line.say = (text) => {
    speaks(line, true);
    line.replaceChildren();
    requestAnimationFrame(() => put(text));
  };
  line.open = (text) => { // what stands there from the start
    speaks(line, false);
    put(text);
  };
  return line;
}

// Several paragraphs as one child of a live region; browsers tell screen readers of a plain div only if an attribute asks for it.
const inOne = (...blocks) => h("div", { "aria-atomic": "true" }, blocks);

// What stands in a live region when a page opens is no news: it may speak from the first change on. Without the attribute Firefox
// would tell screen readers of no region at all, and its first change would be lost.
const speaks = (region, isNews) => region.setAttribute("aria-live", isNews ? "polite" : "off");

// Put the children of a list in this order. The one with the focus stays and the others move around it: moved itself, it would
// lose the focus, and a screen reader would say its name once more over what is announced.
function arrangeAround(list, wanted) {
  const focused = list.getRootNode().activeElement;
  const at = wanted.findIndex((child) => child.parentNode === list && child.contains(focused));
  if (at < 0) return list.replaceChildren(...wanted);
  wanted[at].before(...wanted.slice(0, at));
  return wanted[at].after(...wanted.slice(at + 1));
}

// The frame of a front-end: a named group with a heading (a lesson has a dozen: too many for landmarks). Front-ends
// append to what comes back.
function frame(el, { title, intro, kind }) {
  guardKeys();
  guardSliders();
  const id = freshId("title");
  const root = h("div", { class: `course-widget course-${kind}`, role: "group", "aria-labelledby": id },
    h("h3", { class: "course-title", id }, prose(title)),
    intro ? h("p", { class: "course-intro" }, prose(intro)) : null);
  el.append(root);
  return root;
}

// "IND-P12" as people say it: "IND P12".
function spoken(passageId) {
  return passageId.replace(/-P0*(?=\d)/, " P");
}

// Text with every occurrence of the phrase in <mark>; curly and straight quotes count as the same.
function boxed(text, phrase) {
  const plain = (s) => s.replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"').toLowerCase();
  const at = phrase ? plain(text).indexOf(plain(phrase)) : -1;
  if (at < 0) return [document.createTextNode(text)];
  return [text.slice(0, at), h("mark", { text: text.slice(at, at + phrase.length) }), text.slice(at + phrase.length)];
}

// One paragraph of an article: its full text where the texts are in place, else our summary and an excerpt.
function passageCard(view, phrase = null) {
  if (!view) return h("p", { class: "course-passage", text: "This paragraph is not part of the page." });
  const words = view.text ?? view.excerpt;
  return h("div", { class: "course-passage" },
    h("p", { class: "course-passage-id" }, spoken(view.id), " ", h("span", { class: "course-layer", text: view.layer })),
    words ? h("blockquote", { class: "course-words" }, boxed(words, phrase), view.text ? null : " \u2026") : null,
    view.text ? null : h("p", { class: "course-gist" }, h("span", { class: "course-tag", text: "In our words" }), " ", view.gist));
}

// Buttons that open the paragraphs which settle a point: in the reader if the page has one, else in place.
function lookAgain(ids, passages, { phrase = null, label = "Look again:" } = {}) {
  const known = ids.filter((id) => passages[id]);
  if (!known.length) return null;
  const drawer = h("div", { class: "course-drawer" });
  const open = (id, button) => {
    const wasOpen = button.getAttribute("aria-expanded") === "true";
    buttons.forEach((b) => b.setAttribute("aria-expanded", "false"));
    drawer.replaceChildren();
    if (wasOpen) return;
    button.setAttribute("aria-expanded", "true");
    drawer.append(passageCard(passages[id], phrase), openInReader(id, phrase) ?? "");
  };
  const buttons = known.map((id) => h("button", {
    type: "button", class: "course-chip", "aria-expanded": "false", "aria-label": `Open paragraph ${spoken(id)}`,
    on: { click: (event) => open(id, event.currentTarget) },
  }, spoken(id)));
  return h("div", { class: "course-look" }, h("span", { class: "course-look-label", text: label }), buttons, drawer);
}

// A link to the reader, shown only where one is on the page and takes the call.
function openInReader(passage, phrase = null) {
  const ask = (probe) => !window.dispatchEvent(
    new CustomEvent("course:open", { detail: { passage, phrase, probe }, cancelable: true }));
  if (!ask(true)) return null;
  const read = (event) => {
    event.currentTarget.focus({ preventScroll: true }); // Safari gives a pressed button no focus, and the reader leads back to it
    ask(false);
  };
  return h("button", { type: "button", class: "course-link", on: { click: read } },
    `Read ${spoken(passage)} in the reader`);
}

// Change part of the value and send it to Python. The answer on the screen never waits for the kernel.
function keep(model, patch) {
  model.set("value", { ...model.get("value"), ...patch });
  model.save_changes();
}

// Questions to Python, each with a number, so that the answer finds the view that asked.
function correspondence(model) {
  const open = new Map();
  const receive = (content) => {
    open.get(content?.id)?.(content);
    open.delete(content?.id);
  };
  model.on("msg:custom", receive);
  return {
    ask: (type, extra = {}) => new Promise((resolve) => {
      const id = freshId("ask") + Math.random().toString(36).slice(2);
      open.set(id, resolve);
      try {
        model.send({ type, id, ...extra });
      } catch {
        resolve({ ok: false, message: "The notebook is not running. Run this cell again, then try once more." });
      }
    }),
    close: () => model.off("msg:custom", receive),
  };
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(() => resolve(null), milliseconds));
