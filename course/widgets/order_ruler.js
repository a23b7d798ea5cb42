// Layout "ruler": the days between two events, in words and as a bar, with what their dates leave open.

const rulerValue = (view) => ({ from: "", to: "", ...view.model.get("value") });
const rulerEvent = (view, id) => view.spec.events.find((event) => event.id === id);
const rulerMeasured = (view) => {
  const { measured } = rulerValue(view);
  return (Array.isArray(measured) ? measured : []).filter((one) => rulerEvent(view, one?.from) && rulerEvent(view, one?.to));
};

function rulerLayout(view) {
  const result = h("div", { class: "ruler-result", "aria-live": "polite" });
  const look = h("div", { class: "ruler-look" });
  const picture = h("div", { class: "ruler-picture", "aria-hidden": "true" });
  const [from, to] = [rulerSelect(view, "from", "From"), rulerSelect(view, "to", "To")];
  const swap = h("button", { type: "button", class: "ruler-swap", on: { click: () => {
    const value = rulerValue(view);
    keep(view.model, { from: value.to, to: value.from });
  } } }, h("span", { "aria-hidden": "true", text: "\u21c4 " }), "Swap");
  const list = rulerList(view);
  const add = h("button", { type: "button", class: "course-main", on: { click: () => rulerAdd(view) } }, "Keep this measurement");
  view.root.append(h("div", { class: "ruler-choose" }, from.element, swap, to.element), result, picture, look, h("p", {}, add), view.status, list.element);
  let told = null;
  const update = () => {
    const value = rulerValue(view);
    [from, to].forEach((field) => field.update(value));
    list.update();
    const events = [value.from, value.to].map((id) => rulerEvent(view, id));
    const now = JSON.stringify([value.from, value.to]);
    if (now === told) return;
    speaks(result, told !== null);
    told = now;
    const ready = events[0] && events[1] && events[0] !== events[1];
    swap.setAttribute("aria-disabled", String(!events[0] && !events[1]));
    result.replaceChildren(inOne(ready ? rulerWords(...events) : h("p", { text: rulerMissing(events) })));
    picture.replaceChildren(...(ready ? rulerPicture(view, ...events) : []));
    const named = [...new Set(events.flatMap((event) => event?.from ?? []))];
    look.replaceChildren(...[lookAgain(named, view.spec.passages ?? {}, { label: "In the texts:" })].filter(Boolean));
  };
  return { update };
}

function rulerMissing([from, to]) {
  if (from && from === to) return "Choose two different events.";
  return from || to ? "Choose the other event too." : "Choose two events.";
}

function rulerSelect(view, name, label) {
  const id = freshId("event");
  const options = view.spec.events.map((event) => h("option", { value: event.id, text: `${event.label} (${datesSpoken(event.date)})` }));
  const select = h("select", { id, on: { change: () => keep(view.model, { [name]: select.value }) } }, h("option", { value: "", text: "choose \u2026" }), options);
  const update = (value) => { select.value = rulerEvent(view, value[name]) ? value[name] : ""; };
  return { element: h("div", { class: "ruler-field" }, h("label", { for: id, text: label }), select), update };
}

// ---- In words.

// "503 days", "Between 488 and 518 days", "At most 30 days".
function rulerDays({ low, high }) {
  if (low === high) return datesCount(low, "day");
  return low === 0 ? `At most ${datesCount(high, "day")}` : `Between ${datesNumber(low)} and ${datesNumber(high)} days`;
}

function rulerWords(from, to) {
  const found = datesBetween(from.date, to.date);
  const { low, high, sure, same, turned, one, two } = found;
  const whole = { ...found, calendar: datesCalendar(one.first, two.first) };
  const exact = low === high;
  const parts = exact && (whole.calendar.years || whole.calendar.months) ? `, which is ${datesCalendarWords(whole.calendar)}` : "";
  const range = !exact && low > 0 ? ` That is ${datesAbout((low + high) / 2)}.` : "";
  const zero = same ? "Both happened on one day." : "The day of the first event is day 0.";
  const order = !sure ? "The dates overlap, so they alone do not say which came first."
    : turned ? `\u201c${to.label}\u201d came first, so the ruler counts from there.` : "";
  return [h("p", { class: "ruler-number" }, h("strong", { text: rulerDays(found) }), exact ? `${parts}. ${zero}` : `: ${rulerUnknown(from, to)}.${range} ${zero}`),
    order ? h("p", { text: order }) : null].filter(Boolean);
}

// "only the month is known for "Office shut"".
function rulerUnknown(...events) {
  return events.filter(({ date }) => date.length < 10).map((event) => `${datesKnown(event.date)} for \u201c${event.label}\u201d`).join(", and ");
}

// ---- As a bar: solid between the two events, hatched where a date leaves days open.

function rulerPicture(view, from, to) {
  const found = datesBetween(from.date, to.date);
  const [first, second] = found.turned ? [to, from] : [from, to];
  const [start, end] = [Math.min(found.one.first, found.two.first), Math.max(found.one.last, found.two.last)];
  const pad = Math.max(1, (end - start) * 0.07);
  const percent = (day) => ((day - start + pad) / (end - start + 2 * pad)) * 100;
  const bar = (kind, low, high) => {
    const part = h("span", { class: `ruler-bar is-${kind}` });
    Object.assign(part.style, { insetInlineStart: `${percent(low)}%`, inlineSize: `${Math.max(0, percent(high) - percent(low))}%` });
    return part;
  };
  const at = (element, day) => { element.style.insetInlineStart = `${percent(day)}%`; return element; };
  const { one, two } = found;
  const others = view.spec.events.filter((event) => event !== from && event !== to && event.date.length > 7).map(({ date }) => datesDays(date).first)
    .filter((day) => day > start - pad && day < end + pad).map((day) => at(h("span", { class: "ruler-other" }), day));
  const ticks = datesTicks((start - pad) * DATES_DAY, (end + pad) * DATES_DAY, 5).filter((tick) => percent(tick.at / DATES_DAY) > 4 && percent(tick.at / DATES_DAY) < 96)
    .map((tick) => at(h("span", { class: "ruler-tick", text: tick.label }), tick.at / DATES_DAY));
  const open = [one, two].filter(({ first: a, last: b }) => b > a).map(({ first: a, last: b }) => bar("open", a, b));
  const ends = [one, two].filter(({ first: a, last: b }) => a === b).map(({ first: a }) => at(h("span", { class: "ruler-end" }), a));
  const sureBar = two.first > one.last ? [bar("sure", one.last, two.first)] : [];
  const label = (event, rank) => h("p", { class: `ruler-label is-${rank}` }, h("span", { text: event.label }), h("span", { class: "ruler-date", text: datesSpoken(event.date) }));
  return [h("p", { class: "ruler-span", text: rulerDays(found) }), h("div", { class: "ruler-axis" }, ticks, sureBar, open, others, ends),
    h("div", { class: "ruler-labels" }, label(first, "first"), label(second, "second")),
    open.length ? h("p", { class: "ruler-legend" }, h("span", { class: "ruler-bar is-open" }), "days that the date leaves open") : ""].filter(Boolean);
}

// ---- What was measured.

function rulerAdd(view) {
  const { from, to } = rulerValue(view);
  const [a, b] = [rulerEvent(view, from), rulerEvent(view, to)];
  if (!a || !b || a === b) return view.status.say(rulerMissing([a, b]));
  const known = rulerMeasured(view);
  if (known.some((one) => [one.from, one.to].sort().join() === [from, to].sort().join())) return view.status.say("That measurement is on your list already.");
  const { low, high } = datesBetween(a.date, b.date);
  keep(view.model, { measured: [...known, { from, to, low, high }] });
  return view.status.say(`Kept: ${rulerSentence(view, { from, to })}`);
}

// "From Office opens to Office suspended: 503 days".
function rulerSentence(view, { from, to }) {
  const [a, b] = [from, to].map((id) => rulerEvent(view, id));
  const days = rulerDays(datesBetween(a.date, b.date));
  return `\u201c${a.label}\u201d to \u201c${b.label}\u201d: ${days.charAt(0).toLowerCase()}${days.slice(1)}`;
}

function rulerList(view) {
  const heading = h("h4", { text: "Your measurements", tabindex: "-1" });
  const list = h("ol", {});
  const element = h("div", { class: "ruler-measured" }, heading, list);
  const remove = (one, n) => {
    keep(view.model, { measured: rulerMeasured(view).filter((_, other) => other !== n) });
    (list.querySelectorAll("button")[Math.min(n, list.children.length - 1)] ?? view.root.querySelector("select")).focus();
    view.status.say(`Removed: ${rulerSentence(view, one)}`);
  };
  let told = "";
  const update = () => {
    const measured = rulerMeasured(view);
    element.hidden = !measured.length;
    if (JSON.stringify(measured) === told) return;
    told = JSON.stringify(measured);
    list.replaceChildren(...measured.map((one, n) => h("li", {}, h("span", { text: `${rulerSentence(view, one)}. ` }),
      h("button", { type: "button", class: "course-link", "aria-label": `Remove ${rulerSentence(view, one)}`, on: { click: () => remove(one, n) } }, "Remove"))));
  };
  return { element, update };
}
