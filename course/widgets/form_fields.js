// The fields of a form: each has read(), write(value), problem() and the element to focus.

// Paragraph IDs out of free text, and whatever is left over. "GVS p4" counts; "GVS-P99" does not exist.
function readPassages(text, { pattern, blocks }) {
  const found = new Map();
  const unknown = [];
  const rest = text.replace(new RegExp(pattern, "gi"), (whole, article, number) => {
    const name = article.toUpperCase();
    const id = `${name}-P${String(Number(number)).padStart(2, "0")}`;
    if (Number(number) < 1 || (blocks[name] && Number(number) > blocks[name])) unknown.push(whole);
    else found.set(id, true);
    return " ";
  });
  const words = rest.split(/[\s,;.()]+/).filter((word) => word && !/^(and|&|\+|-|\/)$/i.test(word));
  return { ids: [...found.keys()], unknown, words };
}

function passageProblem(text, spec) {
  const { unknown, words } = readPassages(text, spec);
  if (unknown.length) return `There is no paragraph ${unknown.join(", ")}. Look at its number again.`;
  if (words.length) return `Not a paragraph: “${words.join(" ")}”. Write an article and a number, such as GVS P14.`;
  return null;
}

function passageChips(ids) {
  return h("ul", { class: "form-chips" }, ids.map((id) => h("li", {}, passageChip(id))));
}

// A chip opens the paragraph where a reader is on the page; elsewhere it is a label.
function passageChip(id) {
  const button = openInReader(id);
  if (!button) return h("span", { class: "form-chip", text: spoken(id) });
  button.className = "course-chip form-chip";
  button.setAttribute("aria-label", `Open ${spoken(id)} in the reader`);
  button.textContent = spoken(id);
  return button;
}

function control(field, id, describedby) {
  const shared = { id, "aria-describedby": describedby, "aria-required": field.required ? "true" : null };
  if (field.kind === "long") return h("textarea", { rows: "2", ...shared });
  if (field.kind !== "select") return h("input", { type: "text", autocomplete: "off", ...shared });
  return h("select", shared, h("option", { value: "", text: "Choose …" }),
    field.options.map((option) => h("option", { value: option.id, text: option.label })));
}

function formField(field, spec, onInput) {
  const id = freshId("field");
  const [hint, error] = [`${id}-hint`, `${id}-error`];
  const input = control(field, id, `${hint} ${error}`);
  const message = h("p", { id: error, class: "form-error" });
  const chips = h("div", { class: "form-read" });
  const isPassages = field.kind === "passages";
  const showChips = () => {
    if (!isPassages) return;
    const { ids } = readPassages(input.value, spec);
    chips.replaceChildren(...(ids.length ? [passageChips(ids)] : []));
  };
  const fault = () => {
    if (field.required && !input.value.trim()) return field.kind === "select" ? "Choose one." : "Please fill this in.";
    return isPassages ? passageProblem(input.value, spec) : null;
  };
  const mark = (text) => {
    message.textContent = text ?? "";
    if (text) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  input.addEventListener("input", () => { showChips(); if (message.textContent) mark(fault()); onInput(); });
  const element = h("div", { class: `form-field is-${field.kind}` },
    h("label", { for: id }, field.label, field.required ? null : h("span", { class: "form-optional", text: " (if you can)" })),
    h("p", { id: hint, class: "form-hint", text: field.hint ?? "" }), input, chips, message);
  return {
    name: field.name, element, input,
    typed: () => input.value,
    read: () => (isPassages ? readPassages(input.value, spec).ids : input.value.trim()),
    write: (value) => {
      input.value = Array.isArray(value) ? value.map(spoken).join(", ") : value ?? "";
      showChips();
      mark(null);
    },
    check: () => { mark(fault()); return !message.textContent; },
  };
}
