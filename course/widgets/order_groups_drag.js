// Groups: drag a card by its handle, with a mouse, a pen or a finger. The menu does the same without dragging.

const GROUPS_EDGE = 60; // distance in pixels from the edge of the window at which the page begins to scroll

function groupsDraggable(view, part) {
  let drag = null;
  const end = (drop) => {
    if (!drag) return;
    const { target, ghost } = drag;
    drag = null;
    ghost.remove();
    groupsAim(view, null);
    part.element.classList.remove("is-dragged");
    if (drop && target) groupsPlace(view, part.card, target.dataset.group);
  };
  const start = (event) => {
    if (event.button !== 0 || groupsSettled(view, part.card)) return;
    event.preventDefault(); // no text selection
    end(false); // a second finger on the handle: one copy of the words is enough
    part.handle.setPointerCapture(event.pointerId);
    drag = { x: event.clientX, y: event.clientY, target: null, ghost: groupsGhost(view, part.card), lift: event.pointerType !== "mouse" };
    part.element.classList.add("is-dragged");
    groupsFollow(view, drag);
    const step = () => { if (drag && groupsScroll(view, drag)) groupsFollow(view, drag); if (drag) requestAnimationFrame(step); };
    requestAnimationFrame(step);
  };
  const move = (event) => {
    if (!drag) return;
    Object.assign(drag, { x: event.clientX, y: event.clientY });
    groupsFollow(view, drag);
  };
  const on = { pointerdown: start, pointermove: move, pointerup: () => end(true), pointercancel: () => end(false), lostpointercapture: () => end(false) };
  for (const [type, listener] of Object.entries(on)) part.handle.addEventListener(type, listener);
}

// What travels with the pointer: a small copy of the words, so that nothing on the page moves while dragging.
function groupsGhost(view, card) {
  const ghost = h("div", { class: "groups-ghost", "aria-hidden": "true", text: groupsShort(card.text, 40) });
  view.root.append(ghost);
  return ghost;
}

function groupsFollow(view, drag) {
  const frameBox = view.root.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = drag.ghost;
  const within = (at, most) => Math.max(0, Math.min(at, most - 4)); // never beyond the frame: the page would grow
  const x = within(drag.x - frameBox.left + 10, frameBox.width - width);
  const y = within(drag.y - frameBox.top + (drag.lift ? -height - 14 : 10), frameBox.height - height); // above a finger
  drag.ghost.style.transform = `translate(${x}px, ${y}px)`;
  const under = view.root.getRootNode().elementFromPoint(drag.x, drag.y)?.closest("[data-group]");
  drag.target = under && view.root.contains(under) ? under : null;
  groupsAim(view, drag.target);
}

function groupsAim(view, target) {
  view.root.querySelectorAll("[data-group].is-target").forEach((one) => one !== target && one.classList.remove("is-target"));
  target?.classList.add("is-target");
}

// Scroll what holds the widget while the pointer rests near the upper or lower edge; true if it moved.
function groupsScroll(view, drag) {
  const low = window.innerHeight - GROUPS_EDGE;
  const by = drag.y < GROUPS_EDGE ? drag.y - GROUPS_EDGE : drag.y > low ? drag.y - low : 0;
  if (!by) return false;
  const scrolls = (el) => el.scrollHeight > el.clientHeight && /auto|scroll/.test(getComputedStyle(el).overflowY);
  let scroller = view.root.parentElement;
  while (scroller && !scrolls(scroller)) scroller = scroller.parentElement;
  (scroller ?? document.scrollingElement).scrollBy(0, by / 4);
  return true;
}
