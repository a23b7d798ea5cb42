// Sequence: what is drawn. Lines between cards that stand the wrong way round; at the end a timeline, and the orders that texts imply.

function sequenceSvg(tag, props = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(props).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

// ---- Lines beside the list, from a card to the one with which it is the wrong way round.

const SEQUENCE_LANE = 8;

function sequenceDrawLinks(view, rows) {
  const middle = ({ id }) => rows.get(id).element.offsetTop + Math.min(24, rows.get(id).element.offsetHeight / 2);
  const lines = sequenceLinks(view).map(({ cards, other }) => {
    const starts = cards.map(middle);
    const ends = [middle(other), ...starts];
    return { starts, end: middle(other), low: Math.min(...ends), high: Math.max(...ends) };
  });
  const lanes = [];
  // Short lines nearest to the cards; a line takes the first lane in which nothing is in its way.
  for (const line of lines.sort((one, other) => one.high - one.low - (other.high - other.low))) {
    const free = lanes.findIndex((lane) => lane.every((one) => one.high + 6 < line.low || line.high + 6 < one.low));
    line.lane = free < 0 ? lanes.length : free;
    (lanes[line.lane] ??= []).push(line);
  }
  const gap = Math.min(SEQUENCE_LANE, (view.board.clientWidth < 480 ? 16 : 40) / Math.max(1, lanes.length));
  const width = lanes.length ? lanes.length * gap + 12 : 0;
  view.board.style.setProperty("--sequence-gutter", `${width}px`);
  view.links.setAttribute("viewBox", `0 0 ${width} ${view.list.offsetHeight}`);
  view.links.replaceChildren(...lines.flatMap(({ starts, end, low, high, lane }) => {
    const x = width - 10 - lane * gap;
    const ways = [...starts, end].map((y) => `M${x},${y} H${width - 1}`).join(" ");
    return [sequenceSvg("path", { class: "sequence-line", d: `M${x},${low} V${high} ${ways}` }),
      ...starts.map((y) => sequenceSvg("circle", { class: "sequence-end", cx: width - 3, cy: y, r: 3 }))];
  }));
}

// The same in words.
function sequenceLinkList(view) {
  const links = sequenceLinks(view);
  if (!links.length) return [];
  return [h("h4", { text: links.length === 1 ? "What the red line says" : "What the red lines say" }),
    h("ul", { class: "sequence-clashes" }, links.map((link) => h("li", { text: sequenceLinkWords(link) })))];
}

// ---- The timeline, drawn once more for the part in which most events crowd, so that days can be told apart.

const SEQUENCE_STRIP = { width: 820, left: 34, axis: 42, letter: 8.4, lane: 19, most: 3, closer: 8, name: 30 };

function sequenceTimeline(view) {
  const entries = sequenceOrder(view).map((id) => sequenceCard(view, id)).map((card) => ({ card, ...datesSpan(card.date) }));
  const strips = sequenceStretches(entries).map(sequenceStrip);
  const caption = h("p", { class: "sequence-caption", text: strips.length > 1
    ? "Your order on a line of time, to scale. Each line below shows the shaded end of the one above it, enlarged." : "Your order on a line of time, to scale." });
  return h("div", { class: "sequence-timeline" }, h("h4", { text: "The timeline" }), caption,
    h("div", { class: "sequence-scroll", tabindex: "0", role: "group", "aria-label": "Timeline, scrolls sideways. The list above has the same dates." }, strips));
}

// Stretches of time: the whole, then the end of it if that is short and holds at least three events.
function sequenceStretches(entries) {
  const stretches = [];
  let part = entries;
  for (;;) {
    const [start, end] = [Math.min(...part.map(({ from }) => from)), Math.max(...part.map(({ to }) => to))];
    const last = stretches.length + 1 === SEQUENCE_STRIP.most;
    const inner = last ? -1 : part.findIndex((entry, n) => n > 1 && part.length - n > 2 && part.slice(n).every(({ from }) => end - from <= (end - start) / SEQUENCE_STRIP.closer));
    const rest = inner < 0 ? [] : part.slice(inner);
    stretches.push({ start, end, own: inner < 0 ? part : part.slice(0, inner), rest });
    if (!rest.length) return stretches;
    part = rest;
  }
}

function sequenceStrip({ start, end, own, rest }) {
  const { axis, lane } = SEQUENCE_STRIP;
  const labels = own.map(({ card, from, to }) => ({ at: (from + to) / 2, date: datesSpoken(card.date), text: groupsShort(card.name ?? card.text, SEQUENCE_STRIP.name) }));
  if (rest.length) labels.push({ at: rest[0].from, date: `${rest.length} more events:`, text: "see the next line" });
  const { x, width } = sequenceScale(start, end, labels);
  sequenceLanes(labels);
  const height = axis + 20 + lane * Math.max(...labels.map((label) => label.lane + 1));
  const parts = [sequenceSvg("line", { class: "sequence-axis", x1: x(start), x2: x(end), y1: axis, y2: axis }), ...sequenceTicks(start, end, x)];
  if (rest.length) parts.push(sequenceSvg("rect", { class: "sequence-zone", x: x(rest[0].from) - 4, y: axis - 9, width: x(end) - x(rest[0].from) + 8, height: 18, rx: 4 }));
  return sequenceSvg("svg", { class: "sequence-strip", width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", focusable: "false" },
    ...parts, ...labels.flatMap(sequenceLabel), ...[...own, ...rest].map((entry) => sequencePoint(entry, x)));
}

// As long an axis as leaves each label its room to the right.
function sequenceScale(start, end, labels) {
  const { width, left, letter } = SEQUENCE_STRIP;
  const share = (at) => (at - start) / (end - start);
  labels.forEach((label) => { label.room = letter * (label.date.length + label.text.length + 1) + 12; });
  const length = Math.min(width - left - 34, ...labels.filter(({ at }) => at > start).map(({ at, room }) => (width - left - room) / share(at)));
  const x = (at) => left + share(at) * length;
  labels.forEach((label) => { label.x = x(label.at); });
  return { x, width };
}

// From right to left each label hangs below those that its own words would meet: so no line crosses a word.
function sequenceLanes(labels) {
  for (const [n, label] of [...labels.entries()].reverse()) {
    label.lane = Math.max(-1, ...labels.slice(n + 1).filter((other) => other.x < label.x + label.room).map((other) => other.lane)) + 1;
  }
}

function sequenceLabel({ x, lane, date, text }) {
  const y = SEQUENCE_STRIP.axis + 22 + lane * SEQUENCE_STRIP.lane;
  return [sequenceSvg("path", { class: "sequence-leader", d: `M${x},${SEQUENCE_STRIP.axis} V${y - 4} h4` }),
    sequenceSvg("text", { class: "sequence-label", x: x + 7, y }, sequenceSvg("tspan", { class: "sequence-date" }, date), ` ${text}`)];
}

function sequenceTicks(start, end, x) {
  return datesTicks(start, end, 9).flatMap(({ at, label }) => [
    sequenceSvg("line", { class: "sequence-axis", x1: x(at), x2: x(at), y1: SEQUENCE_STRIP.axis - 6, y2: SEQUENCE_STRIP.axis }),
    sequenceSvg("text", { class: "sequence-tick", x: x(at), y: SEQUENCE_STRIP.axis - 14, "text-anchor": "middle" }, label)]);
}

// A day is a dot, a month or a year a bar as long as what is not known.
function sequencePoint({ card, from, to }, x) {
  const y = SEQUENCE_STRIP.axis;
  if (card.date.length > 7 || x(to) - x(from) < 10) return sequenceSvg("circle", { class: "sequence-dot", cx: x((from + to) / 2), cy: y, r: 5 });
  return sequenceSvg("rect", { class: "sequence-dot", x: x(from), y: y - 5, width: x(to) - x(from), height: 10, rx: 5 });
}

// ---- The order that a text implies, above the order of the record.

function sequenceImplied(view, order) {
  const cards = order.cards.map((id) => sequenceCard(view, id));
  const record = [...cards].sort((a, b) => datesSpan(a.date).from - datesSpan(b.date).from);
  const years = new Set(cards.map(({ date }) => date.slice(0, 4)));
  const wrong = cards.flatMap((card, n) => cards.slice(n + 1).filter((other) => datesBefore(other.date, card.date)).map((other) => [card, other]));
  const look = order.from ? lookAgain([order.from], view.spec.passages ?? {}, { label: "" }) : null;
  const row = (label, list, dated) => h("div", { class: "sequence-claim" }, h("p", { class: "sequence-claim-label" }, prose(label)),
    h("ol", { role: "list" }, list.map((card, n) => sequenceChip(card, list[n + 1], dated ? datesSpoken(card.date, years.size > 1) : ""))));
  return h("div", { class: "sequence-implied" },
    row(`${order.label}:`, cards, false), row(years.size > 1 ? "The record:" : `The record, ${[...years][0]}:`, record, true),
    wrong.length
      ? h("ul", { class: "sequence-clashes" }, wrong.map(([card, other]) => h("li", {
        text: `${sequenceName(card)} stands before ${sequenceName(other)}, but came later.` })))
      : h("p", { text: "The two orders agree." }), look);
}

function sequenceChip(card, next, date) {
  const wrong = next && datesBefore(next.date, card.date);
  const link = next ? h("span", { class: `sequence-link${wrong ? " is-wrong" : ""}` },
    wrong ? h("span", { text: "the wrong way round" }) : h("span", { class: "course-hidden", text: "then" })) : null;
  return h("li", {}, h("span", { class: "sequence-chip" }, card.name ?? groupsShort(card.text, 40), date ? h("span", { class: "sequence-chip-date", text: ` (${date})` }) : null), link);
}
