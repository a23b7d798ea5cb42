// Groups: one card with its handle, its menu, and what is said of it after a check.

function groupsCard(view, card) {
  const handle = h("span", { class: "groups-handle", "aria-hidden": "true", title: "Drag onto a group" });
  const said = h("div", { class: "groups-said" });
  const note = h("div", { id: freshId("said") });
  const settled = h("p", { class: "groups-settled", tabindex: "-1", hidden: true });
  const { select, row } = groupsMenu(view, card, note.id);
  const weight = view.spec.weigh
    ? h("span", { class: "groups-weight", text: groupsAmount(view, card.weight) }) : null;
  const element = h("li", { class: "groups-card" }, handle, h("div", { class: "groups-body" },
    h("div", { class: "groups-what" }, orderCardHead(view, card), weight),
    h("div", { class: "groups-choose" }, row, settled), said));
  said.append(note);
  const part = { card, element, handle, select, row, settled, said, note, told: "", held: null };
  let pressed = false; // a menu that a mouse or a finger has opened is :focus-visible too
  select.addEventListener("pointerdown", () => { pressed = true; });
  select.addEventListener("blur", () => { pressed = false; });
  select.addEventListener("change", () => {
    // Who works by keyboard goes on from here: the card moves when the focus leaves it, else the place would be lost.
    if (!pressed && select.matches(":focus-visible")) part.held ??= groupsState(view, card).group;
    groupsPlace(view, card, select.value);
  });
  groupsDraggable(view, part);
  return { ...part, part, update: () => groupsSyncCard(view, part) };
}

function groupsMenu(view, card, describedby) {
  const id = freshId("group");
  const options = view.spec.groups.map((group, n) => h("option", { value: group.id, text: `${n + 1}. ${group.label}` }));
  const name = `Group for “${groupsShort(card.text, 80)}”`; // whole, on the menu: hidden words in the label would be read out twice
  const select = h("select", { id, "aria-label": name, "aria-describedby": describedby },
    h("option", { value: "", text: "choose …" }), options);
  return { select, row: h("div", { class: "groups-menu" }, h("label", { for: id }, "Group"), select) };
}

function groupsSyncCard(view, part) {
  const { card } = part;
  const state = groupsState(view, card);
  const told = JSON.stringify(state);
  if (told === part.told) return; // only cards that changed are drawn again: that keeps a check instant
  part.told = told;
  const stage = groupsStage(card, state);
  part.element.dataset.state = stage;
  part.select.value = state.group;
  part.row.hidden = stage === "right";
  part.handle.classList.toggle("is-off", stage === "right");
  part.settled.hidden = stage !== "right";
  part.settled.replaceChildren(...(stage === "right" ? groupsVerdict(view, state) : []));
  const message = groupsMessage(view, card, state, stage);
  part.note.className = message ? `groups-note is-${stage}` : "";
  part.note.replaceChildren(...(message ?? []));
  part.said.replaceChildren(part.note, ...groupsHelp(view, part, state, stage), ...groupsClass(view, card, state, stage));
}

function groupsVerdict(view, state) {
  const mark = h("span", { "aria-hidden": "true", text: "✓ " });
  if (!view.asList) return [mark, h("strong", { text: state.shown ? "Shown to you" : "Right" })]; // its box says the group
  return [mark, state.shown ? "Shown: " : "Right: ", h("strong", { text: groupsLabel(view, state.group) })];
}

// What to say of a card that was checked, as nodes; null before that.
function groupsMessage(view, card, state, stage) {
  if (stage === "right") return [h("p", {}, prose(groupsWithout(/^(yes|right|correct)[.,:]\s+/i, card.right)))];
  if (stage === "kept") return [h("p", {}, h("strong", { text: "Kept to discuss." }), " ", prose(card.right ?? ""))];
  if (stage !== "look") return null;
  const own = groupsWithout(/^not yet[.,:]\s+/i, card.wrong?.[state.group] ?? card.not_yet);
  return [h("p", {}, h("strong", { text: "Not yet." }), " ", prose(own))];
}

function groupsWithout(opening, text) {
  const rest = String(text ?? "").replace(opening, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

// Paragraphs to open besides the card's own, and the way out after two wrong tries.
function groupsHelp(view, part, state, stage) {
  const { card } = part;
  const stuck = groupsJudged(card) && stage !== "right" && state.tries >= GROUPS_TRIES;
  const show = () => {
    groupsReveal(view, card);
    part.settled.focus({ preventScroll: true });
    view.status.say(`“${groupsShort(card.text)}” belongs to **${groupsLabel(view, card.keys[0])}**. ${groupsSummary(view)}`);
  };
  const button = stuck ? h("button", { type: "button", class: "groups-show", on: { click: show } }, "Show me",
    h("span", { class: "course-hidden", text: ` where “${groupsShort(card.text)}” belongs` })) : null;
  const help = [groupsLook(view, card, state, stage), button].filter(Boolean);
  return help.length ? [h("div", { class: "groups-help" }, help)] : [];
}

function groupsLook(view, card, state, stage) {
  const passages = view.spec.passages ?? {};
  if (stage === "right") {
    return lookAgain([...new Set(groupsNamed(card.right))].filter((id) => id !== card.from), passages, { label: "See also:" });
  }
  if (stage !== "look") return null;
  const named = groupsNamed(card.wrong?.[state.group] ?? card.not_yet).filter((id) => id !== card.from);
  return lookAgain([...new Set(named.length || card.from ? named : view.spec.evidence)], passages);
}
