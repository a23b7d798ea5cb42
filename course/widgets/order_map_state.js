// Cause map: what is linked to the event and by whom, and whether it is right. Checking happens here, without the kernel.

const CAUSEMAP_TRIES = 2; // wrong tries after which a link offers to show its voice
const CAUSEMAP_REST = 3; // causes that must be complete before the rest can be filled in

const causemapUnset = Object.freeze({ choice: "", checked: false, right: false, tries: 0, shown: false });
const causemapLinkId = (cause, link) => `${cause.id}|${link.passage}`;
const causemapState = (view, id) => ({ ...causemapUnset, ...view.state(id) });
const causemapLink = (view, cause, link) => causemapState(view, causemapLinkId(cause, link));
const causemapVoice = (view, id) => view.spec.voices.find((voice) => voice.id === id);
const causemapWithout = (view) => view.model.get("value")?.without === true;
const causemapPlural = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
const causemapAnd = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words[0] ?? "");

// "asserts:actor" in two parts; a voice that the course no longer has counts as not chosen.
function causemapParts(view, choice) {
  const [stance, voice] = String(choice).split(":");
  return causemapVoice(view, voice) && (stance === "asserts" || stance === "denies") ? { stance, voice } : null;
}

// The links of a cause as lines to draw: one for each stance and voice, with its paragraphs and its grade.
function causemapEdges(view, cause) {
  const found = new Map();
  for (const link of cause.links) {
    const { choice } = causemapLink(view, cause, link);
    const parts = causemapParts(view, choice);
    if (!parts) continue;
    const edge = found.get(choice) ?? { ...parts, choice, links: [] };
    edge.links.push(link);
    found.set(choice, edge);
  }
  const rank = (edge) => (edge.stance === "denies" ? 10 : 0) + view.spec.voices.findIndex(({ id }) => id === edge.voice);
  return [...found.values()].sort((a, b) => rank(a) - rank(b)).map((edge) => ({ ...edge, grade: causemapGrade(view, cause, edge) }));
}

const causemapGradeId = (cause, edge) => `${cause.id}>${edge.choice}`;
function causemapGrade(view, cause, edge) {
  const { grade } = view.state(causemapGradeId(cause, edge));
  return view.spec.grades.some(({ id }) => id === grade) ? grade : "";
}

// Lines that are drawn: without the author's voice if that is what the switch says.
const causemapShown = (view, edges) => edges.filter(({ voice }) => !(causemapWithout(view) && voice === "author"));

const causemapDone = (view, cause) => cause.links.every((link) => causemapLink(view, cause, link).right);
const causemapSettled = (view, cause) => causemapDone(view, cause) && (!cause.role || causemapState(view, cause.id).right);

function causemapRoleRight(cause, choice) {
  return cause.role ? choice === cause.role : null; // an open role is never judged
}

// Judge what is chosen in these causes and not judged yet; returns how many that were.
function causemapCheck(view, causes) {
  const patches = {};
  for (const cause of causes) {
    for (const link of cause.links) {
      const state = causemapLink(view, cause, link);
      if (!state.choice || state.checked) continue;
      const right = link.keys.includes(state.choice);
      patches[causemapLinkId(cause, link)] = { ...state, checked: true, right, tries: state.tries + (right ? 0 : 1) };
    }
    const role = causemapState(view, cause.id);
    if (!role.choice || role.checked) continue;
    const right = causemapRoleRight(cause, role.choice);
    patches[cause.id] = { ...role, checked: true, right, tries: role.tries + (right === false ? 1 : 0) };
  }
  if (Object.keys(patches).length) view.change(patches);
  return Object.keys(patches).length;
}

const causemapAnswer = (choice, tries) => ({ choice, checked: true, right: true, tries, shown: true });

function causemapReveal(view, cause, link) {
  const id = causemapLinkId(cause, link);
  view.change({ [id]: causemapAnswer(link.keys[0], causemapState(view, id).tries) });
}

function causemapRevealAll(view) {
  const patches = {};
  for (const cause of view.spec.causes) {
    for (const link of cause.links) {
      const state = causemapLink(view, cause, link);
      if (!state.right) patches[causemapLinkId(cause, link)] = causemapAnswer(link.keys[0], state.tries);
    }
    const role = causemapState(view, cause.id);
    if (cause.role && !role.right) patches[cause.id] = causemapAnswer(cause.role, role.tries);
  }
  view.change(patches);
}

// "C1: 4 of 10 right, 2 to look at again, 4 not placed."
function causemapSummary(view, cause) {
  const states = cause.links.map((link) => causemapLink(view, cause, link));
  const count = (test) => states.filter(test).length;
  const [right, look] = [count((s) => s.right), count((s) => s.checked && !s.right)];
  const [waiting, open] = [count((s) => s.choice && !s.checked), count((s) => !s.choice)];
  const role = causemapState(view, cause.id);
  const parts = [
    `${right} of ${causemapPlural(states.length, "paragraph")} right`, look ? `${look} to look at again` : null,
    waiting ? `${waiting} not checked` : null, open ? `${open} not placed` : null,
    role.checked && role.right === false ? "the kind of cause to look at again" : null,
  ].filter(Boolean);
  return `${cause.id}: ${parts.join(", ")}.`;
}

// ---- What the map says, in sentences.

// Causes that are linked so far, and those that would lose every link without the author.
function causemapSupport(view, pick = () => true) {
  const linked = view.spec.causes.map((cause) => {
    const edges = causemapEdges(view, cause).filter(({ stance }) => stance === "asserts")
      .map((edge) => ({ ...edge, links: edge.links.filter(pick) })).filter(({ links }) => links.length);
    return { cause, edges };
  }).filter(({ edges }) => edges.length);
  return { linked, lost: linked.filter(({ edges }) => edges.every(({ voice }) => voice === "author")) };
}

function causemapWords(view) {
  const { linked, lost } = causemapSupport(view);
  if (!linked.length) return ["Nothing is linked yet."];
  const actors = [...new Set(linked.flatMap(({ cause }) => cause.actors))];
  const who = actors.length > 1 ? `Who acts in them: ${causemapAnd(actors)}.`
    : `In these causes only ${actors[0]} acts. A story with one actor makes a hero or a villain: link a cause in which somebody else acts.`;
  const sum = `${linked.length} of ${causemapPlural(view.spec.causes.length, "cause")} linked to the event. ${who}`;
  return causemapWithout(view) ? [sum, ...causemapLost(view, linked, lost)] : [sum];
}

function causemapLost(view, linked, lost) {
  const names = (found) => causemapAnd(found.map(({ cause }) => `${cause.id} (${cause.short})`));
  const causes = lost.length
    ? `Without the author’s own voice ${names(lost)} ${lost.length === 1 ? "is" : "are"} left without support.`
    : `Without the author’s own voice ${linked.length === 1 ? "this cause keeps" : `all ${linked.length} keep`} at least one link.`;
  const articles = [...new Set(view.spec.causes.flatMap(({ links }) => links.map(({ article }) => article)))].map((article) => {
    const of = causemapSupport(view, (link) => link.article === article);
    return { article, all: of.linked.length, lost: of.lost.map(({ cause }) => cause.id) };
  }).filter((one) => one.lost.length);
  const each = articles.map((one) => `${one.article} loses ${one.lost.length === one.all ? (one.all === 1 ? "its only one" : `all ${one.all}`) : `${one.lost.length} of ${one.all}`} (${one.lost.join(", ")})`);
  return [causes, each.length ? `Article by article: ${each.join("; ")}.` : "No article loses a cause."];
}
