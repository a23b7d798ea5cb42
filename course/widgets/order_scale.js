// Layout "scale": each card gets a place on one line. The slider of a card, its number field and its marker are one value.

// What was done with a card: at (null: not on the line yet), whether it was checked there, and whether it is settled.
// A forecast has no band; it is settled once its card was turned.
function scaleState(view, card) {
  const kept = view.state(card.id);
  const at = Number.isFinite(kept.at) ? scaleSnap(view.spec.scale, kept.at) : null;
  const inside = at !== null && Boolean(card.band) && at >= card.band[0] && at <= card.band[1];
  const turned = at !== null && !card.band && Boolean(kept.turned);
  const checked = at !== null && Boolean(kept.checked);
  const tries = kept.tries || 0;
  const settled = turned || (checked && (inside || Boolean(kept.shown)));
  return { at, inside, turned, checked, tries, shown: Boolean(kept.shown), settled };
}

// One word per state of a card, for the looks of card and marker.
function scaleMood(state) {
  if (state.at === null) return "open";
  if (state.turned) return "turned";
  if (state.settled) return state.inside ? "inside" : "shown";
  return state.checked ? "look" : "placed";
}

// While a slider moves, the screen follows at once; Python and the case file hear of it when it rests (save_changes).
function scaleMove(view, card, at) {
  const state = scaleState(view, card);
  if (state.at === at || state.turned) return; // a forecast that has met its outcome stays as it was
  const moved = { ...view.state(card.id), at, checked: false, right: false, shown: false };
  view.model.set("value", { ...view.model.get("value"), cards: { ...view.states(), [card.id]: moved } });
}

function scaleSet(view, card, at) {
  scaleMove(view, card, at);
  view.model.save_changes();
}

// ---- One card.

// What a card has whether it is judged by a band or turned: number, sentence, controls. More comes below them.
function scaleCardBase(view, card, n) {
  const part = { card, n, name: `${n + 1}, \u201c${scaleShortened(card.text).replace(/^["\u201c]|["\u201d]$/g, "")}\u201d` };
  part.text = h("p", { class: "order-text" });
  part.cue = h("p", { class: "order-about" });
  part.badge = h("span", { class: "scale-badge", text: n + 1 });
  part.verdict = h("div", { class: "scale-verdict", tabindex: "-1", id: freshId("verdict") });
  Object.assign(part, scaleControls(view, part));
  part.words = h("p", { class: "scale-class" });
  part.build = (...below) => {
    part.element = h("li", { class: "scale-card" }, part.badge, h("div", { class: "scale-body" },
      h("div", {}, part.text, part.cue, card.about ? h("p", { class: "order-about" }, prose(card.about)) : null,
        card.from ? lookAgain([card.from], view.spec.passages ?? {}, { label: "" }) : null),
      part.control, ...below));
    return part;
  };
  part.enter = () => {
    (part.control.hidden ? part.verdict : part.range).focus({ preventScroll: true });
    part.element.scrollIntoView({ block: "nearest" });
  };
  return part;
}

function scaleCard(view, card, n) {
  const part = scaleCardBase(view, card, n);
  part.strip = h("div", { class: "scale-strip", "aria-hidden": "true" });
  part.reveal = h("button", { type: "button", hidden: true, on: { click: () => scaleReveal(view, part) } },
    "Show me", h("span", { class: "course-hidden", text: ` the band of ${n + 1}` }));
  return part.build(part.strip, part.verdict, part.words, part.reveal);
}

// ---- What stands on a card.

function scaleShowPlace(view, part, state) {
  const { scale } = view.spec;
  const mood = scaleMood(state);
  part.element.dataset.state = mood;
  part.badge.dataset.state = mood;
  part.range.value = state.at ?? scaleMiddle(scale);
  part.range.setAttribute("aria-valuetext", state.at === null ? "not placed yet" : scaleWords(scale, state.at));
  part.output.textContent = state.at === null ? "not placed yet" : scaleWords(scale, state.at);
  part.place.classList.toggle("is-gone", state.at !== null);
  part.field.show(state);
  part.control.hidden = state.settled;
}

function scaleShowCard(view, part) {
  const state = scaleState(view, part.card);
  scaleShowPlace(view, part, state);
  part.reveal.hidden = state.settled || state.tries < 2;
  const told = JSON.stringify([state, view.spec.class?.[part.card.id]]);
  if (told === part.told) return;
  part.told = told;
  scaleShowFeedback(view, part, state);
}

// Cue words of a card that stand in its sentence, several parted by commas. Others, such as "no softening word", are said.
function scaleCues(card) {
  return (card.cue ?? "").split(/,\s*/).filter((cue) => cue && boxed(card.text, cue).length > 1);
}

function scaleBoxed(text, cues) {
  return cues.reduce((parts, cue) => parts.flatMap((part) => (typeof part === "string" || part.nodeType === 3
    ? boxed(part.textContent ?? part, cue).map((piece) => (typeof piece === "string" ? document.createTextNode(piece) : piece)) : [part])),
  [document.createTextNode(text)]);
}

function scaleShowFeedback(view, part, state) {
  const { card } = part;
  const cues = state.tries ? scaleCues(card) : [];
  part.text.replaceChildren(...(cues.length ? scaleBoxed(card.text, cues) : prose(card.text)));
  part.cue.textContent = state.tries && card.cue && !cues.length ? `Cue: ${card.cue}` : "";
  const mark = state.tries ? view.spec.class?.[card.id] : null;
  part.verdict.className = `scale-verdict ${state.checked ? `course-note${state.inside ? " is-good" : ""}` : ""}`;
  part.verdict.replaceChildren(...(state.checked ? scaleVerdict(view.spec.scale, card, state) : []));
  part.words.textContent = mark ? scaleClassWords(view.spec.scale, mark) : "";
  part.strip.hidden = !state.settled && !mark;
  part.strip.replaceChildren(...(part.strip.hidden ? [] : scaleStrip(view, part, state, mark)));
}

// A reason may open with its own "Yes."; the verdict has said it by then.
function scaleReason(text) {
  const rest = (text ?? "").replace(/^(yes|right|correct)[.,:!]\s*/i, "");
  return prose(rest.charAt(0).toUpperCase() + rest.slice(1));
}

function scaleVerdict(scale, card, state) {
  const lead = (text) => h("strong", { text });
  const band = scaleSpan(scale, ...card.band);
  if (state.inside) return [lead(`Inside the band, ${band}:`), " ", ...scaleReason(card.right)];
  if (state.shown) return [lead(`The band is ${band}. You said ${scaleWords(scale, state.at)}.`), " ", ...scaleReason(card.right)];
  const below = state.at < card.band[0];
  const side = scale.clock ? (below ? "Too early:" : "Too late:") : (below ? "Below the band:" : "Above the band:");
  return [lead(side), " ", ...scaleReason(below ? card.below : card.above)];
}

// The card's own line after a check: band, class and place. The words below it say the same.
function scaleStrip(view, part, state, mark) {
  const { scale } = view.spec;
  const put = (kind, at, to = null, text = null) => {
    const piece = h("span", { class: `scale-${kind}`, text });
    piece.style.setProperty("--at", `${scalePercent(scale, at)}%`);
    if (to !== null) piece.style.setProperty("--to", `${scalePercent(scale, to)}%`);
    return piece;
  };
  const [low, high] = part.card.band;
  return [h("div", { class: "scale-strip-line" },
    state.settled ? put("band", low, high) : null,
    mark ? [put("whisker", mark.low, mark.high), put("diamond", mark.median)] : null,
    put("dot", state.at, null, part.n + 1)),
  h("p", { class: "scale-legend", hidden: true }, state.settled ? scaleKey("band", "the band") : null,
    mark ? scaleKey("diamond", "your class") : null, scaleKey("dot", "you"))];
}

const scaleKey = (kind, text) => h("span", {}, h("span", { class: `scale-key scale-key-${kind}` }), text);

// ---- Check, show, start again.

function scaleCheck(view) {
  const states = view.spec.cards.map((card, n) => ({ card, name: String(n + 1), state: scaleState(view, card) }));
  const fresh = states.filter(({ state }) => state.at !== null && !state.checked);
  const open = states.filter(({ state }) => state.at === null).length;
  if (!fresh.length) return view.status.say(scaleNothing(states, open));
  view.change(Object.fromEntries(fresh.map(({ card, state }) => [card.id, {
    at: state.at, checked: true, right: state.inside, tries: state.tries + 1, shown: false,
    first: view.state(card.id).first ?? state.at, // what the class file takes: the place before any feedback
  }])));
  const names = (inside) => fresh.filter(({ state }) => state.inside === inside).map(({ name }) => name);
  const said = [["Inside the band:", names(true)], ["Look again:", names(false)]].filter(([, list]) => list.length);
  return view.status.say(said.map(([lead, list]) => `${lead} ${scaleList(list)}.`).join(" ") + (open ? ` ${open} not placed yet.` : ""));
}

function scaleNothing(states, open) {
  if (states.every(({ state }) => state.settled)) return "All done: every card is settled.";
  if (open === states.length) return "Nothing is on the line yet. Move a slider, or press \u201cPlace here\u201d.";
  return "Nothing new to check. Move a card that says where to look, or place another one.";
}

function scaleReveal(view, part) {
  view.change({ [part.card.id]: { shown: true, checked: true, right: false } });
  part.verdict.focus({ preventScroll: true });
}

function scaleZoneChoice(view) {
  if (!view.spec.scale.clock || view.spec.scale.zones.length < 2) return null;
  const id = freshId("zone");
  const choose = () => { view.zone = Number(select.value); view.update(); };
  const select = h("select", { id, on: { change: choose } },
    view.spec.scale.zones.map((zone, n) => h("option", { value: n, text: zone.label })));
  return h("p", { class: "scale-zones" }, h("label", { for: id, text: "Typed times are in" }), " ", select);
}

// The events of a clock in words, in every zone.
function scaleEventWords(scale) {
  if (!scale.marks?.length) return null;
  return h("details", { class: "scale-words" }, h("summary", { text: "The events on the line, in words" }),
    h("ul", {}, scale.marks.map(({ at, label }) => h("li", { text: `${label}: ${scaleWords(scale, at)}` }))));
}

// ---- The whole.

function scaleLayout(view) {
  const { spec } = view;
  view.zone = 0;
  const picture = scalePicture(view);
  view.cards = spec.cards.map((card, n) => scaleCard(view, card, n));
  const progress = h("p", { class: "scale-progress" });
  const again = scaleAgain("Start again", "Take every card off the line?", () => { view.clear(); return view.cards[0].range; }, view.status);
  const closing = h("div", { "aria-live": "polite" });
  const check = h("button", { type: "button", class: "course-main", on: { click: () => scaleCheck(view) } }, "Check");
  view.update = () => {
    view.cards.forEach((part) => scaleShowCard(view, part));
    const keys = [...view.root.querySelectorAll(".scale-legend")]; // the first explains them all
    keys.forEach((key, n) => { key.hidden = n > 0 && key.childElementCount <= keys[0].childElementCount; });
    scaleDraw(view, picture);
    const states = spec.cards.map((card) => scaleState(view, card));
    again.show(states.some(({ at }) => at !== null));
    scaleSum(view, states, progress, closing);
  };
  view.root.append(
    h("p", { class: "scale-question" }, prose(spec.question), spec.scale.day ? h("span", { text: ` ${spec.scale.day}` }) : null),
    picture.element, ...[scaleEventWords(spec.scale), scaleZoneChoice(view)].filter(Boolean),
    h("ol", { class: "scale-cards", role: "list" }, view.cards.map(({ element }) => element)),
    h("div", { class: "scale-foot" }, check, again.element, progress), view.status, closing);
  return { update: view.update };
}

function scaleSum(view, states, progress, closing) {
  const count = (test) => states.filter(test).length;
  const [placed, settled, inside] = [count(({ at }) => at !== null), count((s) => s.settled), count((s) => s.settled && s.inside)];
  progress.replaceChildren(h("b", { text: `${placed} of ${states.length}` }), ` on the line, ${settled} settled`);
  const done = settled === states.length;
  if (done === (closing.childElementCount > 0)) return;
  closing.replaceChildren(...(done ? [h("p", { class: "course-note is-good" }, h("strong", { text: `${inside} of ${states.length} inside the band.` }), " ", prose(view.spec.closing))] : []));
}
