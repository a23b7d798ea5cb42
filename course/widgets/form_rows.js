// The rows as a table; where it is narrow, the same table as a stack of cards. The roles keep it a table for screen
// readers, because browsers forget that when the style changes what a table looks like.

function shownValue(field, value) {
  if (field.kind === "passages") return value?.length ? passageChips(value) : "–";
  if (field.kind !== "select") return value || "–";
  const label = field.options.find((option) => option.id === value)?.label ?? value ?? "–";
  return h("span", { class: `form-state is-${value}` }, label.split(":")[0]);
}

function rowButtons(row, number, { edit, remove }) {
  const button = (name, act) => h("button", {
    type: "button", class: "course-link", "aria-label": `${name} row ${number}`, dataset: { key: `${name}/${row.id}` },
    on: { click: () => act(row.id) },
  }, name);
  return h("td", { role: "cell", class: "form-acts" }, button("Edit", edit), button("Remove", remove));
}

function tableRow(row, number, spec, acts) {
  return h("tr", { role: "row" },
    spec.fields.map((field) => h("td", { role: "cell", class: `is-${field.kind}` },
      h("span", { class: "form-cell-label", "aria-hidden": "true", text: field.label }), shownValue(field, row[field.name]))),
    rowButtons(row, number, acts));
}

function rowTable(spec, acts) {
  const head = h("tr", { role: "row" },
    spec.fields.map((field) => h("th", { role: "columnheader", scope: "col", text: field.label })),
    h("th", { role: "columnheader", scope: "col" }, h("span", { class: "course-hidden", text: "Actions" })));
  const caption = h("caption");
  const body = h("tbody", { role: "rowgroup" });
  const element = h("table", { role: "table", class: "form-rows" }, caption, h("thead", { role: "rowgroup" }, head), body);
  let shown = "";
  const update = (rows) => {
    element.hidden = !rows.length;
    if (JSON.stringify(rows) === shown) return;
    shown = JSON.stringify(rows);
    const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    caption.textContent = `${spec.caption}: ${rows.length} ${spec.noun[rows.length === 1 ? 0 : 1]}`;
    body.replaceChildren(...rows.map((row, index) => tableRow(row, index + 1, spec, acts)));
    if (key) focus(key);
  };
  const focus = (key) => element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  return { element, update, focus };
}
