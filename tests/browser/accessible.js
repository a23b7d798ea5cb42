// Measures of a page: contrast as WCAG 2.2 computes it, what stands out of the window, what live regions say.

const channels = (colour) => {
  const numbers = (colour.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number);
  const [r, g, b, alpha = 1] = colour.startsWith("color(") ? [...numbers.slice(0, 3).map((n) => n * 255), numbers[3] ?? 1] : numbers;
  return { rgb: [r, g, b], alpha };
};
const over = (top, alpha, under) => top.map((n, i) => n * alpha + under[i] * (1 - alpha));

// What lies behind an element: its own background and those of its ancestors, until one lets nothing through.
const behind = (element) => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const { rgb, alpha } = channels(getComputedStyle(at).backgroundColor);
    if (alpha > 0) layers.push([rgb, alpha]);
    if (alpha === 1) break;
  }
  return layers.reduceRight((under, [rgb, alpha]) => over(rgb, alpha, under), [255, 255, 255]);
};
const opacity = (element) => {
  let all = 1;
  for (let at = element; at; at = at.parentElement) all *= Number(getComputedStyle(at).opacity);
  return all;
};
const luminance = (rgb) => rgb.map((n) => n / 255).map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4))
  .reduce((sum, n, i) => sum + n * [0.2126, 0.7152, 0.0722][i], 0);
const ratio = (one, two) => {
  const [high, low] = [luminance(one), luminance(two)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};
const against = (colour, element, ground) => {
  const { rgb, alpha } = channels(colour);
  return ratio(over(rgb, alpha * opacity(element), ground), ground);
};

const clipped = (element) => { for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).clipPath.startsWith("inset(50%")) return true; return false; };
const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !clipped(element);
// WCAG leaves out what cannot be used now; the label of such a control too.
const inactive = (element) => element.closest(":disabled, [aria-disabled=true]") || element.closest("label")?.querySelector(":disabled");
const place = (element, text) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}: ${(text ?? element.textContent).trim().slice(0, 50)}`;

// Text in a picture stands on the last shape drawn before it that reaches under its middle.
const ground = (element) => {
  const svg = element.closest("svg");
  if (!svg) return behind(element);
  const box = element.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const under = [...svg.querySelectorAll("rect, circle, ellipse")].filter((shape) => {
    const { left, right, top, bottom } = shape.getBoundingClientRect();
    const before = shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
    return before && left <= x && x <= right && top <= y && y <= bottom && channels(getComputedStyle(shape).fill).alpha > 0;
  }).at(-1);
  if (!under) return behind(svg);
  const { rgb, alpha } = channels(getComputedStyle(under).fill);
  return over(rgb, alpha * opacity(under), behind(svg));
};

const texts = (root) => {
  const found = [];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    const text = walk.currentNode.data;
    if (!text.trim() || /^(STYLE|SCRIPT|OPTION|TITLE)$/i.test(element.tagName) || !seen(element) || inactive(element)) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const colour = element instanceof SVGElement ? style.fill : style.color;
    found.push({ ratio: against(colour, element, ground(element)), least: large ? 3 : 4.5, where: place(element, text) });
  }
  for (const field of root.querySelectorAll("select, textarea, input:not([type=radio], [type=checkbox], [type=range], [type=file])")) {
    if (!seen(field) || inactive(field) || opacity(field) === 0) continue;
    found.push({ ratio: against(getComputedStyle(field).color, field, behind(field)), least: 4.5, where: place(field, field.value) });
  }
  return found;
};

// The edge of a control: its border, or its ground where it has none of the colour around it.
const borders = (root) => [...root.querySelectorAll("select, textarea, button, input:not([type=radio], [type=checkbox], [type=range], [type=file])")]
  .filter((control) => seen(control) && !inactive(control))
  .map((control) => (Number(getComputedStyle(control).opacity) === 0 || getComputedStyle(control).color === "rgba(0, 0, 0, 0)" ? control.parentElement : control))
  .filter((control) => parseFloat(getComputedStyle(control).borderTopWidth) > 0)
  .map((control) => {
    const around = behind(control.parentElement);
    const best = Math.max(against(getComputedStyle(control).borderTopColor, control, around), ratio(behind(control), around));
    return { ratio: best, least: 3, where: place(control, control.getAttribute("aria-label") ?? control.textContent) };
  });

// The ring around what has the focus: on the control, or on the part of the page that stands for it.
const rings = (root) => {
  const kept = document.activeElement;
  const found = [...root.querySelectorAll("select, textarea, button, input, summary, a[href], [tabindex='0']")].filter((control) => seen(control) && !control.disabled).map((control) => {
    control.focus({ preventScroll: true, focusVisible: true });
    for (let at = control; at && at !== root.parentElement; at = at.parentElement) {
      for (const part of [at, at.previousElementSibling]) {
        const style = part && getComputedStyle(part);
        if (!style || style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 || Number(style.opacity) === 0) continue;
        return { ratio: against(style.outlineColor, part, behind(part.parentElement)), least: 3, where: place(control) };
      }
    }
    return { ratio: 1, least: 3, where: place(control) };
  });
  kept?.focus({ preventScroll: true });
  return found;
};

const lowest = (found) => {
  const round = (one) => ({ ...one, ratio: Math.round(one.ratio * 100) / 100 });
  const first = found.toSorted((a, b) => a.ratio / a.least - b.ratio / b.least)[0];
  return { of: found.length, lowest: first ? round(first) : null, low: found.filter((one) => one.ratio < one.least).map(round) };
};

const measures = {
  contrasts(selector) {
    const all = (measure) => lowest([...document.querySelectorAll(selector)].flatMap(measure));
    return { text: all(texts), border: all(borders), focus: all(rings) };
  },
  overflow(selector) {
    const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const inScroller = (element, root) => { for (let at = element.parentElement; at && at !== root.parentElement; at = at.parentElement) if (scrolls(at)) return true; return false; };
    return [...document.querySelectorAll(selector)].flatMap((root) => [...root.querySelectorAll("*")]
      .filter((e) => seen(e) && e.getBoundingClientRect().width > 0 && e.getBoundingClientRect().right > Math.min(window.innerWidth, root.getBoundingClientRect().right) + 1 && !inScroller(e, root))
      .map((e) => place(e))).slice(0, 5);
  },
};

function listen() {
  window.courseHeard = [];
  if (window.courseListens) return;
  window.courseListens = true;
  const live = "[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]";
  new MutationObserver((changes) => {
    const regions = new Set(changes.map(({ target }) => (target.nodeType === 1 ? target : target.parentElement)?.closest(live)));
    for (const region of regions) if (region?.isConnected && region.textContent.trim()) window.courseHeard.push(region.textContent.replace(/\s+/g, " ").trim());
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
}
