// The review: why each question comes now, ten more on request, and what has come back from each lesson.

const ASKED_FOR_MORE = new WeakSet();
const WAIT_FOR_NOTEBOOK = 2500; // milliseconds before the page says that nobody answers

function whyLine(question) {
  return question.why ? h("p", { class: "q-why" }, h("span", { class: "course-hidden", text: "Why now: " }), question.why) : null;
}

// What stands under the questions of a session. Other lists of questions have no `review` in their spec.
function reviewBox(model, root, state) {
  const { questions, review } = model.get("spec");
  const done = h("p", { class: "course-note is-good" });
  const status = statusLine();
  const table = h("div", {});
  const asks = () => {
    ASKED_FOR_MORE.add(model);
    status.say("Choosing …");
    setTimeout(() => status.isConnected && status.say("The notebook does not answer. Run this cell again."), WAIT_FOR_NOTEBOOK);
    model.send({ type: "more" });
  };
  const more = h("button", { type: "button", class: "course-main", on: { click: asks } }, `${review.more} more questions`);
  const after = h("div", { class: "q-review", hidden: !questions.length && !Object.keys(review.before).length },
    h("div", { "aria-live": "polite" }, done), more, status,
    h("details", {}, h("summary", { text: "What has come back so far" }), table));
  const update = () => {
    const open = questions.filter((question) => !state(question.id).attempts.length).length;
    const whole = questions.length > 0 && open === 0;
    done.hidden = more.hidden = !whole;
    const said = whole ? SESSION_DONE : "";
    if (done.textContent !== said) done.textContent = said;
    table.replaceChildren(reviewTable(countsWith(questions, state, review.before), review.titles));
  };
  if (ASKED_FOR_MORE.delete(model)) focusTitle(root);
  return { after, update };
}

const SESSION_DONE = "This session is done. A few days' rest helps memory more than many questions at once.";

// The new questions stand above the button that was pressed: the keyboard goes to where they begin.
function focusTitle(root) {
  const title = root.querySelector(".course-title");
  title.tabIndex = -1;
  requestAnimationFrame(() => title.focus());
}

function countsWith(questions, state, before) {
  const counts = structuredClone(before);
  for (const question of questions) {
    const [first] = state(question.id).attempts;
    if (!first) continue;
    const count = (counts[question.lesson] ??= [0, 0]);
    count[0] += 1;
    count[1] += first.outcome === "correct" ? 1 : 0;
  }
  return counts;
}

function reviewTable(counts, titles) {
  const numbers = Object.keys(counts).map(Number).sort((a, b) => a - b);
  if (!numbers.length) return h("p", { class: "q-hint", text: "Nothing yet: answer the first question." });
  const head = ["Lesson", "Came back", "Right at once"].map((text) => h("th", { scope: "col", text }));
  const rows = numbers.map((number) => h("tr", {},
    h("th", { scope: "row", text: `${number} · ${titles[number] ?? ""}` }),
    counts[number].map((count) => h("td", { text: String(count) }))));
  return h("table", { class: "q-reviewed" }, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows));
}
