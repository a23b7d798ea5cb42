// Layout "sequence": cards in the order in which things happened. Dates show once a card stands right.

function sequenceLayout(view) {
  const rows = new Map(view.spec.cards.map((card) => [card.id, sequenceRow(view, card)]));
  view.list = h("ol", { class: "sequence-cards", role: "list" });
  view.mark = h("div", { class: "sequence-mark", hidden: true });
  view.links = sequenceSvg("svg", { class: "sequence-links", "aria-hidden": "true", focusable: "false" });
  view.board = h("div", { class: "sequence-board" }, view.links, view.list, view.mark);
  const words = h("div", { class: "sequence-words" });
  const end = h("div", { class: "sequence-end-of-all", tabindex: "-1" });
  const foot = sequenceFoot(view);
  view.root.append(h("p", { class: "sequence-hint", text: "Earliest first. Choose a position from a card\u2019s menu, use Up and Down, or drag the card by the dots at its edge." }),
    view.board, foot.element, view.status, words, end);
  const update = () => {
    sequenceArrange(view, rows);
    words.replaceChildren(...sequenceLinkList(view));
    foot.update();
    sequenceShowEnd(view, end);
    sequenceDrawLinks(view, rows);
  };
  if (Array.isArray(view.model.get("value")?.order)) view.status.open(sequenceSummary(view));
  // Lines follow the cards when these change their height: at another width, or when a paragraph opens.
  new ResizeObserver(() => sequenceDrawLinks(view, rows)).observe(view.list);
  return { update };
}

// Every card at its place; the one in hand stays where the student can see it.
function sequenceArrange(view, rows) {
  const order = sequenceOrder(view);
  const states = sequenceStates(view);
  const wanted = order.map((id) => rows.get(id).element);
  const moves = wanted.some((element, n) => view.list.children[n] !== element);
  if (moves) arrangeAround(view.list, wanted);
  order.forEach((id, at) => sequenceShowRow(view, rows.get(id), at, states[id]));
  const focused = view.root.getRootNode().activeElement;
  if (moves && view.list.contains(focused)) focused.closest(".sequence-card").scrollIntoView({ block: "nearest" });
}

function sequenceFoot(view) {
  const check = h("button", { type: "button", class: "course-main", on: { click: () => {
    view.status.say(sequenceCheck(view));
    // The button goes when all is right, and the focus with it: on to what appeared below.
    if (check.hidden) view.root.querySelector(".sequence-end-of-all").focus({ preventScroll: true });
  } } }, "Check");
  const start = () => {
    keep(view.model, { cards: {}, order: null });
    return view.list.querySelector("select");
  };
  const again = scaleAgain("Start again", "Mix all cards again?", start, { say: () => view.status.say("The cards are mixed again.") });
  const update = () => {
    again.show(Array.isArray(view.model.get("value")?.order));
    check.hidden = Object.values(sequenceStates(view)).every(({ right }) => right);
  };
  return { element: h("div", { class: "sequence-foot" }, check, again.element), update };
}

// The closing, the timeline and the orders that texts imply, once every card stands right.
function sequenceShowEnd(view, end) {
  const done = Object.values(sequenceStates(view)).every(({ right }) => right);
  if (done === end.childElementCount > 0) return;
  const closing = view.spec.closing ? h("p", { class: "course-note is-good" }, prose(view.spec.closing)) : null;
  const orders = view.spec.orders.length
    ? [h("h4", { text: view.spec.orders.length === 1 ? "An order in the text, and the record" : "Orders in the texts, and the record" }),
      view.spec.orders.map((order) => sequenceImplied(view, order))] : null;
  end.replaceChildren(...(done ? [closing, sequenceTimeline(view), orders].flat(2).filter(Boolean) : []));
}
