// Cards to put in order: into groups, along a scale, stage by stage, in time, or into sound and faulty. Each layout is a part of its own (order_*.js).

// A layout takes the view, fills view.root and gives back { update }, called whenever the value has changed.
const ORDER_LAYOUTS = {
  groups: (view) => groupsLayout(view),
  scale: (view) => (view.spec.forecast ? forecastLayout(view) : scaleLayout(view)),
  stages: (view) => stagesLayout(view),
  map: (view) => causemapLayout(view),
  slide: (view) => slideLayout(view),
  sequence: (view) => sequenceLayout(view),
  ruler: (view) => rulerLayout(view),
  judge: (view) => judgeLayout(view),
};

// What every layout needs: the spec, the frame, one status line (the layout puts it in place), and the cards' states.
function orderView(el, model) {
  const spec = model.get("spec");
  const root = frame(el, { title: spec.title, intro: spec.intro, kind: "order" });
  root.classList.add(`order-${spec.layout}`);
  const states = () => model.get("value")?.cards ?? {};
  const state = (id) => states()[id] ?? {};
  // Patches by card ID; several cards change in one step, so that a check is one change of the value.
  const change = (patches) => {
    const changed = Object.entries(patches).map(([id, patch]) => [id, { ...state(id), ...patch }]);
    keep(model, { cards: { ...states(), ...Object.fromEntries(changed) } });
  };
  const clear = () => keep(model, { cards: {} });
  return { model, spec, root, status: statusLine(), states, state, change, clear };
}

// A card's text, the line under it (unless it only names the paragraph), and the paragraph to open. Feedback goes elsewhere.
function orderCardHead(view, card) {
  const look = card.from ? lookAgain([card.from], view.spec.passages ?? {}, { label: "" }) : null;
  const about = card.about && !(look && card.about === spoken(card.from)) ? h("p", { class: "order-about" }, prose(card.about)) : null;
  return h("div", { class: "order-head" },
    h("p", { class: "order-text" }, prose(card.text)),
    about || look ? h("div", { class: "order-meta" }, about, look) : null);
}

// Where something was read, such as "Yonhap, 25 March 2022: https://...". An address becomes a link that shows its site.
function orderSource(source) {
  return source.split(/(https?:\/\/[^\s,;]+)/).filter(Boolean).map((part) => {
    const [, host] = part.match(/^https?:\/\/([^/?#]+)/) ?? [];
    if (!host) return part;
    const more = h("span", { class: "course-hidden", text: ", opens another site" });
    return h("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, host, more);
  });
}

export default {
  render({ model, el }) {
    const view = orderView(el, model);
    const { update } = ORDER_LAYOUTS[view.spec.layout](view);
    update();
    const events = ["change:value", "change:spec"]; // a restore may also change what a layout compares with
    events.forEach((event) => model.on(event, update));
    return () => events.forEach((event) => model.off(event, update));
  },
};
