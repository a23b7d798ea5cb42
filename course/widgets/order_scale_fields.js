// Layout "scale": the controls of a card. Slider, number field and time field all set one value.

function scaleControls(view, part) {
  const { scale, question } = view.spec;
  const move = () => scaleMove(view, part.card, Number(range.value));
  const range = h("input", {
    type: "range", min: scale.min, max: scale.max, step: scale.step, "aria-label": `${question} ${part.name}`,
    "aria-describedby": part.verdict.id, on: { input: move, change: () => scaleSet(view, part.card, Number(range.value)) },
  });
  range.id = freshId("range");
  const field = scale.clock ? scaleTimeField(view, part) : scaleNumberField(view, part);
  const output = h("output", { for: range.id, "aria-live": "off" });
  const place = h("button", { type: "button", class: "scale-place", on: { click: () => scalePlaceHere(view, part) } },
    "Place here", h("span", { class: "course-hidden", text: ` (${part.n + 1})` }));
  const low = scale.clock ? scaleBrief(scale, scale.min) : `${scale.min} ${scale.low ?? ""}`;
  const high = scale.clock ? scaleBrief(scale, scale.max) : `${scale.max} ${scale.high ?? ""}`;
  const below = scale.clock ? h("p", { class: "scale-value" }, output) : null; // a time in three zones needs a line of its own
  const slide = h("div", { class: "scale-slide" }, range,
    h("div", { class: "scale-ends" }, h("span", { text: low }), below ? h("span", {}) : output, h("span", { text: high })));
  return { range, field, output, place, control: h("div", {}, h("div", { class: "scale-control" }, slide, field.element, place), below) };
}

function scalePlaceHere(view, part) {
  const at = Number(part.range.value);
  part.range.focus({ preventScroll: true }); // before the button goes
  scaleSet(view, part.card, at);
  view.status.say(`${part.n + 1} is placed at ${scaleWords(view.spec.scale, at)}.`);
}

const scaleOr = () => h("span", { class: "scale-or", "aria-hidden": "true", text: "or type" });

function scaleNumberField(view, part) {
  const { scale } = view.spec;
  const number = () => (input.value.trim() === "" ? NaN : Number(input.value));
  const read = () => {
    const typed = number();
    if (Number.isFinite(typed)) {
      const at = scaleSnap(scale, typed);
      if (at !== typed) view.status.say(`${part.n + 1} is placed at ${at}, the nearest place on the line.`);
      scaleSet(view, part.card, at);
    }
    input.value = scaleState(view, part.card).at ?? "";
  };
  // Placed while it is typed, so that "Place here" has gone before Tab could lead to it and lose the focus with it.
  const follow = () => { if (Number.isFinite(number())) scaleMove(view, part.card, scaleSnap(scale, number())); };
  const input = h("input", {
    type: "number", min: scale.min, max: scale.max, step: scale.step, class: "scale-number",
    "aria-label": `As a number: ${part.name}`, on: { input: follow, change: read },
  });
  const show = (state) => { if (!scaleHasFocus(input) || state.at === null) input.value = state.at ?? ""; };
  return { element: h("span", { class: "scale-typed" }, scaleOr(), input), show };
}

function scaleTimeField(view, part) {
  const { scale } = view.spec;
  const zone = () => scale.zones[view.zone];
  const read = () => {
    const at = input.value ? scaleFromTime(scale, zone(), input.value) : null;
    const ends = `${scaleTime(scale, zone(), scale.min)} to ${scaleZoned(scale, zone(), scale.max)}`;
    hint.textContent = input.value && at === null ? `This line runs from ${ends}.` : "";
    if (at !== null) scaleSet(view, part.card, scaleSnap(scale, at));
  };
  const hint = h("span", { class: "scale-hint", id: freshId("hint") });
  const input = h("input", { type: "time", class: "scale-number", "aria-describedby": hint.id, on: { change: read } });
  const show = (state) => {
    input.setAttribute("aria-label", `As a time ${/^(UTC|GMT)$/.test(zone().label) ? "in UTC" : `in ${zone().label}`}: ${part.name}`);
    if (scaleHasFocus(input)) return; // else the digits would change under the student's fingers
    hint.textContent = "";
    input.value = state.at === null ? "" : scaleTime(scale, zone(), state.at);
  };
  return { element: h("span", { class: "scale-typed" }, scaleOr(), input, hint), show };
}

const scaleHasFocus = (element) => element.getRootNode().activeElement === element;

// "Start again" asks first. Used by other layouts too.
function scaleAgain(label, question, start, status) {
  const open = h("button", { type: "button", on: { click: () => turn(true) } }, label);
  const yes = h("button", { type: "button", on: { click: () => restart() } }, "Yes, start again");
  const id = freshId("again"); // the button that was pressed is gone: a screen reader may say no group then, but a description
  const no = h("button", { type: "button", "aria-describedby": id, on: { click: () => turn(false) } }, "No, keep it");
  const ask = h("span", { class: "scale-sure", role: "group", "aria-label": question, hidden: true }, h("span", { id, text: question }), yes, no);
  const turn = (asking) => {
    open.hidden = asking;
    ask.hidden = !asking;
    (asking ? no : open).focus();
  };
  const restart = () => {
    const next = start(); // where the work begins again
    turn(false);
    next.focus();
    status.say("Empty again.");
  };
  return { element: h("span", { class: "scale-again" }, open, ask), show: (any) => { open.disabled = !any; } };
}
