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
    onePicture(frame, title(spec));
    scrollable(frame, `Chart: ${title(spec)}`);
  } catch (error) {
    console.warn(`chart: ${error}`);
    place.replaceChildren(...wait);
  }
}

// For a screen reader a chart is one picture with a name: its words and its table follow. Vega would have every mark read out,
// with all its fields ("start: 0; end: 1; kind: ...").
function onePicture(frame, name) {
  for (const attribute of ["role", "aria-roledescription", "aria-label"]) frame.removeAttribute(attribute);
  const picture = frame.querySelector("svg");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", name);
  [...picture.children].forEach((part) => part.setAttribute("aria-hidden", "true"));
}

function title(spec) {
  const text = isObject(spec.title) ? spec.title.text : spec.title;
  return [text ?? ""].flat().join(" ");
}
