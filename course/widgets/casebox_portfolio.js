// The portfolio: what is in it and what is still to come, a name if the student wants one on it, and the page itself.

const PAGE_TYPE = "text/html;charset=utf-8";

// Updated in place, so that a text kept elsewhere on the page changes one line and no more.
function partsList() {
  const list = h("ul", { class: "portfolio-parts", role: "list" });
  let shown = "";
  const update = (parts) => {
    if (JSON.stringify(parts) === shown) return;
    shown = JSON.stringify(parts);
    list.replaceChildren(...parts.map(({ label, here, missing }) => h("li", { class: missing ? "is-open" : "is-done" },
      h("span", { class: "portfolio-mark", "aria-hidden": "true", text: missing ? "\u25cb" : "\u2713" }),
      h("span", { class: "portfolio-label", text: label }), h("span", { class: "course-hidden", text: missing ? ", open: " : ", complete: " }),
      h("span", { class: "portfolio-state" }, here, here && missing ? h("br") : null,
        missing ? h("span", { class: "portfolio-missing", text: missing }) : null))));
  };
  return { list, update };
}

function nameField(python) {
  const id = freshId("name");
  const input = h("input", { type: "text", id, maxlength: "80", autocomplete: "name", "aria-describedby": `${id}-hint` });
  input.addEventListener("change", () => python.ask("name", { name: input.value }));
  const element = h("div", { class: "portfolio-name" },
    h("label", { for: id, text: "Name on the page (optional)" }), input,
    h("p", { id: `${id}-hint`, text: "Leave it empty to hand your work in under your code alone." }));
  const update = (name) => { if (input.getRootNode().activeElement !== input) input.value = name; };
  return { element, input, update };
}

// portfolio-KXMQRT-2026-11-22.html
const pageName = (code) => fileName(code).replace("case-file", "portfolio").replace(/-\d{4}\.json$/, ".html");

function openPage(text, tab) {
  const url = URL.createObjectURL(new Blob([text], { type: PAGE_TYPE }));
  if (tab) tab.location = url;
  setTimeout(() => URL.revokeObjectURL(url), 600_000);
}

function renderPortfolio(model, el) {
  const { title, intro } = model.get("spec");
  const python = correspondence(model);
  const status = statusLine();
  const parts = partsList();
  const name = nameField(python);

  const freshPage = async () => {
    python.ask("name", { name: name.input.value }); // also where the field still has the focus
    const reply = await Promise.race([python.ask("make"), pause(2 * PATIENCE)]);
    const stale = "The notebook does not answer just now, so the page holds what was there when this cell ran.";
    return reply?.page ? { text: reply.page, note: reply.note } : { text: model.get("value").page, note: stale };
  };
  const download = async () => {
    const { text, note } = await freshPage();
    const file = pageName(model.get("value").code);
    offer(text, file, PAGE_TYPE);
    status.say(`**Downloaded:** ${file}, in your downloads folder. ${note}`);
  };
  const read = async () => {
    const tab = window.open("", "_blank"); // at once: a browser blocks a tab that opens later than the click
    const { text } = await freshPage();
    openPage(text, tab);
    status.say(tab ? "It is open in a new tab. You can print it from there." : "Your browser keeps new tabs shut. Download the page instead.");
  };
  const update = () => {
    parts.update(model.get("value").parts);
    name.update(model.get("value").name);
  };

  frame(el, { title, intro, kind: "casebox" }).append(
    parts.list, name.element,
    h("div", { class: "casebox-buttons" },
      h("button", { type: "button", class: "course-main", on: { click: download } }, "Download my portfolio"),
      h("button", { type: "button", on: { click: read } }, "Open it in a new tab")),
    status);
  update();
  model.on("change:value", update);
  python.ask("open");
  return () => {
    model.off("change:value", update);
    python.ask("close");
    python.close();
  };
}
