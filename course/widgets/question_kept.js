// Whether a text has reached the case file. The page judges by itself and would look the same with a dead kernel, so it
// asks, and says so when nobody answers.

const KEPT_PATIENCE = 3000; // milliseconds before a text counts as not kept; the first of several questions
const KEPT_LONGEST = 60_000;
const KEPT_AGAIN = 150; // the notebook may still be busy with the change itself
const NOT_KEPT = "**Not in your case file.** The notebook does not answer, so this text is only on this page. "
  + "If it does not come back, copy your text to a safe place, restart the kernel, run the cells again and paste it in.";
const KEPT_LATE = "**Saved.** The notebook answers again.";

const sameState = (one, two) => JSON.stringify(one ?? null) === JSON.stringify(two ?? null);

// `follow(id, tell)` tells as soon as it is known: `{ kept, said }`, and again when a notebook that was silent has answered.
function keptWatch(model) {
  const python = correspondence(model);
  const turns = new Map();
  const ask = async (id, until) => {
    while (Date.now() < until) {
      const reply = await Promise.race([python.ask("kept?", { of: id }), pause(until - Date.now())]);
      if (reply?.ok && sameState(reply.state, model.get("value")?.[id])) return reply;
      await pause(Math.min(KEPT_AGAIN, until - Date.now()));
    }
    return null;
  };
  const follow = async (id, tell) => {
    const turn = Symbol(id);
    turns.set(id, turn);
    for (let wait = KEPT_PATIENCE; ; wait = Math.min(2 * wait, KEPT_LONGEST)) {
      const reply = await ask(id, Date.now() + wait);
      if (turns.get(id) !== turn) return;
      if (reply) {
        tell({ kept: !reply.trouble, said: reply.trouble ? `**Not on the disk.** ${reply.trouble}` : wait > KEPT_PATIENCE ? KEPT_LATE : "" });
        return;
      }
      if (wait === KEPT_PATIENCE) tell({ kept: false, said: NOT_KEPT });
    }
  };
  const close = () => {
    turns.clear();
    python.close();
  };
  return { follow, close };
}
