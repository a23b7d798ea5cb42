// Cause map: the picture. One line per cause and voice; colour, dash and label say who asserts it, width how well.

const CAUSEMAP_ROW = 22; // pixels from one line to the next
const CAUSEMAP_WIDTHS = { "": 2, 1: 2, 2: 4.5, 3: 8 };
const CAUSEMAP_DASHES = { actor: "", "named expert": "16 5", "unnamed analysts": "2 6", report: "10 4 2 4", author: "6 5" };
const CAUSEMAP_WIDE = 620; // pixels from which causes stand beside their lines

function causemapSvg(tag, props = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props)) if (value !== null && value !== undefined) element.setAttribute(name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

function causemapPicture(view) {
  const svg = causemapSvg("svg", { class: "causemap-svg", role: "img" });
  const element = h("figure", { class: "causemap-figure" }, svg, causemapLegend(view));
  let width = 0;
  const draw = () => {
    width = Math.round(element.clientWidth) || 700;
    causemapDraw(view, svg, width);
  };
  new ResizeObserver(() => { if (Math.round(element.clientWidth) !== width) draw(); }).observe(element);
  return { element, draw };
}

// What each look means: never colour alone.
function causemapLegend(view) {
  const sample = (voice) => causemapSvg("svg", { class: "causemap-sample", viewBox: "0 0 46 12", width: 46, height: 12, "aria-hidden": "true" },
    causemapStroke(voice.id, "M2,6H44", 4));
  const entries = view.spec.voices.map((voice) => h("li", {}, sample(voice), h("span", {}, h("b", { text: voice.label }), `: ${voice.hint}`)));
  const widths = `A thicker line: better evidence, as you graded it (${view.spec.grades.map(({ label }) => label).join(", ")}). A line that ends in a cross speaks against its cause.`;
  return h("details", { class: "causemap-legend", open: true }, h("summary", { text: "What the lines mean" }), h("ul", {}, entries), h("p", { text: widths }));
}

function causemapStroke(voice, path, width) {
  const dash = CAUSEMAP_DASHES[voice] || null;
  return causemapSvg("path", { class: "causemap-line", "data-voice": voice, d: path, "stroke-width": width, "stroke-dasharray": dash,
    "stroke-linecap": voice === "unnamed analysts" ? "round" : null });
}

// Where everything stands: a block per cause, a row per line in it.
function causemapPlan(view, width) {
  const wide = width >= CAUSEMAP_WIDE;
  let y = 4;
  const blocks = view.spec.causes.map((cause) => {
    const all = causemapEdges(view, cause);
    const edges = causemapShown(view, all);
    const title = causemapWrap(`${cause.id} ${cause.short}`, wide ? 20 : Math.floor((width - 50) / 9.2));
    const role = causemapRoleWord(view, cause);
    const rows = Math.max(1, edges.length);
    const head = title.length * 17 + (role ? 16 : 0) + 12;
    const block = { cause, all, edges, title, role, y, head, top: wide ? y : y + head };
    block.height = wide ? Math.max(head, rows * CAUSEMAP_ROW + 6) : head + rows * CAUSEMAP_ROW;
    y += block.height + (wide ? 12 : 16);
    return block;
  });
  const box = wide ? { x: width - 118, w: 116 } : { x: width - 30, w: 28 };
  return { wide, width, blocks, height: y, label: wide ? 200 : 6, line: wide ? 368 : 166, box };
}

function causemapRoleWord(view, cause) {
  const { choice } = causemapState(view, cause.id);
  return { trigger: "▲ trigger", underlying: "■ underlying cause", open: "? open" }[choice] ?? "";
}

function causemapWrap(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && `${lines.at(-1)} ${word}`.length > most) lines.push(word);
    else lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
  }
  return lines;
}

function causemapText(lines, x, y, props = {}) {
  return causemapSvg("text", { x, y, ...props }, lines.map((line, n) => {
    const part = causemapSvg("tspan", { x, dy: n ? 17 : 0 });
    part.textContent = line;
    return part;
  }));
}

function causemapDraw(view, svg, width) {
  const plan = causemapPlan(view, width);
  svg.setAttribute("viewBox", `0 0 ${width} ${plan.height}`);
  svg.setAttribute("width", width);
  svg.setAttribute("height", plan.height);
  svg.setAttribute("aria-label", `Map of causes. ${causemapWords(view).join(" ")} The table below says the same.`);
  const lines = plan.blocks.reduce((sum, { edges }) => sum + edges.length, 0);
  let port = 0;
  const drawn = plan.blocks.map((block) => causemapBlock(view, plan, block, (edge, n) => {
    port += 1;
    return causemapEdge(view, plan, block, edge, n, port / (lines + 1));
  }));
  svg.replaceChildren(...[drawn, causemapEvent(view, plan)].flat(Infinity).filter(Boolean));
}

function causemapBlock(view, plan, block, edge) {
  const { wide } = plan;
  const bare = block.all.length > 0 && !block.edges.some(({ stance }) => stance === "asserts");
  const state = !block.all.length ? "open" : bare ? "bare" : "linked";
  const box = causemapSvg("rect", { class: "causemap-cause", "data-state": state, x: 1, y: block.y, width: wide ? 186 : plan.width - 44,
    height: wide ? block.height : block.head - 4, rx: 6 });
  const middle = wide ? block.y + (block.height - block.head) / 2 : block.y - 2;
  const title = causemapText(block.title, 10, middle + 21, { class: "causemap-title" });
  const role = block.role ? causemapText([block.role], 10, middle + 21 + block.title.length * 17, { class: "causemap-role" }) : null;
  const none = block.edges.length ? null
    : causemapText([block.all.length ? "no support left" : "no link yet"], plan.label, block.top + 15 + (wide ? (block.height - CAUSEMAP_ROW) / 2 : 0), { class: "causemap-none" });
  return [box, title, role, none, block.edges.map(edge)];
}

function causemapEdge(view, plan, block, edge, n, share) {
  const rows = plan.wide ? (block.height - block.edges.length * CAUSEMAP_ROW) / 2 : 0;
  const y = block.top + rows + n * CAUSEMAP_ROW + 11;
  const [x, end] = [plan.line, plan.box.x - 9];
  const port = plan.wide ? plan.height * (0.14 + 0.72 * share) : y;
  const against = edge.stance === "denies";
  const stop = against ? x + (end - x) * (plan.wide ? 0.16 : 0.4) : end;
  const path = against || !plan.wide ? `M${x},${y}H${stop}` : `M${x},${y}C${x + (end - x) * 0.5},${y} ${x + (end - x) * 0.5},${port} ${end},${port}`;
  const width = CAUSEMAP_WIDTHS[edge.grade];
  const tip = against ? causemapSvg("path", { class: "causemap-cross", d: `M${stop - 6},${y - 6}l12,12m0,-12l-12,12` })
    : causemapSvg("path", { class: "causemap-tip", "data-voice": edge.voice, d: `M${end},${port - 6}l9,6l-9,6z` });
  const many = edge.links.length > 1 ? ` ×${edge.links.length}` : "";
  const label = causemapText([`${against ? "against: " : ""}${causemapVoice(view, edge.voice).label.replace(/^(a|the) /, "")}${many}`], plan.label, y + 4.5, { class: "causemap-label" });
  return [causemapStroke(edge.voice, path, width), tip, label];
}

function causemapEvent(view, plan) {
  const { box, height, wide } = plan;
  const { label, date } = view.spec.event;
  const top = wide ? height * 0.1 : 2;
  const tall = wide ? height * 0.8 : height - 6;
  const rect = causemapSvg("rect", { class: "causemap-event", x: box.x, y: top, width: box.w, height: tall, rx: 8 });
  const centre = { x: box.x + box.w / 2, y: top + tall / 2 };
  if (!wide) {
    return [rect, causemapText([`${label}, ${date}`], 0, 0, { class: "causemap-event-words", "text-anchor": "middle", transform: `translate(${centre.x + 4.5},${centre.y}) rotate(-90)` })];
  }
  const lines = [...causemapWrap(label, 13), date];
  return [rect, causemapText(lines, centre.x, centre.y - (lines.length - 1) * 8.5 + 4, { class: "causemap-event-words", "text-anchor": "middle" })];
}
