// Marking: one text at a time under a code, the rubric as radio buttons, and a key for everything. Nothing here knows a name.

const MARK_PAUSE = 800; // milliseconds after the last key before a comment is sent
const MARK_PATIENCE = 5000; // milliseconds until we say that the kernel does not answer
const MARK_KEYS = [["1\u20134", "give a level"], ["n", "next text"], ["p", "previous text"], ["o", "next text without a level"], ["c", "write a comment; Tab leads on"]];

const markCount = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

// Who marks: asked first, because levels are kept per marker and nobody sees those of others.
function markerForm(start) {
  const id = freshId("marker");
  const field = h("input", { type: "text", id, maxlength: 60, autocomplete: "off", "aria-describedby": `${id}-hint` });
  const wrong = h("p", { class: "mark-wrong", role: "alert" });
  const status = statusLine();
  let timer = null;
  const wait = () => {
    status.say("One moment.");
    timer = setTimeout(() => status.say("**The kernel does not answer.** Run the cell again."), MARK_PATIENCE);
  };
  const form = h("form", { class: "mark-who", novalidate: true, on: { submit: (event) => {
    event.preventDefault();
    wrong.textContent = field.value.trim() ? "" : "Write a name or initials first.";
    if (!field.value.trim()) return field.focus();
    wait();
    return start(field.value.trim());
  } } },
    h("label", { for: id, text: "Your name or initials" }),
    h("p", { class: "mark-hint", id: `${id}-hint`, text: "Kept with your levels, and never shown to students. Who comes back under the same name goes on." }),
    h("div", { class: "mark-row" }, field, h("button", { type: "submit", class: "course-main" }, "Start")), wrong, status);
  const done = () => { clearTimeout(timer); status.say(""); };
  return { element: form, done, again: () => { field.value = ""; field.focus(); } };
}

// Levels as radio buttons. They are made anew for each task, since rubrics differ.
function levelField(choose) {
  const legend = h("legend");
  const list = h("div", { class: "mark-levels" });
  const element = h("fieldset", {}, legend, list);
  let inputs = [];
  const put = (rubric) => {
    const name = freshId("level");
    legend.textContent = `Level (keys 1 to ${rubric.length})`;
    inputs = rubric.map((_, index) => h("input", { type: "radio", name, value: index + 1, on: { change: () => choose(index + 1) } }));
    list.replaceChildren(...rubric.map((words, index) => h("label", { class: "mark-level" }, inputs[index],
      h("span", {}, h("strong", { text: `${index + 1}. ` }), prose(words)))));
  };
  return { element, put, show: (level) => inputs.forEach((input, index) => { input.checked = level === index + 1; }), most: () => inputs.length };
}

// What is on its way to the gradebook. A level counts as kept only when the kernel has said so.
function outbox(model, status) {
  const waiting = new Map();
  const patience = (key) => setTimeout(() => status.say("**Not kept yet.** The kernel does not answer. Run the cell again when it does, and look whether the level is there."), MARK_PATIENCE);
  return {
    send(key, mark) {
      clearTimeout(waiting.get(key));
      waiting.set(key, patience(key));
      model.send({ type: "level", key, level: mark.level, comment: mark.comment });
    },
    done(key) { clearTimeout(waiting.get(key)); waiting.delete(key); },
    stop() { waiting.forEach(clearTimeout); },
  };
}

// The desk: state is the list of texts, the marks by key, and where we are.
function markingDesk(status, send, leave) {
  const parts = {
    task: h("select", { id: freshId("task"), on: { change: () => choose(parts.task.value) } }),
    bar: h("progress", { "aria-label": "Texts of this task with a level", value: 0, max: 1 }),
    count: h("p", { class: "mark-count" }),
    stem: h("p", { class: "mark-stem" }),
    head: h("h4", { class: "mark-code", tabindex: "-1" }),
    about: h("p", { class: "mark-hint" }),
    words: h("div", { class: "mark-text", dir: "auto" }),
    cited: h("div", {}),
    comment: h("textarea", { id: freshId("comment"), rows: 3, maxlength: 5000, on: { input: () => typing(), blur: () => flush() } }),
    who: h("span"),
  };
  const levels = levelField((level) => give(level));
  let desk = { texts: [], tasks: [], levels: {}, passages: {} };
  let [same, at, timer] = [[], 0, null];
  const marks = () => desk.levels;
  const now = () => same[at];
  const button = (words, key, act, kind) => h("button", { type: "button", class: kind, "aria-keyshortcuts": key, on: { click: act } }, words, h("kbd", { class: "mark-key", "aria-hidden": "true", text: key }));

  const options = () => desk.tasks.map((task) => {
    const all = desk.texts.filter((text) => text.task === task.id);
    return h("option", { value: task.id, text: `${task.id}: ${all.filter((text) => marks()[text.key]).length} of ${all.length} marked` });
  });
  const tally = () => {
    const done = same.filter((text) => marks()[text.key]).length;
    const kept = parts.task.value;
    parts.task.replaceChildren(...options());
    parts.task.value = kept;
    parts.bar.max = same.length || 1;
    parts.bar.value = done;
    parts.count.textContent = `${done} of ${markCount(same.length, "text")} marked`;
  };
  const show = () => {
    const text = now();
    const mark = marks()[text.key];
    parts.head.textContent = `Text ${text.code}`;
    parts.about.textContent = `${at + 1} of ${same.length} \u00b7 ${markCount(text.words, "word")}${text.cited.length ? "" : " \u00b7 cites no paragraph"}`;
    parts.words.textContent = text.text;
    parts.cited.replaceChildren(lookAgain(text.cited, desk.passages, { label: "Cited:" }) ?? "");
    parts.comment.value = mark?.comment ?? "";
    levels.show(mark?.level);
    tally();
  };
  const choose = (id) => {
    flush();
    const task = desk.tasks.find((one) => one.id === id);
    parts.task.value = id;
    same = desk.texts.filter((text) => text.task === id);
    at = Math.max(0, same.findIndex((text) => !marks()[text.key]));
    parts.stem.replaceChildren(...prose(task.stem));
    levels.put(task.rubric);
    show();
  };
  const keepMark = (mark) => {
    marks()[now().key] = mark;
    send(now().key, mark);
    tally();
  };
  const give = (level) => {
    clearTimeout(timer);
    timer = null;
    levels.show(level);
    keepMark({ level, comment: parts.comment.value.trim() });
  };
  const typing = () => { clearTimeout(timer); timer = setTimeout(flush, MARK_PAUSE); };
  // A comment goes with its level; without one it waits in the field.
  const flush = () => {
    clearTimeout(timer);
    timer = null;
    const comment = parts.comment.value.trim();
    const mark = now() && marks()[now().key];
    if (mark && comment !== mark.comment) keepMark({ ...mark, comment });
    else if (now() && !mark && comment) status.say("The comment is kept together with a level: give one.");
  };
  const go = (to, said = "") => {
    const open = now() && !marks()[now().key] && parts.comment.value.trim();
    flush();
    if (open) return parts.comment.focus(); // what was typed must not be lost
    at = to;
    show();
    parts.head.focus();
    return status.say(said);
  };
  const next = () => (at + 1 < same.length ? go(at + 1) : status.say("That was the last text of this task."));
  const previous = () => (at > 0 ? go(at - 1) : status.say("This is the first text of this task."));
  const nextOpen = () => {
    const round = [...same.keys()].map((step) => (at + 1 + step) % same.length);
    const found = round.find((index) => !marks()[same[index].key]);
    return found === undefined ? status.say("Every text of this task has a level.") : go(found);
  };
  const act = { n: next, p: previous, o: nextOpen, c: () => parts.comment.focus() };
  const press = (key) => {
    if (Object.hasOwn(act, key)) return act[key](), true;
    const level = /^[1-9]$/.test(key) ? Number(key) : 0;
    if (level && level <= levels.most()) return give(level), true;
    return false;
  };

  const element = h("div", { class: "mark-desk", hidden: true },
    h("div", { class: "mark-top" },
      h("div", {}, h("label", { for: parts.task.id, text: "Task" }), parts.task),
      h("div", { class: "mark-progress" }, parts.bar, parts.count),
      h("p", { class: "mark-me" }, "Marker: ", parts.who, " ", h("button", { type: "button", class: "course-link", on: { click: () => { flush(); leave(); } } }, "Change"))),
    parts.stem,
    h("div", { class: "mark-sheet" },
      h("div", { class: "mark-read" }, parts.head, parts.about, parts.words, parts.cited),
      h("div", { class: "mark-judge" }, levels.element,
        h("label", { for: parts.comment.id, class: "mark-label" }, "Comment for the student ", h("kbd", { class: "mark-key", "aria-hidden": "true", text: "c" })), parts.comment,
        h("div", { class: "mark-row" }, button("Previous", "p", previous), button("Next", "n", next, "course-main"), button("Next open", "o", nextOpen)), status)),
    h("details", { class: "mark-keys" }, h("summary", { text: "Keys" }),
      h("p", { text: "They work while the focus is in this view and not in a field." }),
      h("ul", {}, MARK_KEYS.map(([key, what]) => h("li", {}, h("kbd", { class: "mark-key", text: key }), ` ${what}`)))));
  const open = (given) => {
    const kept = desk.marker === given.marker && now()?.key;
    desk = given;
    parts.who.textContent = given.marker;
    parts.task.replaceChildren(...options());
    const first = desk.tasks.find((task) => desk.texts.some((text) => text.task === task.id && !marks()[text.key])) ?? desk.tasks[0];
    choose(kept ? kept.split("/")[0] : first.id);
    if (kept) { at = Math.max(0, same.findIndex((text) => text.key === kept)); show(); }
  };
  return { element, open, press, flush, focus: () => parts.head.focus(), stop: () => clearTimeout(timer) };
}

// Digits and letters are ours only while the focus is in the view, and not where somebody types or chooses.
function markingKeys(root, desk) {
  return (event) => {
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || !root.contains(target) || desk.element.hidden) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (target.matches("textarea, select, input:not([type=radio])")) return;
    if (desk.press(event.key)) event.preventDefault();
  };
}

export default {
  render({ model, el }) {
    const spec = model.get("spec");
    const status = statusLine();
    const box = outbox(model, status);
    const who = markerForm((name) => model.send({ type: "marker", name }));
    const swap = (marking) => { who.element.hidden = marking; desk.element.hidden = !marking; };
    const desk = markingDesk(status, (key, mark) => box.send(key, mark), () => { swap(false); who.again(); });
    const root = frame(el, { title: spec.title, intro: spec.intro, kind: "marking" });
    root.tabIndex = -1; // a click on plain text keeps the focus, and with it the keys, in here
    root.append(who.element, desk.element);
    const hear = (message) => {
      if (message.type === "desk") {
        const asked = !who.element.hidden && root.contains(root.getRootNode().activeElement);
        desk.open(message);
        swap(true);
        who.done();
        status.say("");
        if (asked) desk.focus();
      }
      if (message.type === "kept") { box.done(message.key); status.say(`Kept: level ${message.level} for ${message.key.split("/")[1]}.`); }
      if (message.type === "refused") { box.done(message.key); status.say(`**Not kept.** ${message.why}`); }
    };
    const keys = markingKeys(root, desk);
    model.on("msg:custom", hear);
    window.addEventListener("keydown", keys, true);
    model.send({ type: "open" });
    return () => {
      desk.flush();
      desk.stop();
      box.stop();
      who.done();
      model.off("msg:custom", hear);
      window.removeEventListener("keydown", keys, true);
    };
  },
};
