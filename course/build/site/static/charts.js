// Charts: drawn one after another when the page is idle, at once when they come near, so that printing finds all of them.

function drawAll(page) {
  const places = [...document.querySelectorAll("[data-chart]")];
  if (!places.length || !window.vegaEmbed || !isWhole(page)) return;
  const near = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting)
    .forEach((entry) => draw(entry.target, page)), { rootMargin: "800px" });
  places.forEach((place) => near.observe(place));
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));
  const next = () => {
    const place = places.find((one) => !one.dataset.drawn);
    if (place) draw(place, page).finally(() => idle(next));
  };
  idle(next);
}

let charts;
const chartsOf = (page) => (charts ??= unpack(page.charts));

async function draw(place, page) {
  if (place.dataset.drawn) return;
  place.dataset.drawn = "yes";
  await drawIn(place, chartsOf(page)[Number(place.dataset.chart)]);
}

async function drawIn(place, spec) {
  const frame = make("div", { class: "chart-frame" });
  const wait = [...place.childNodes];
  place.replaceChildren(frame);
  try {
    await window.vegaEmbed(frame, spec, { renderer: "svg", actions: false, logLevel: 1 });
    named(frame);
    scrollable(frame, `Chart: ${title(spec)}`);
  } catch (error) {
    console.warn(`chart: ${error}`);
    place.replaceChildren(...wait);
  }
}

// Vega gives every group of marks a role, but only some of them a name. Those without one are no stops for screen readers.
function named(frame) {
  frame.querySelectorAll("svg g[role=graphics-symbol]:not([aria-label])").forEach((group) => {
    group.removeAttribute("role");
    group.removeAttribute("aria-roledescription");
  });
}

function title(spec) {
  const text = isObject(spec.title) ? spec.title.text : spec.title;
  return [text ?? ""].flat().join(" ");
}
