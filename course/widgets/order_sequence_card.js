// Sequence: one card with its handle, its place, its buttons, and what is said of it after a check.

function sequenceRow(view, card) {
  const name = sequenceName(card);
  const total = view.spec.cards.length;
  const step = (by) => sequenceMove(view, card.id, sequenceOrder(view).indexOf(card.id) + by);
  const note = h("div", { class: "sequence-note", id: freshId("said") });
  const select = h("select", { "aria-label": `Position of ${name}`, "aria-describedby": note.id },
    Array.from({ length: total }, (_, n) => h("option", { value: n + 1, text: n + 1 })));
  sequenceTyped(select, () => sequenceMove(view, card.id, select.value - 1));
  const [up, down] = [sequenceStep("Up", "\u2191", name, () => step(-1)), sequenceStep("Down", "\u2193", name, () => step(1))];
  const tools = h("div", { class: "sequence-tools" }, select, up, down);
  const handle = h("span", { class: "sequence-handle", "aria-hidden": "true", title: "Drag to another place" });
  const place = h("span", { class: "sequence-place", "aria-hidden": "true" });
  const settled = h("p", { class: "sequence-settled", tabindex: "-1" });
  const element = h("li", { class: "sequence-card" }, handle, place, h("div", { class: "sequence-body" },
    h("div", { class: "sequence-what" }, orderCardHead(view, card), tools), settled, note));
  const part = { card, element, handle, place, select, up, down, tools, settled, note, told: "" };
  sequenceDraggable(view, part);
  return part;
}

// A menu on its own takes a typed 12 for a 1, moves the card and forgets the rest; and a 1 for the next number that
// begins so. Digits typed within a moment are one position, and the card moves when they are complete.
function sequenceTyped(select, move) {
  let [typed, waiting] = ["", 0];
  const go = () => {
    if (!waiting) return;
    clearTimeout(waiting);
    [typed, waiting] = ["", 0];
    move();
  };
  select.addEventListener("keypress", (event) => { // the shared kit keeps keydown to itself
    if (!/^\d$/.test(event.key)) return;
    event.preventDefault();
    const whole = Number(typed + event.key);
    const wanted = whole <= select.options.length ? whole : Number(event.key);
    if (!wanted) return;
    typed = String(wanted);
    select.value = typed;
    clearTimeout(waiting);
    waiting = setTimeout(go, 700);
  });
  select.addEventListener("blur", () => setTimeout(go));
  select.addEventListener("change", () => {
    clearTimeout(waiting);
    [typed, waiting] = ["", 0];
    move();
  });
}

// Stays focusable at the end of the list, so that a student who steps a card up does not lose the place.
function sequenceStep(label, arrow, name, step) {
  return h("button", { type: "button", "aria-label": `${label}: ${name}`, on: { click: step } },
    h("span", { "aria-hidden": "true", text: arrow }), h("span", { class: "sequence-step", text: ` ${label}` }));
}

function sequenceShowRow(view, part, at, state) {
  const stage = sequenceStage(state);
  const told = JSON.stringify([at, state]);
  if (told === part.told) return;
  part.told = told;
  part.element.dataset.state = stage;
  part.place.textContent = at + 1;
  part.select.value = at + 1;
  part.up.setAttribute("aria-disabled", String(at === 0));
  part.down.setAttribute("aria-disabled", String(at === view.spec.cards.length - 1));
  part.tools.hidden = stage === "right";
  part.settled.hidden = stage !== "right";
  part.settled.replaceChildren(...(stage === "right" ? sequenceVerdict(part.card, state) : []));
  part.note.replaceChildren(...sequenceSaid(view, part, state, stage));
}

// "Right. 27 July 1953: the day is known."
function sequenceVerdict(card, state) {
  return [h("span", { "aria-hidden": "true", text: "\u2713 " }), h("strong", { text: state.shown ? "Shown to you." : "Right." }),
    ` ${datesSpoken(card.date)}: ${datesKnown(card.date)}.`];
}

function sequenceSaid(view, part, state, stage) {
  const { card } = part;
  const passages = view.spec.passages ?? {};
  if (stage === "open") return [];
  const text = groupsWithout(stage === "right" ? /^(yes|right|correct)[.,:]\s+/i : /^not yet[.,:]\s+/i, card[stage]);
  const named = [...new Set(groupsNamed(text))].filter((id) => id !== card.from);
  const look = lookAgain(named, passages, { label: stage === "right" ? "See also:" : "Look again:" });
  const said = h("p", {}, stage === "look" ? [h("strong", { text: "Not yet." }), " "] : null, prose(text));
  return [said, look, stage === "look" && state.tries >= SEQUENCE_TRIES ? sequenceShowMe(view, part) : null].filter(Boolean);
}

function sequenceShowMe(view, part) {
  const show = () => {
    const at = sequenceReveal(view, part.card);
    part.settled.focus({ preventScroll: true });
    part.element.scrollIntoView({ block: "nearest" });
    view.status.say(`${sequenceName(part.card)} belongs here, now ${SEQUENCE_PLACES[at] ?? at + 1}. ${sequenceSummary(view)}`);
  };
  return h("button", { type: "button", class: "sequence-show", on: { click: show } }, "Show me",
    h("span", { class: "course-hidden", text: ` where ${sequenceName(part.card)} belongs` }));
}

// ---- Drag a card by its handle, with a mouse, a pen or a finger. The buttons and the menu do the same.

const SEQUENCE_EDGE = 60; // distance in pixels from the edge of what scrolls at which it begins to scroll

function sequenceDraggable(view, part) {
  let drag = null;
  const follow = () => {
    const list = view.list.getBoundingClientRect();
    const y = drag.y - list.top;
    const low = view.list.offsetHeight - part.element.offsetTop - part.element.offsetHeight;
    part.element.style.transform = `translateY(${Math.max(-part.element.offsetTop, Math.min(y - drag.grip, low))}px)`;
    const others = [...view.list.children].filter((row) => row !== part.element);
    drag.to = others.filter((row) => row.offsetTop + row.offsetHeight / 2 < y).length;
    const next = others[drag.to];
    const edge = next ? next.offsetTop - 5 : others.at(-1).offsetTop + others.at(-1).offsetHeight + 2;
    view.mark.style.transform = `translateY(${Math.max(0, edge)}px)`;
  };
  const end = (drop) => {
    if (!drag) return;
    const { to, moved } = drag;
    drag = null;
    view.mark.hidden = true;
    part.element.style.transform = "";
    part.element.classList.remove("is-dragged");
    if (drop && moved) sequenceMove(view, part.card.id, to);
  };
  const start = (event) => {
    if (event.button !== 0 || sequenceStates(view)[part.card.id].right) return;
    event.preventDefault(); // no text selection
    part.handle.setPointerCapture(event.pointerId);
    drag = { y: event.clientY, grip: event.clientY - view.list.getBoundingClientRect().top, to: 0, moved: false };
    part.element.classList.add("is-dragged");
    const run = () => {
      if (!drag) return;
      if (drag.moved && sequenceScroll(view, drag.y)) follow();
      requestAnimationFrame(run);
    };
    requestAnimationFrame(run);
  };
  const move = (event) => {
    if (!drag) return;
    Object.assign(drag, { y: event.clientY, moved: true });
    view.mark.hidden = false;
    follow();
  };
  const on = { pointerdown: start, pointermove: move, pointerup: () => end(true), pointercancel: () => end(false), lostpointercapture: () => end(false) };
  for (const [type, listener] of Object.entries(on)) part.handle.addEventListener(type, listener);
}

// Scroll what holds the list while the pointer rests near its upper or lower edge; true if it moved.
function sequenceScroll(view, y) {
  const scrolls = (el) => el.scrollHeight > el.clientHeight && /auto|scroll/.test(getComputedStyle(el).overflowY);
  let scroller = view.root.parentElement;
  while (scroller && !scrolls(scroller)) scroller = scroller.parentElement;
  const page = document.scrollingElement;
  const box = scroller && scroller !== page ? scroller.getBoundingClientRect() : { top: 0, bottom: window.innerHeight };
  const [top, low] = [Math.max(0, box.top) + SEQUENCE_EDGE, Math.min(window.innerHeight, box.bottom) - SEQUENCE_EDGE];
  const by = y < top ? y - top : y > low ? y - low : 0;
  if (by) (scroller ?? page).scrollBy(0, by / 4);
  return by !== 0;
}
