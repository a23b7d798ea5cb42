const LIMIT = 5_000_000;
const PATIENCE = 800; // milliseconds before a busy notebook is not waited for

function clockTime(iso) {
  if (!iso) return "not yet";
  const moment = new Date(iso);
  const time = moment.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const today = moment.toDateString() === new Date().toDateString();
  return today ? `today at ${time}` : `${moment.toLocaleDateString([], { day: "numeric", month: "long" })} at ${time}`;
}

// case-file-KXMQRT-2026-11-22-1432.json: the newest download is easy to find.
function fileName(code) {
  const now = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString();
  return `case-file-${code}-${now.slice(0, 10)}-${now.slice(11, 16).replace(":", "")}.json`;
}

function offer(text, name, type = "application/json") {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

// The code, when it was saved, what is in it. Updated in place: nothing flickers, focus stays.
function factList() {
  const cells = { code: h("dd", { class: "casebox-code" }), saved: h("dd"), inside: h("dd"), downloaded: h("dd") };
  const names = { code: "Your code", saved: "Saved", inside: "In it", downloaded: "Downloaded" };
  const list = h("dl", { class: "casebox-facts" },
    Object.entries(cells).map(([key, cell]) => h("div", {}, h("dt", { text: names[key] }), cell)));
  const update = (value) => {
    const shown = {
      code: value.code,
      saved: value.saved ? clockTime(value.updated) : "not on disk, see below",
      inside: value.inside,
      downloaded: clockTime(value.downloaded),
    };
    for (const [key, text] of Object.entries(shown)) if (cells[key].textContent !== text) cells[key].textContent = text;
  };
  return { list, update };
}

// What went wrong with the disk, one note each.
function noticeBoard() {
  const board = h("div", { "aria-live": "polite" });
  let shown = "";
  const update = (notices) => {
    if (JSON.stringify(notices) === shown) return;
    shown = JSON.stringify(notices);
    board.replaceChildren(inOne(notices.map((text) => h("p", { class: "course-note" }, h("strong", { text: "Please read: " }), text))));
  };
  return { board, update };
}

// A button that asks once more, in place.
function eraser(erase) {
  const questionId = freshId("erase");
  const start = h("button", { type: "button", class: "course-link casebox-erase" }, "Erase my case file");
  const no = h("button", { type: "button", "aria-describedby": questionId }, "No, keep it");
  const yes = h("button", { type: "button" }, "Yes, erase it");
  const confirm = h("div", { class: "casebox-confirm", role: "group", "aria-labelledby": questionId, hidden: true },
    h("p", { id: questionId, text: "Erase all answers and texts in your case file, and start with a new code?" }),
    h("div", { class: "casebox-buttons" }, no, yes));
  const toggle = (asking) => {
    confirm.hidden = !asking;
    start.hidden = asking;
    (asking ? no : start).focus();
  };
  start.addEventListener("click", () => toggle(true));
  no.addEventListener("click", () => toggle(false));
  yes.addEventListener("click", () => { toggle(false); erase(); });
  confirm.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    toggle(false);
  });
  return [start, confirm];
}

function filePicker(restore) {
  const id = freshId("file");
  const hint = freshId("hint");
  const input = h("input", { type: "file", id, accept: ".json,application/json", "aria-describedby": hint });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (file) await restore(file);
    input.value = ""; // so that the same file can be chosen again
  });
  return h("div", { class: "casebox-step" },
    h("label", { for: id, text: "Restore from a file" }),
    h("p", { id: hint, text: "From another computer, or from yesterday. It is joined with what is here; nothing is replaced." }),
    input);
}

function downloader(download) {
  return h("div", { class: "casebox-step" },
    h("h4", { text: "Take it with you" }),
    h("p", { text: "To go on elsewhere, to hand it in, or to be safe." }),
    h("button", { type: "button", class: "course-main", on: { click: download } }, "Download my case file"));
}

function renderCaseFile(model, el) {
  const { title, intro, binder, remind_after: minutes } = model.get("spec");
  const python = correspondence(model);
  const status = statusLine();
  const facts = factList();
  const notices = noticeBoard();
  let downloaded = "";

  const download = async () => {
    const reply = await Promise.race([python.ask("download"), pause(PATIENCE)]);
    const value = model.get("value");
    const name = fileName(value.code);
    offer(reply?.text ?? value.file, name);
    downloaded = new Date().toISOString();
    python.ask("downloaded");
    const stale = `The notebook does not answer just now, so the file holds what was saved ${clockTime(value.updated)}.`;
    status.say(`**Downloaded:** ${name}, in your downloads folder.${reply?.text ? "" : ` ${stale}`}`);
    note?.rest();
  };
  const restore = async (file) => {
    if (file.size > LIMIT) return status.say("**Not restored.** This file is too large for a case file (5 MB at most).");
    const answer = python.ask("restore", { text: await file.text() });
    const slow = setTimeout(() => status.say("The notebook is busy. It restores your file as soon as it is free."), 2 * PATIENCE);
    const { ok, message } = await answer;
    clearTimeout(slow);
    return status.say(ok ? message : `**Not restored.** ${message}`);
  };
  const erase = async () => status.say((await python.ask("erase")).message);

  const hasNews = () => (model.get("value").updated ?? "") > (downloaded || (model.get("value").downloaded ?? ""));
  const note = binder ? reminder({ minutes, hasNews, download }) : null;
  const update = () => {
    facts.update(model.get("value"));
    notices.update(model.get("value").notices ?? []);
  };

  frame(el, { title, intro, kind: "casebox" }).append(
    facts.list, notices.board,
    binder ? h("p", { class: "course-note" }, h("strong", { text: "You are on Binder. " }),
      "It forgets everything when you pause for about ten minutes. Download your case file before every break.") : "",
    h("div", { class: "casebox-steps" }, downloader(download), filePicker(restore)),
    status, ...eraser(erase));
  update();
  model.on("change:value", update);
  python.ask("open");
  return () => {
    model.off("change:value", update);
    python.ask("close");
    python.close();
    note?.remove();
  };
}

const render = ({ model, el }) => (model.get("spec").view === "portfolio" ? renderPortfolio : renderCaseFile)(model, el);

export default { render };
