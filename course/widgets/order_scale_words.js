// Layout "scale": what a place on the line is called, a number or a moment in every zone of a clock.

const scaleTwo = (number) => String(number).padStart(2, "0");

// "17:12" for minutes after the start of a clock, in one of its zones.
function scaleTime(scale, zone, at) {
  const clock = (((scale.start + zone.offset + Math.round(at)) % 1440) + 1440) % 1440;
  return `${scaleTwo(Math.floor(clock / 60))}:${scaleTwo(clock % 60)}`;
}

const scaleZoned = (scale, zone, at) => `${scaleTime(scale, zone, at)} ${/^(UTC|GMT)$/.test(zone.label) ? "" : "in "}${zone.label}`;

// "60", or "17:12 in Korea, 09:12 in London, 08:12 UTC".
function scaleWords(scale, at) {
  return scale.clock ? scale.zones.map((zone) => scaleZoned(scale, zone, at)).join(", ") : String(at);
}

// The same where space is short: the first zone stands for all.
const scaleBrief = (scale, at) => (scale.clock ? scaleZoned(scale, scale.zones[0], at) : String(at));

function scaleSpan(scale, low, high) {
  if (!scale.clock) return `${low} to ${high}`;
  return scale.zones.map((zone) => `${scaleTime(scale, zone, low)} to ${scaleZoned(scale, zone, high)}`).join(", ");
}

// Minutes after the start for a typed "17:12" in a zone; null if the line does not hold that moment.
function scaleFromTime(scale, zone, typed) {
  const [, hours, minutes] = typed.match(/^(\d{1,2}):(\d{2})/) ?? [];
  if (hours === undefined) return null;
  const at = (((Number(hours) * 60 + Number(minutes) - zone.offset - scale.start) % 1440) + 1440) % 1440;
  return at <= scale.max ? at : null;
}

// The nearest place that the line has.
function scaleSnap(scale, at) {
  const steps = Math.round((Math.min(scale.max, Math.max(scale.min, at)) - scale.min) / scale.step);
  return Math.min(scale.max, Number((scale.min + steps * scale.step).toFixed(6)));
}

const scaleMiddle = (scale) => scaleSnap(scale, (scale.min + scale.max) / 2);
const scalePercent = (scale, at) => (100 * (at - scale.min)) / (scale.max - scale.min);

// Full and half hours of one zone, never more than six on a line.
function scaleTicks(scale, zone) {
  const step = [15, 30, 60, 120, 180, 240, 360, 720].find((minutes) => scale.max / minutes <= 6) ?? 1440;
  const first = (step - ((scale.start + zone.offset) % step)) % step;
  const count = Math.floor((scale.max - first) / step) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, n) => first + n * step);
}

function scaleClassWords(scale, mark) {
  const people = `${mark.n} people`;
  if (!scale.clock) return `Class median ${mark.median}, middle half ${mark.low} to ${mark.high}, ${people}.`;
  return `Class median ${scaleWords(scale, mark.median)}; middle half within ${scaleSpan(scale, mark.low, mark.high)}; ${people}.`;
}

const scaleList = (names) => (names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join(""));

function scaleShortened(text, most = 70) {
  const plain = text.replace(/[*`]/g, "");
  return plain.length > most ? `${plain.slice(0, plain.lastIndexOf(" ", most))} \u2026` : plain;
}
