// Words by the course tokeniser, and where in the text each of them stands.

const ALIGN_WORD = /[a-z0-9]+(?:[-'][a-z0-9]+)*/g; // as course.text.words

// Lower case can change a text's length, so each letter remembers where it came from.
function alignTokens(text) {
  let [lower, at, place] = ["", [], 0];
  for (const letter of text) {
    for (const unit of letter.toLowerCase().split("")) {
      lower += unit === "\u2019" ? "'" : unit;
      at.push(place);
    }
    place += letter.length;
  }
  at.push(place);
  return [...lower.matchAll(ALIGN_WORD)].map(({ 0: word, index }) => ({ word, from: at[index], to: at[index + word.length - 1] + 1 }));
}
