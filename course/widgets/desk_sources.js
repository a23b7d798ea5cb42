// Who says so: a verb of saying with somebody named beside it. It looks for the form and cannot judge the source.

const DESK_SAYING = new RegExp(`^(?:say|says|said|tell|tells|told|report|reports|reported|state|states|stated|confirm|confirms|confirmed|announce|announces|announced|claim|claims|claimed|write|writes|wrote|quote|quotes|quoted|quoting|print|prints|printed|publish|publishes|published|records|recorded|cite|cites|cited|citing|argue|argues|argued|add|adds|added|declare|declares|declared|warn|warns|warned|explain|explains|explained|accuse|accuses|accused|deny|denies|denied|estimate|estimates|estimated|call|calls|insist|insists|insisted|think|thinks|believe|believes|suggest|suggests|suggested|has|have|gives|gave)$`, "i");
const DESK_WEAK = /^(?:has|have|gives|gave|call|calls|think|thinks)$/i; // a verb of saying only after a paragraph or an outlet
const DESK_BE = /^(?:is|are|was|were|be|been|being)$/i;
const DESK_NO_NAME = new Set(("the a an in on at it this that these those there they we i you but and or so many some most several people "
  + "experts expert analysts analyst observers observer sources source reports report critics critic media everyone everybody everything nobody "
  + "somebody someone no yes after before when while as for from by to of with without if its their his her our my what who how why not also "
  + "however then later now earlier both one two three first second another other others because since during until although though monday "
  + "tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
  + "all according correction corrected clarification clarified note").split(" "));
const DESK_NOUN = /^(?:ministry|minister|government|army|military|agency|newspaper|paper|spokes(?:man|woman|person)|president|officials?|professor|website|broadcaster|blog|council|he|she)$/i;
const DESK_PLACE_WORD = /^[kg]a?es[oue]/i; // the town says nothing
const DESK_OUTLET = /^(?:BLOG|GVS|IND|WSWS|WP|KCNA|KBS|AP|AFP|CNN|BBC|Yonhap|Reuters|Hankyoreh|Independent|P\d{1,2})$/;
const DESK_NOBODY = /\b(?:it (?:is|was|has been) (?:said|reported|believed|claimed|thought)|reportedly|allegedly|(?:sources?|people|some|many|experts?|analysts?|observers?|critics|reports?|(?:the )?media|they|everyone|everybody) (?:say|says|said|believe|think|thinks|claim|claims|report|reported|claimed))\b/i;

const deskWords = (text) => text.split(/\s+/).map((word) => ({ as: word, bare: word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "").replace(/[’']s$/u, "") }));

function deskIsSource(word, strict) {
  if (DESK_OUTLET.test(word)) return true;
  if (strict || DESK_NO_NAME.has(word.toLowerCase()) || DESK_PLACE_WORD.test(word)) return false;
  return DESK_NOUN.test(word) || /^\p{Lu}[\p{L}\p{N}]+/u.test(word);
}

// The first "somebody said" of a sentence as it stands there, or null.
function deskSaid(sentence) {
  const words = deskWords(sentence);
  for (let n = 0; n < words.length; n += 1) {
    const found = deskSaidAt(words, n);
    if (found) return words.slice(...found).map(({ as }) => as).join(" ").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N})]+$/gu, "");
  }
  return null;
}

function deskSaidAt(words, n) {
  const { bare } = words[n];
  const isFrom = (bare.toLowerCase() === "to" && /^according$/i.test(words[n - 1]?.bare ?? ""));
  if (isFrom) return deskNear(words, n + 1, n + 7, false, (at) => [n - 1, at + 1]);
  if (!DESK_SAYING.test(bare)) return null;
  const strict = DESK_WEAK.test(bare);
  const isPassive = DESK_BE.test(words[n - 1]?.bare ?? "");
  if (isPassive) return /^by$/i.test(words[n + 1]?.bare ?? "") ? deskNear(words, n + 2, n + 7, strict, (at) => [n, at + 1]) : null;
  const before = deskNear(words, n - 1, n - 7, strict, (at) => [at, n + 1]);
  const takesObject = /^(?:quot|cit|said|add)/i.test(bare); // "said the ministry", "citing Yonhap"
  return before ?? (takesObject ? deskNear(words, n + 1, n + 4, strict, (at) => [n, at + 1]) : null);
}

// Looks from one place towards another, and not past the end of a part of the sentence or another verb of saying.
function deskNear(words, from, to, strict, place) {
  const step = Math.sign(to - from);
  for (let at = from; at !== to && words[at]; at += step) {
    if (DESK_SAYING.test(words[at].bare)) return null;
    if (step < 0 && /[;:.!?]$/.test(words[at].as)) return null;
    if (deskIsSource(words[at].bare, strict)) return place(deskNameEdge(words, at, strict, step));
    if (step > 0 && /[;:.!?]$/.test(words[at].as)) return null;
  }
  return null;
}

// "South Korea's Unification Ministry" as a whole: its first word looking back, its last looking ahead.
function deskNameEdge(words, at, strict, step) {
  const ends = (n) => /[,;:.!?]$/.test(words[n].as);
  const goesOn = (edge) => words[edge + step] && !ends(step < 0 ? edge - 1 : edge) && deskIsSource(words[edge + step].bare, strict);
  let edge = at;
  while (goesOn(edge) && Math.abs(edge - at) < 5) edge += step;
  return edge;
}

const deskAttribution = (text) => deskSentences(withoutQuotations(text)).map(deskSaid).find(Boolean) ?? null;

function checkAttribution(text) {
  const said = deskAttribution(text);
  if (said) return deskFine(`Says who: “${said}”.`);
  const nobody = withoutQuotations(text).match(DESK_NOBODY);
  if (nobody) return deskLook(`“${nobody[0]}” names nobody: say which person, office or agency.`);
  return deskLook("No attribution yet: say who says so, such as “the ministry said”.");
}
