// The host of the front-ends: a model as anywidget gives them, with the case file in the place of Python.

function makeModel(front, store) {
  const heard = new Map();
  const data = shownBy(front, store);
  const emit = (name, ...rest) => [...(heard.get(name) ?? [])].forEach((listener) => listener(...rest));
  const model = {
    get: (name) => data[name],
    set(name, to) {
      if (JSON.stringify(data[name]) === JSON.stringify(to)) return;
      data[name] = to;
      emit(`change:${name}`);
    },
    on: (name, listener) => { heard.set(name, (heard.get(name) ?? new Set()).add(listener)); },
    off: (name, listener) => (listener ? heard.get(name)?.delete(listener) : heard.delete(name)),
    save_changes: () => KEEP[front.keeps](model, front, store),
    send: (content) => answer(content, model, front, store, (reply) => emit("msg:custom", reply)),
  };
  return model;
}

// What a front-end shows and what the case file has of it. Some choose their questions by what has been answered so far.
function shownBy(front, store) {
  if (front.keeps === "judge") {
    return { spec: { ...front.spec, first: front.spec.answers ? firstRound(front.spec.cards, store) : null }, value: recalled(front, store) };
  }
  if (front.keeps === "recall") return { spec: recallSpec(front, store), value: recalled(front, store) };
  if (front.keeps !== "review") return { spec: front.spec, value: recalled(front, store) };
  const [spec, value] = openSession(front, store);
  return { spec, value };
}

// What a front-end shows: how the lesson opens it, and over that what the case file has.
function recalled(front, store) {
  if (front.keeps === "casefile") return boxValue(store);
  const kept = store.recall(front.spec.id);
  if (front.keeps === "desk") return deskValue(front, store);
  if (front.keeps === "conflicts") return { rows: store.conflicts(), draft: kept.draft ?? {} };
  return { ...structuredClone(front.value), ...kept };
}

// The counts of a finished first round of the 24 claims, as course/quiz/discernment.py has them; else null.
function firstRound(cards, store) {
  const kept = store.recall("discernment.first");
  const flags = cards.map((card) => [card.faulty, own(kept.cards ?? {}, card.id)?.flagged]);
  if (!kept.finished || flags.some(([, flagged]) => typeof flagged !== "boolean")) return null;
  const count = (faulty) => flags.filter((flag) => flag[0] === faulty);
  const flagged = (faulty) => count(faulty).filter((flag) => flag[1]).length;
  return { hits: flagged(true), faulty: count(true).length, falseAlarms: flagged(false), sound: count(false).length };
}

const deskPlace = (front, id) => `${front.spec.id.split("/")[0]}/${id}`;
function deskValue(front, store) {
  const kept = front.spec.questions.map(({ id }) => [id, store.recall(deskPlace(front, id))[id]]);
  return Object.fromEntries(kept.filter(([, state]) => state));
}

// Whatever is new in the state of the questions goes to the record of answers and texts.
function record(model, store) {
  const value = model.get("value");
  for (const question of model.get("spec").questions) {
    const now = value[question.id] ?? {};
    (now.attempts ?? []).forEach((attempt) => store.recordAnswer(question.id, attempt));
    if (question.kind === "text" && now.checked) store.recordWriting(question.id, now.response, now.level ?? null);
  }
  const track = TRACKS[value["L0.T1"]?.attempts?.at(-1)?.response];
  if (track && store.state().track !== track) store.setTrack(track);
}

const TRACKS = { a: "read", b: "operate", c: "code" };
const KEEP = {
  state: (model, front, store) => store.remember(front.spec.id, model.get("value")),
  judge: (model, front, store) => store.remember(front.spec.id, model.get("value")),
  casefile() {},
  conflicts(model, front, store) {
    const { rows = [], draft = {} } = model.get("value");
    store.keepConflicts(front.shownRows ?? [], rows);
    front.shownRows = rows;
    store.remember(front.spec.id, { draft });
  },
  answers(model, front, store) {
    store.remember(model.get("spec").id, model.get("value"));
    record(model, store);
  },
  recall: (...all) => KEEP.answers(...all),
  review: (...all) => KEEP.answers(...all),
  // Each text lies where the lessons keep it, under its own ID.
  desk(model, front, store) {
    const value = model.get("value");
    for (const { id } of front.spec.questions) if (value[id]) store.remember(deskPlace(front, id), { [id]: value[id] });
    record(model, store);
  },
};

function boxValue(store) {
  const summary = summarise(store.state());
  const names = { answers: "answer", writing: "text", conflicts: "conflict" };
  const inside = Object.entries(names).filter(([key]) => summary[key])
    .map(([key, name]) => `${summary[key]} ${name}${summary[key] > 1 ? "s" : ""}`);
  return {
    code: store.state().code, updated: store.state().updated, saved: store.isSaved(),
    inside: inside.join(", ") || "nothing yet", notices: [...store.notices], downloaded: store.downloaded(), file: store.toJson(),
  };
}

const MESSAGES = {
  open: () => ({ ok: true }),
  close: () => ({ ok: true }),
  download: (store) => ({ ok: true, text: store.toJson() }),
  downloaded: (store) => { store.downloaded(stamp()); return { ok: true }; },
  restore: (store, content) => ({ ok: true, message: store.restore(String(content.text ?? "")) }),
  erase: (store) => ({ ok: true, message: store.erase() }),
};

// What a front-end asks of Python, answered here.
function answer(content, model, front, store, reply) {
  if (content.type === "kept?") { // whether a text has reached the case file
    const trouble = store.isSaved() ? "" : store.notices.join(" ");
    const state = structuredClone(model.get("value")[content.of] ?? null);
    queueMicrotask(() => reply({ id: content.id, ok: true, state, trouble }));
  }
  if (front.keeps === "review" && content.type === "more") {
    const [spec, value] = nextSession(front, store);
    model.set("value", value);
    model.set("spec", spec);
  }
  if (front.keeps === "casefile" && own(MESSAGES, content.type)) {
    let said;
    try {
      said = MESSAGES[content.type](store, content);
    } catch (error) {
      said = { ok: false, message: error.message };
    }
    model.set("value", boxValue(store));
    reply({ id: content.id, ...said });
  }
}

// Put every front-end of the page in its place. What cannot be shown leaves its static form standing.
function mountAll(page, store) {
  const mounted = [];
  const fronts = isWhole(page) ? unpack(page.fronts) : [];
  if (fronts.some((front) => front.keeps === "casefile")) store.flush();
  if (!fronts.length) {
    store.notices.push("This copy of the page was changed after it was made, by saving or translating it. Questions and cards work on the original page.");
    return mounted;
  }
  document.querySelectorAll("[data-front]").forEach((place) => {
    const front = fronts[Number(place.dataset.front)];
    const model = mount(place, front, store);
    if (model) mounted.push({ front, model });
  });
  store.subscribe((kind) => mounted.forEach(({ front, model }) => {
    if (kind !== "whole" && front.keeps !== "casefile") return;
    const { spec, value } = shownBy(front, store);
    if (front.keeps === "conflicts") front.shownRows = value.rows;
    model.set("value", value);
    model.set("spec", spec);
  }));
  return mounted;
}

// "7 · Write", and then a card called "Write": the second title is left to those who jump from card to card by ear.
function hideDouble(place) {
  const title = place.querySelector(".course-title");
  const before = place.closest(".cell")?.previousElementSibling;
  const heading = before?.matches("h2, h3") ? [...before.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("").trim() : "";
  if (title && heading.toLowerCase() === title.textContent.trim().toLowerCase()) title.classList.add("course-hidden");
}

function mount(place, front, store) {
  const still = [...place.childNodes];
  // A case file may hold what an older edition kept: then the front-end starts as the lesson opens it.
  for (const memory of [store, { ...store, recall: () => ({}) }]) {
    try {
      const model = makeModel(front, store);
      if (memory !== store) model.set("value", front.keeps === "review" ? {} : recalled(front, memory));
      if (front.keeps === "conflicts") front.shownRows = model.get("value").rows;
      const element = document.createElement("div");
      place.replaceChildren(element);
      window.courseFronts[front.module].render({ model, el: element });
      hideDouble(place);
      return model;
    } catch (error) {
      console.warn(`${front.spec.id}: ${error}`);
    }
  }
  place.replaceChildren(...still);
  return null;
}
