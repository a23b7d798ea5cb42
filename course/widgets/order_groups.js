// Cards to sort into groups: few cards move into boxes, many stay in a list beside a bar per group. The parts are in
// order_groups_*.js; the menus do everything, dragging is a shortcut.

function groupsLayout(view) {
  view.asList = view.spec.cards.length > GROUPS_BOXES_UP_TO;
  const cards = view.spec.cards.map((card) => groupsCard(view, card));
  const foot = groupsFoot(view);
  const place = (view.asList ? groupsAsList : groupsAsBoxes)(view, cards.map(({ part }) => part), foot.element);
  foot.onCheck = place.refresh ?? (() => {});
  view.root.append(h("p", { class: "groups-hint", text: "Choose a group from each card’s menu; there you can type its number. "
    + "Or drag the card by the dots at its edge." }), ...place.elements);
  const update = () => {
    cards.forEach((card) => card.update());
    place.update();
    foot.update();
  };
  if (!groupsUntouched(view)) view.status.open(groupsSummary(view));
  return { update };
}

// ---- A group's name, and its bar: a number and a share in words, drawn as a bar besides.

function groupsTally(view, group, n) {
  const bar = h("span", { class: "groups-bar-fill" });
  const words = h("p", { class: "groups-sum" });
  const head = h("p", { class: "groups-name" }, h("span", { class: "groups-number", text: `${n + 1}` }), " ", h("span", {}, prose(group.label)));
  const hint = group.hint && !view.asList ? h("p", { class: "groups-what-for" }, prose(group.hint)) : null;
  const track = view.spec.weigh || view.asList
    ? h("span", { class: "groups-bar", "aria-hidden": "true" }, bar) : null;
  const update = ({ sum, share }, done) => {
    const kept = done && !sum && view.spec.keep_empty.includes(group.id);
    const amount = groupsAmount(view, sum);
    bar.style.inlineSize = `${share * 100}%`;
    words.textContent = track && sum ? `${amount}, ${Math.round(share * 100)}%` : kept ? `${amount}: no card belongs here` : amount;
    words.classList.toggle("is-kept", kept);
  };
  return { group, nodes: [head, hint, track, words].filter(Boolean), update };
}

function groupsTallyAll(view, tallies) {
  const shares = groupsShares(view);
  const { done } = groupsTotals(view);
  tallies.forEach((tally) => tally.update(shares[tally.group.id], done));
}

// ---- Few cards: a tray, and boxes into which the cards move.

function groupsAsBoxes(view, parts, foot) {
  const trayList = h("ul", { class: "groups-cards" });
  const trayHead = h("h4", { class: "groups-tray-head" });
  const tray = h("div", { class: "groups-tray", "data-group": "" }, trayHead, trayList);
  const lists = { "": trayList };
  const tallies = view.spec.groups.map((group, n) => groupsTally(view, group, n));
  const boxes = tallies.map(({ group, nodes }) => {
    const [head, ...rest] = nodes;
    lists[group.id] = h("ul", { class: "groups-cards" });
    return h("div", { class: "groups-box", "data-group": group.id }, h("h4", {}, ...head.childNodes), rest, lists[group.id]);
  });
  const arrange = () => groupsArrange(view, parts, lists);
  parts.forEach((part) => part.element.addEventListener("focusout", (event) => {
    if (part.held === null || part.element.contains(event.relatedTarget)) return;
    part.held = null;
    requestAnimationFrame(arrange); // after the focus has gone where the student sent it
  }));
  const update = () => {
    arrange();
    groupsTallyAll(view, tallies);
    const { open, done } = groupsTotals(view);
    tray.hidden = done;
    trayHead.textContent = open ? `Not placed yet: ${open}` : "All cards are placed";
  };
  return { elements: [tray, h("div", { class: "groups-boxes" }, boxes), foot], update };
}

// Every card in the list of its group, in the order of the deck. Moving an element takes the focus from it: give it back.
function groupsArrange(view, parts, lists) {
  const focused = view.root.getRootNode().activeElement;
  for (const [id, list] of Object.entries(lists)) {
    const wanted = parts.filter((part) => (part.held ?? groupsState(view, part.card).group) === id).map((part) => part.element);
    const same = wanted.length === list.children.length && wanted.every((element, n) => element === list.children[n]);
    if (!same) list.replaceChildren(...wanted);
    list.hidden = !wanted.length;
  }
  if (focused && view.root.contains(focused) && focused !== view.root.getRootNode().activeElement) focused.focus({ preventScroll: true });
}

// ---- Many cards: a list that can be filtered, and the groups as bars beside it.

function groupsAsList(view, parts, foot) {
  const tallies = view.spec.groups.map((group, n) => groupsTally(view, group, n));
  const bars = h("ul", { class: "groups-bars" }, tallies.map(({ group, nodes }) => h("li", { "data-group": group.id }, nodes)));
  const heading = `${view.spec.weigh ? `${view.spec.weigh.charAt(0).toUpperCase()}${view.spec.weigh.slice(1)}` : "Cards"} so far`;
  const none = h("p", { class: "groups-none", hidden: true, text: "No card here at the moment." });
  const filter = groupsFilter(view, parts, none);
  const list = h("ul", { class: "groups-cards groups-list", "aria-label": "Cards" }, parts.map((part) => part.element));
  const side = h("div", { class: "groups-side" }, h("div", { class: "groups-chart" }, h("h4", { text: heading }), bars), foot);
  const body = h("div", { class: "groups-columns" }, h("div", { class: "groups-main" }, filter.element, list, none), side);
  const update = () => {
    filter.update();
    groupsTallyAll(view, tallies);
    // Once nothing in the list takes the focus, the list does: it must scroll by keyboard.
    const quiet = groupsTotals(view).done && !list.querySelector("button");
    if (quiet) list.setAttribute("tabindex", "0");
    else list.removeAttribute("tabindex");
  };
  return { elements: [groupsMeaning(view) ?? "", body], update, refresh: filter.refresh };
}

// What each group holds, open until the student folds it away.
function groupsMeaning(view) {
  if (!view.spec.groups.some((group) => group.hint)) return null;
  const entries = view.spec.groups.map((group) => h("li", {}, h("strong", {}, prose(group.label)), group.hint ? ": " : "", prose(group.hint)));
  return h("details", { class: "groups-meaning", open: true }, h("summary", { text: "What the groups mean" }), h("ol", {}, entries));
}

const GROUPS_FILTERS = [["all", "All"], ["open", "Not placed"], ["look", "Look again"]];

// What is shown changes when the student asks for it or checks, never while a card is being placed.
function groupsFilter(view, parts, none) {
  const name = freshId("filter");
  const radios = GROUPS_FILTERS.map(([value, label]) => {
    const input = h("input", { type: "radio", name, value, checked: value === "all", on: { change: () => choose() } });
    const count = h("span", {});
    return { value, label, input, count, element: h("label", { class: "groups-pill" }, input, count) };
  });
  const chosen = () => radios.find(({ input }) => input.checked).value;
  const fits = (part, wanted) => wanted === "all" || groupsStage(part.card, groupsState(view, part.card)) === wanted;
  const refresh = () => {
    parts.forEach((part) => { part.element.hidden = !fits(part, chosen()); });
    none.hidden = parts.some((part) => !part.element.hidden);
  };
  const choose = () => {
    refresh();
    parts[0].element.parentElement.scrollTop = 0;
  };
  const update = () => radios.forEach(({ value, label, count }) => {
    count.textContent = `${label} (${parts.filter((part) => fits(part, value)).length})`;
  });
  const element = h("fieldset", { class: "groups-filter" }, h("legend", { class: "course-hidden", text: "Which cards to show" }),
    radios.map((radio) => radio.element));
  return { element, refresh, update };
}

// ---- Below: check, what came of it, start again.

function groupsFoot(view) {
  const closing = h("div", { "aria-live": "polite" });
  const foot = { onCheck: () => {} };
  const check = h("button", { type: "button", class: "course-main", on: { click: () => groupsPress(view, foot) } }, "Check");
  const again = groupsAgain(view, check, foot);
  const agreement = view.spec.agreement ? groupsAgreement(view) : null;
  foot.element = h("div", { class: "groups-foot" },
    h("div", { class: "groups-buttons" }, check, again.start), again.confirm, view.status, closing, agreement?.element);
  let told = null;
  foot.update = () => {
    const { done } = groupsTotals(view);
    again.start.hidden = groupsUntouched(view);
    if (again.start.hidden) again.confirm.hidden = true;
    agreement?.update();
    if (done === told) return;
    told = done;
    closing.replaceChildren(...(done && view.spec.closing ? [h("p", { class: "course-note is-good" }, prose(view.spec.closing))] : []));
  };
  return foot;
}

function groupsPress(view, foot) {
  const { open } = groupsTotals(view);
  if (open === view.spec.cards.length) return view.status.say("Place at least one card first.");
  const before = view.spec.agreement && groupsMeasured(view);
  const judged = groupsCheck(view);
  foot.onCheck();
  const measured = view.spec.agreement && !before ? groupsMeasured(view) : null;
  const { look, open: left } = groupsTotals(view);
  const next = judged ? "" : look ? "Nothing new to check: change a card that says “Not yet”. " : left ? "Nothing new to check: place another card. " : "";
  return view.status.say(`${next}${groupsSummary(view)}${measured ? ` ${groupsAgreed(measured)}` : ""}`);
}

function groupsAgain(view, check, foot) {
  const id = freshId("again");
  const toggle = (open) => {
    confirm.hidden = !open;
    start.setAttribute("aria-expanded", String(open));
  };
  const clear = () => {
    toggle(false);
    groupsClear(view);
    foot.onCheck();
    check.focus({ preventScroll: true });
    view.status.say("All cards are back. Nothing is placed.");
  };
  const yes = h("button", { type: "button", on: { click: clear } }, "Yes, start again");
  const no = h("button", { type: "button", on: { click: () => { toggle(false); start.focus({ preventScroll: true }); } } }, "No, keep it");
  const confirm = h("div", { class: "groups-confirm", role: "group", "aria-labelledby": id, hidden: true },
    h("p", { id, text: "Take all cards back? What you have placed here is lost." }), h("div", { class: "groups-buttons" }, yes, no));
  const open = () => { toggle(confirm.hidden); if (!confirm.hidden) no.focus({ preventScroll: true }); };
  const start = h("button", { type: "button", class: "course-link", "aria-expanded": "false", on: { click: open } }, "Start again");
  return { start, confirm };
}
