// Where the machine forgets (Binder): after some minutes of work with no download, a note in the corner of the page.
// It takes no focus, has no countdown, and stays away for the same time once it is dismissed.
function reminder({ minutes, hasNews, download }) {
  const line = h("p", { "aria-live": "polite", class: "casebox-toast-text" });
  const buttons = h("div", { class: "casebox-toast-buttons" });
  const note = h("section", { class: "course-widget casebox-toast", "aria-label": "Case file reminder" }, line, buttons);
  let since = Date.now();

  const rest = () => {
    since = Date.now();
    line.textContent = "";
    buttons.replaceChildren();
    note.classList.remove("is-shown");
  };
  const take = () => { rest(); download(); };
  const show = () => {
    note.classList.add("is-shown");
    line.textContent = "Download your case file now. Binder forgets your work when you pause for about ten minutes.";
    buttons.replaceChildren(
      h("button", { type: "button", class: "course-main", on: { click: take } }, "Download now"),
      h("button", { type: "button", on: { click: rest } }, "Not now"));
  };
  const look = () => {
    const due = Date.now() - since >= minutes * 60_000;
    if (due && hasNews() && !note.classList.contains("is-shown")) show();
  };

  // One note per page is enough, however many boxes are on it.
  if (!globalThis.courseReminder?.isConnected) {
    globalThis.courseReminder = note;
    document.body.append(note);
    for (const type of ["keydown", "pointerdown"]) window.addEventListener(type, look, true);
  }
  return {
    rest,
    remove() {
      for (const type of ["keydown", "pointerdown"]) window.removeEventListener(type, look, true);
      note.remove();
    },
  };
}
