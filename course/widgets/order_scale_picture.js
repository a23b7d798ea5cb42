// Layout "scale": the line that all cards share. A picture for the eye and the mouse; the sliders say the same in words.

const SCALE_MARKER = 32; // pixels that a marker and its neighbour need

function scalePicture(view) {
  const { scale } = view.spec;
  const field = h("div", { class: "scale-field" });
  const board = h("div", { class: "scale-board" }, field, scale.clock ? scaleRulers(scale) : scaleAxis(scale));
  const markers = view.spec.cards.map((card, n) => scaleMarker(view, card, n, field, "scale-marker"));
  const chips = view.spec.cards.map((card, n) => scaleMarker(view, card, n, field, "scale-chip"));
  field.append(...markers);
  if (scale.clock) scaleEvents(scale, board);
  const tray = h("div", { class: "scale-tray" },
    h("p", { text: "Not on the line yet. Drag a number up, or use the sliders below." }), h("div", {}, chips));
  const element = h("div", { class: "scale-picture", role: "img" }, board, tray);
  const picture = { element, field, markers, chips, tray };
  new ResizeObserver(() => scaleArrange(view, picture)).observe(field);
  return picture;
}

// The number of a card, to be dragged along the line. A press without a move leads to the card.
function scaleMarker(view, card, n, field, kind) {
  const marker = h("span", { class: kind, title: scaleShortened(card.text), text: n + 1 });
  const place = (event) => {
    const box = field.getBoundingClientRect();
    const { min, max } = view.spec.scale;
    return scaleSnap(view.spec.scale, min + ((event.clientX - box.left) / box.width) * (max - min));
  };
  marker.addEventListener("pointerdown", (down) => {
    if (down.button) return;
    down.preventDefault();
    marker.setPointerCapture(down.pointerId);
    let moved = false;
    const move = (event) => {
      if (!moved && Math.abs(event.clientX - down.clientX) + Math.abs(event.clientY - down.clientY) < 4) return;
      moved = true;
      if (!scaleState(view, card).settled) scaleMove(view, card, place(event));
    };
    const end = () => {
      marker.removeEventListener("pointermove", move);
      if (moved) view.model.save_changes();
      else view.cards[n].enter();
    };
    marker.addEventListener("pointermove", move);
    marker.addEventListener("lostpointercapture", end, { once: true });
  });
  return marker;
}

function scaleAxis(scale) {
  const ticks = [0, 25, 50, 75, 100].map((percent) => ({ percent, at: scale.min + ((scale.max - scale.min) * percent) / 100 }));
  return h("div", { class: "scale-axis" },
    h("div", { class: "scale-ticks" }, ticks.map(({ percent, at }) => scaleTick(percent, at))),
    h("div", { class: "scale-ends" }, h("span", { text: scale.low }), h("span", {}), h("span", { text: scale.high })));
}

function scaleTick(percent, text) {
  const tick = h("span", { class: "scale-tick" }, h("span", { text }));
  tick.style.setProperty("--at", `${percent}%`);
  return tick;
}

// One ruler per zone, all over the same line.
function scaleRulers(scale) {
  const rulers = scale.zones.map((zone) => h("div", { class: "scale-ruler" }, h("span", { class: "scale-zone", text: zone.label }),
    h("div", { class: "scale-ticks" }, scaleTicks(scale, zone).map((at) => scaleTick(scalePercent(scale, at), scaleTime(scale, zone, at))))));
  return h("div", { class: "scale-axis" }, rulers);
}

// Each event has a row of its own below the rulers, so that no two labels can meet, and a line up to the markers.
function scaleEvents(scale, board) {
  const rows = [...scale.marks].reverse();
  rows.forEach((mark, row) => {
    const percent = scalePercent(scale, mark.at);
    const line = h("span", { class: "scale-event-line" });
    line.style.gridRow = `1 / ${row + 4}`;
    const side = percent > 50 ? "is-left" : "is-right";
    const label = h("p", { class: `scale-event ${side}` }, h("span", { text: mark.label }));
    label.style.gridRow = row + 3;
    [line, label].forEach((element) => element.style.setProperty("--at", `${percent}%`));
    board.append(line, label);
  });
}

// Markers near one another go up in lanes; where there is room they stand on the line.
function scaleArrange(view, picture) {
  const { scale } = view.spec;
  const need = (100 * SCALE_MARKER) / (picture.field.clientWidth || 600);
  const lanes = [];
  const placed = view.spec.cards.map((card, n) => ({ n, state: scaleState(view, card) })).filter(({ state }) => state.at !== null);
  placed.sort((a, b) => a.state.at - b.state.at).forEach(({ n, state }) => {
    const percent = scalePercent(scale, state.at);
    const free = lanes.findIndex((last) => percent - last >= need);
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = percent;
    picture.markers[n].style.setProperty("--at", `${percent}%`);
    picture.markers[n].style.setProperty("--lane", lane);
  });
  picture.field.style.setProperty("--lanes", Math.max(1, lanes.length));
  return placed;
}

function scaleDraw(view, picture) {
  const { scale, cards } = view.spec;
  const placed = scaleArrange(view, picture);
  cards.forEach((card, n) => {
    const state = scaleState(view, card);
    picture.markers[n].hidden = state.at === null;
    picture.markers[n].dataset.state = scaleMood(state);
    picture.chips[n].classList.toggle("is-gone", state.at !== null);
  });
  picture.tray.hidden = placed.length === cards.length;
  const ends = scale.clock ? `${scaleWords(scale, 0)} to ${scaleWords(scale, scale.max)}` : `${scale.min}, ${scale.low}, to ${scale.max}, ${scale.high}`;
  const on = placed.map(({ n, state }) => `${n + 1} at ${scaleBrief(scale, state.at)}`);
  picture.element.setAttribute("aria-label", `Line from ${ends}. ${on.length ? `On it: ${on.join("; ")}.` : "Nothing on it yet."}`);
}
