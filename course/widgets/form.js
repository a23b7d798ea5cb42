const TYPING_PAUSE = 500; // milliseconds after the last key before a draft is kept

const newId = () => `c-${new Date().toISOString()}-${Math.random().toString(16).slice(2, 8)}`;

// A form of rows, unless the spec names another view (form_*.js).
const FORM_VIEWS = { lexicon: (shown) => lexiconView(shown) };

function rowsView({ model, el }) {
  const spec = model.get("spec");
  const status = statusLine();
  const rows = () => model.get("value").rows ?? [];
  const draft = () => model.get("value").draft ?? {};
  let editing = null;
  let timer = null;
  let removed = null;

  const fields = spec.fields.map((field) => formField(field, spec, () => {
    clearTimeout(timer);
    timer = setTimeout(keepDraft, TYPING_PAUSE);
  }));
  const typed = () => Object.fromEntries(fields.map((field) => [field.name, field.typed()]).filter(([, text]) => text));
  const entered = () => Object.fromEntries(fields.map((field) => [field.name, field.read()]));
  const fill = (values) => fields.forEach((field) => field.write(values[field.name]));
  const keepDraft = () => { if (!editing) keep(model, { draft: typed() }); };
  const count = (n) => `${n} ${spec.noun[n === 1 ? 0 : 1]}`;

  const legend = h("legend");
  const submit = h("button", { type: "submit", class: "course-main" });
  const cancel = h("button", { type: "button", on: { click: () => leave("Nothing was changed.") } }, "Cancel");
  const undo = h("button", { type: "button", class: "form-undo", hidden: true, on: { click: () => putBack() } }, "Undo");
  const empty = h("p", { class: "form-empty", text: "No rows yet. The first one appears here." });
  const table = rowTable(spec, { edit: (id) => edit(id), remove: (id) => remove(id) });

  // Add, or change one row: the same fields, and the words on the button say which.
  const mode = (id) => {
    editing = id;
    const number = rows().findIndex((row) => row.id === id) + 1;
    legend.textContent = id ? `Change row ${number}` : "A new row";
    submit.textContent = id ? "Save the change" : spec.add_label;
    cancel.hidden = !id;
  };
  const edit = (id) => {
    if (!editing) keepDraft(); // what was typed for a new row comes back afterwards
    clearTimeout(timer);
    mode(id);
    fill(rows().find((row) => row.id === id));
    fields[0].input.focus();
  };
  const leave = (message) => {
    const id = editing;
    mode(null);
    fill(draft());
    status.say(message);
    table.focus(`Edit/${id}`);
  };
  const save = () => {
    const wrong = fields.filter((field) => !field.check());
    if (wrong.length) {
      status.say(`Not yet: look at ${wrong.length === 1 ? "one field" : `${wrong.length} fields`}.`);
      return wrong[0].input.focus();
    }
    clearTimeout(timer);
    forget();
    const now = { ...entered(), at: new Date().toISOString() };
    if (editing) {
      keep(model, { rows: rows().map((row) => (row.id === editing ? { ...row, ...now } : row)) });
      return leave("Changed.");
    }
    keep(model, { rows: [...rows(), { id: newId(), ...now }], draft: {} });
    fill({});
    return status.say(`**Added.** You now have ${count(rows().length)}.`);
  };
  const remove = (id) => {
    const at = rows().findIndex((row) => row.id === id);
    removed = { row: rows()[at], at };
    if (editing === id) leave("");
    keep(model, { rows: rows().filter((row) => row.id !== id) });
    undo.hidden = false;
    status.say(`Row ${at + 1} removed.`);
    undo.focus();
  };
  const forget = () => { removed = null; undo.hidden = true; };
  const putBack = () => {
    const { row, at } = removed;
    keep(model, { rows: rows().toSpliced(at, 0, { ...row, at: new Date().toISOString() }) });
    forget();
    status.say("The row is back.");
    table.focus(`Remove/${row.id}`);
  };

  const update = () => {
    table.update(rows());
    empty.hidden = rows().length > 0;
    if (editing && !rows().some((row) => row.id === editing)) mode(null);
    const busy = form.contains(document.activeElement) && document.activeElement !== submit;
    if (!editing && !busy && JSON.stringify(typed()) !== JSON.stringify(draft())) fill(draft());
  };
  const form = h("form", { class: "form-editor", novalidate: true, on: { submit: (event) => { event.preventDefault(); save(); } } },
    h("fieldset", {}, legend, h("div", { class: "form-fields" }, fields.map((field) => field.element))),
    h("div", { class: "form-buttons" }, submit, cancel));

  frame(el, { title: spec.title, intro: spec.intro, kind: "form" }).append(
    form, h("div", { class: "form-said" }, status, undo), h("div", { class: "form-list" }, empty, table.element));
  mode(null);
  update();
  model.on("change:value", update);
  model.send({ type: "open" });
  return () => {
    clearTimeout(timer);
    keepDraft();
    model.off("change:value", update);
  };
}

export default {
  render(shown) {
    const { view } = shown.model.get("spec");
    return (FORM_VIEWS[view] ?? rowsView)(shown);
  },
};
