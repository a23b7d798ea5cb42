// Dates that are known to the minute, the day, the month or the year: how they compare, how they are said, how far apart.
// A date is text ("1945", "2016-02", "1953-07-27", "2020-06-16T14:49"); its length says how much of it is known.

const DATES_DAY = 1440; // minutes
const DATES_MONTHS = "January February March April May June July August September October November December".split(" ");
const DATES_KNOWN = { 4: "only the year is known", 7: "only the month is known", 10: "the day is known", 16: "the minute is known" };
const DATES_STEPS = [["day", 1], ["day", 2], ["day", 7], ["day", 14], ["month", 1], ["month", 3], ["month", 6],
  ["year", 1], ["year", 2], ["year", 5], ["year", 10], ["year", 20], ["year", 50], ["year", 100]];

// Parts of a date as numbers: [year, month, day, hour, minute], as many as there are.
const datesParts = (date) => date.split(/[-T:]/).map(Number);

// In UTC, so that no clock change makes a day longer or shorter. Months run on: the 13th is January of the next year.
const datesMinute = (year, month = 1, day = 1, hour = 0, minute = 0) => Date.UTC(year, month - 1, day, hour, minute) / 60000;

// From the first minute that fits to the minute after the last.
function datesSpan(date) {
  const parts = datesParts(date);
  const next = [...parts];
  next[next.length - 1] += 1;
  return { from: datesMinute(...parts), to: datesMinute(...next) };
}

// First and last day that fit, as day numbers.
function datesDays(date) {
  const { from, to } = datesSpan(date);
  return { first: Math.floor(from / DATES_DAY), last: Math.ceil(to / DATES_DAY) - 1 };
}

// Whether one certainly came before the other; dates that overlap at their precision may stand either way.
const datesBefore = (one, other) => datesSpan(one).to <= datesSpan(other).from;

// "27 July 1953", "February 2016", "1945", "16 June 2020, 14:49"; without the year if the reader knows it.
function datesSpoken(date, withYear = true) {
  const [year, month, day] = datesParts(date);
  const words = [day, DATES_MONTHS[month - 1], withYear || !month ? year : null].filter(Boolean).join(" ");
  return date.length > 10 ? `${words}, ${date.slice(11)}` : words;
}

const datesKnown = (date) => DATES_KNOWN[date.length];

// Days between two dates, at least and at most. `sure`: which of them came first is certain, or both are the same day.
function datesBetween(from, to) {
  const [a, b] = [datesDays(from), datesDays(to)];
  const turned = a.first + a.last > b.first + b.last;
  const [one, two] = turned ? [b, a] : [a, b];
  const same = one.first === two.last && one.last === two.first;
  return {
    low: Math.max(0, two.first - one.last), high: Math.max(two.last - one.first, one.last - two.first),
    turned, same, sure: same || one.last < two.first, one, two,
  };
}

// Years, months and days from one day number to a later one. A month too short for the day ends with its last: one month
// after 31 January is 28 February.
function datesCalendar(first, last) {
  const [start, end] = [first, last].map((day) => new Date(day * 86400000));
  const index = (date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
  const after = (months) => {
    const [year, month] = [Math.floor((index(start) + months) / 12), (index(start) + months) % 12];
    const longest = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return Date.UTC(year, month, Math.min(start.getUTCDate(), longest)) / 86400000;
  };
  let months = index(end) - index(start);
  if (after(months) > last) months -= 1;
  return { years: Math.floor(months / 12), months: months % 12, days: last - after(months) };
}

// "1 year, 4 months and 16 days"; parts that are nought are left out.
function datesCalendarWords({ years, months, days }) {
  const parts = [[years, "year"], [months, "month"], [days, "day"]].filter(([n]) => n).map(([n, unit]) => datesCount(n, unit));
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts[0] ?? "0 days";
}

const datesNumber = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const datesCount = (n, unit) => `${datesNumber(n)} ${unit}${n === 1 ? "" : "s"}`;

// "about 8 years", "about 16 months", "about 20 days".
function datesAbout(days) {
  if (days < 60) return `about ${datesCount(Math.round(days), "day")}`;
  return days < 730 ? `about ${datesCount(Math.round(days / 30.44), "month")}` : `about ${datesCount(Math.round(days / 365.25), "year")}`;
}

// Marks for an axis between two minutes, at most so many: [{ at, label }].
function datesTicks(from, to, most) {
  for (const [unit, step] of DATES_STEPS) {
    const ticks = (unit === "day" ? datesDayTicks : datesMonthTicks)(from, to, unit === "year" ? step * 12 : step, most);
    if (ticks.length <= most) return ticks;
  }
  return [];
}

function datesDayTicks(from, to, step, most) {
  const ticks = [];
  for (let day = Math.ceil(from / DATES_DAY); day * DATES_DAY <= to && ticks.length <= most; day += step) {
    const date = new Date(day * 86400000);
    ticks.push({ at: day * DATES_DAY, label: `${date.getUTCDate()} ${DATES_MONTHS[date.getUTCMonth()].slice(0, 3)}` });
  }
  return ticks;
}

function datesMonthTicks(from, to, step, most) {
  const start = new Date(from * 60000);
  const ticks = [];
  for (let n = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step; ticks.length <= most; n += step) {
    const [year, month] = [Math.floor(n / 12), n % 12];
    const at = datesMinute(year, month + 1);
    if (at > to) break;
    const label = step % 12 === 0 ? String(year) : `${DATES_MONTHS[month].slice(0, 3)}${month && ticks.length ? "" : ` ${year}`}`;
    if (at >= from) ticks.push({ at, label });
  }
  return ticks;
}
