// Layout "slide": two percentages to move, and what 2019 must have been. The same sums as course/numbers.py.

const SLIDE_SCALES = [300, 400, 600, 1000, 1500, 2500]; // where the bars may end, in million dollars
const SLIDE_QUIET = 500; // milliseconds after the last move until the result is announced

// What follows from two falls in percent. `possible` is false where a part would be larger than the whole.
function slideSolve({ exports, imports }, falls) {
  const total = (exports + imports) / (1 - falls.total / 100);
  const before = imports / (1 - falls.imports / 100);
  const sold = total - before;
  return { total, imports: before, exports: sold, surplus: sold - before, possible: before < total, change: (100 * (exports - sold)) / sold };
}

const slideShort = (number) => String(Math.round(number * 10) / 10);
const slideLeft = (fall) => String(Math.round((100 - fall) * 10) / 1000);

// "a fall of 15.8 %", "a rise of 14.0 %", "no change"
function slideChange(change) {
  const size = Math.abs(change).toFixed(1);
  return size === "0.0" ? "no change" : `a ${change < 0 ? "fall" : "rise"} of ${size} %`;
}

function slideVerdict(found) {
  if (found.possible) return `Possible: for exports that means ${slideChange(found.change)}.`;
  return `Impossible: imports of 2019 would be ${found.imports.toFixed(1)} million, and all trade of 2019 only ${found.total.toFixed(1)}. `
    + "A part cannot be larger than the whole, so exports would have to be less than nothing.";
}

// What the line of 219 says about the bars. Half a million either way is rounding.
function slideMeets(view, found) {
  const gap = found.surplus - view.spec.surplus;
  const here = `In your bars the surplus, exports minus imports, is ${found.surplus.toFixed(1)}.`;
  if (!found.possible) return `These bars cannot exist, so there is nothing to hold against ${view.spec.surplus}.`;
  if (Math.abs(gap) < 0.5) return `${here} **The bars meet the line.**`;
  return `${here} The line says ${view.spec.surplus}. **The bars do not meet it:** ${Math.abs(gap).toFixed(1)} too ${gap < 0 ? "little" : "much"}.`;
}

function slideState(view) {
  const kept = view.model.get("value") ?? {};
  const one = (name) => (Number.isFinite(kept[name]) ? Math.min(view.spec.limits[name], Math.max(0, kept[name])) : view.spec.start[name]);
  return { total: one("total"), imports: one("imports"), line: kept.line === true };
}

// ---- One percentage: a slider and a number.

function slideControl(view, name, words) {
  const id = freshId("slide");
  const most = view.spec.limits[name];
  const put = (to) => keep(view.model, { [name]: Math.round(Math.min(most, Math.max(0, to)) * 10) / 10 });
  const range = h("input", { type: "range", id, min: 0, max: most, step: 1, on: { input: () => { put(Number(range.value)); view.tell(); } } });
  const number = h("input", {
    type: "number", class: "scale-number", min: 0, max: most, step: 0.1, "aria-label": `${words}, in percent`,
    on: { change: () => {
      const typed = number.value.trim() === "" ? NaN : Number(number.value);
      if (Number.isFinite(typed)) put(typed);
      const { [name]: now } = slideState(view);
      number.value = slideShort(now);
      view.tell(typed === now ? "" : `A number from 0 to ${most}, please. It is ${slideShort(now)} now. `);
    } },
  });
  const output = h("output", { for: id, "aria-live": "off" });
  const element = h("div", { class: "slide-control" }, h("label", { for: id, text: words }), h("div", { class: "scale-control" },
    h("div", { class: "scale-slide" }, range, h("div", { class: "scale-ends" }, h("span", { text: "0 %" }), output, h("span", { text: `${most} %` }))),
    h("span", { class: "scale-typed" }, scaleOr(), number)));
  const update = (at) => {
    range.value = at;
    range.setAttribute("aria-valuetext", `${slideShort(at)} percent`);
    output.textContent = `${slideShort(at)} %`;
    if (number.getRootNode().activeElement !== number) number.value = slideShort(at);
  };
  return { element, update, focus: () => range.focus() };
}

// ---- The bars of 2019, with the same flow of 2020 as a dark bar inside.

function slideBar(label, after) {
  const then = h("span", { class: "slide-then" });
  const now = after === null ? null : h("span", { class: "slide-now" });
  const line = h("span", { class: "slide-line", hidden: true });
  const words = h("p", { class: "slide-words" });
  const element = h("li", { class: "slide-row" }, h("p", { class: "slide-name", text: label }),
    h("div", { class: "slide-track", "aria-hidden": "true" }, then, now, line), words);
  const update = (amount, scale, { say, bad = false, mark = null }) => {
    const share = (value) => `${Math.min(100, Math.max(0, (100 * value) / scale))}%`;
    element.dataset.value = amount;
    element.classList.toggle("is-bad", bad);
    then.style.inlineSize = share(amount);
    if (now) now.style.inlineSize = share(after);
    line.hidden = mark === null;
    if (mark !== null) line.style.insetInlineStart = share(mark);
    words.textContent = say;
  };
  return { element, update };
}

function slideBars(view) {
  const { exports, imports } = view.spec.given;
  const rows = {
    exports: slideBar("Exports to the North", exports), imports: slideBar("Imports from the North", imports),
    total: slideBar("All trade", exports + imports), surplus: slideBar("Surplus: exports minus imports", null),
  };
  Object.entries(rows).forEach(([name, row]) => { row.element.dataset.part = name; });
  const legend = h("p", { class: "slide-legend" }, h("span", {}, h("i", { class: "slide-key-then" }), "2019, worked out from your percentages"),
    h("span", {}, h("i", { class: "slide-key-now" }), "2020, given"));
  const ends = h("p", { class: "slide-ends" });
  const element = h("div", { class: "slide-bars" }, h("h4", { text: "January and February, million dollars" }), legend,
    h("ul", { role: "list" }, Object.values(rows).map((row) => row.element)), ends);
  const update = (found, line) => {
    const scale = SLIDE_SCALES.find((end) => end >= Math.max(found.total, found.imports)) ?? SLIDE_SCALES.at(-1);
    const pair = (name, after) => `${found[name].toFixed(1)} in 2019, ${after} in 2020`;
    const bad = !found.possible;
    rows.exports.update(found.exports, scale, { bad, say: bad ? `less than nothing in 2019 (${found.exports.toFixed(1).replace("-", "\u2212")})` : pair("exports", exports) });
    rows.imports.update(found.imports, scale, { bad, mark: bad ? found.total : null, say: `${pair("imports", imports)}${bad ? ", longer than all trade (dashed line)" : ""}` });
    rows.total.update(found.total, scale, { say: pair("total", exports + imports) });
    rows.surplus.element.hidden = !line;
    rows.surplus.update(found.surplus, scale, { bad, mark: view.spec.surplus, say: `${found.surplus.toFixed(1).replace("-", "\u2212")} in 2019; the dashed line stands at ${view.spec.surplus}` });
    ends.textContent = `The bars have room for ${scale}.`;
  };
  return { element, update };
}

// ---- The steps in plain words.

function slideSteps(view, falls, found) {
  const { exports, imports } = view.spec.given;
  const divide = (what, amount, fall, result) => `**${what}:** ${amount} is the ${slideShort(100 - fall)} % that is left. ${amount} ÷ ${slideLeft(fall)} = ${result.toFixed(1)}.`;
  const steps = [divide("All trade of 2019", exports + imports, falls.total, found.total), divide("Imports of 2019", imports, falls.imports, found.imports)];
  const minus = `${found.total.toFixed(1)} \u2212 ${found.imports.toFixed(1)} = ${found.exports.toFixed(1).replace("-", "\u2212")}`;
  if (!found.possible) return [...steps, `**Exports of 2019:** ${minus}. Nobody can sell less than nothing.`];
  return [...steps, `**Exports of 2019:** ${minus}.`,
    `**So exports** went from ${found.exports.toFixed(1)} to ${exports}: ${slideChange(found.change)}.`];
}

function slideLayout(view) {
  const controls = {
    total: slideControl(view, "total", "All trade fell by"),
    imports: slideControl(view, "imports", "Imports from the North fell by"),
  };
  const bars = slideBars(view);
  const steps = h("ol", { class: "slide-steps" });
  const verdict = h("p", {});
  const meets = h("p", { class: "slide-meets" });
  const { total, imports } = view.spec.article;
  const both = () => { keep(view.model, { total, imports }); view.tell(); };
  const article = h("button", { type: "button", on: { click: both } }, `Put in the numbers of WSWS P11: ${total} and ${imports}`);
  const toggle = () => { keep(view.model, { line: !slideState(view).line }); view.tell(); };
  const line = h("button", { type: "button", "aria-pressed": "false", on: { click: toggle } }, `Add the line \u201c38 North: the surplus of 2019 was ${view.spec.surplus}\u201d`);
  view.tell = (first = "") => {
    clearTimeout(view.later);
    view.later = setTimeout(() => {
      const state = slideState(view);
      const found = slideSolve(view.spec.given, state);
      view.status.say(`${first}${slideVerdict(found)}${state.line ? ` ${slideMeets(view, found)}` : ""}`);
    }, SLIDE_QUIET);
  };
  view.status.classList.add("course-hidden"); // for screen readers: the same words stand beside the bars
  view.root.append(h("div", { class: "slide-controls" }, controls.total.element, controls.imports.element),
    h("p", { class: "slide-buttons" }, article), h("div", { class: "slide-columns" }, bars.element,
      h("div", { class: "slide-sum" }, h("h4", { text: "How the sum goes" }), steps)), verdict,
    h("p", { class: "slide-buttons" }, line), meets, view.status);
  const update = () => {
    const state = slideState(view);
    const found = slideSolve(view.spec.given, state);
    controls.total.update(state.total);
    controls.imports.update(state.imports);
    bars.update(found, state.line);
    steps.replaceChildren(...slideSteps(view, state, found).map((step) => h("li", {}, prose(step))));
    verdict.className = found.possible ? "course-note is-good slide-verdict" : "course-note slide-verdict";
    verdict.textContent = slideVerdict(found);
    line.setAttribute("aria-pressed", String(state.line));
    meets.hidden = !state.line;
    meets.replaceChildren(...prose(state.line ? slideMeets(view, found) : ""));
  };
  return { update };
}
