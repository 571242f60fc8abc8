// Days as people paste them, by the rules of src/kabinet/formats/dates.py; both are tested with
// tests/formats/typed_days.json. A day is the text "2026-11-22".

import { plain } from "./numbers.js";

// Where a spreadsheet shows the time, it says when the gas day begins, and is not looked at.
const TIME = "(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?";
const TAIL = `(?: ?г\\.?)?(?: ${TIME})?`;
const DAY_FIRST = new RegExp(`^([0-9]{1,2})([./,-])([0-9]{1,2})\\2([0-9]{4}|[0-9]{2})${TAIL}$`);
const YEAR_FIRST = new RegExp(`^([0-9]{4})([./-])([0-9]{1,2})\\2([0-9]{1,2})(?:T${TIME})?${TAIL}$`);
const WITHOUT_YEAR = /^([0-9]{1,2})[./,-]([0-9]{1,2})\.?$/;
const IN_WORDS = new RegExp(`^([0-9]{1,2}) ([а-я]{3,8})\\.?(?: ([0-9]{4}))?${TAIL}$`, "i");
const LONGEST_TEXT = 40;
const MONTHS =
  "январь января,февраль февраля,март марта,апрель апреля,май мая,июнь июня,июль июля,август августа," +
  "сентябрь сентября,октябрь октября,ноябрь ноября,декабрь декабря";

export class NotADay extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** Reads a day; one without a year takes the year nearest to `month`, "2026-11" or an empty text. */
export function parseDay(text, month = "") {
  const body = plain(text);
  if (!body) {
    throw new NotADay("empty");
  }
  if ([...text].length > LONGEST_TEXT) {
    throw new NotADay("not-a-day");
  }
  const [year, number, day] = parts(body);
  return year === null ? nearest(number, day, month) : iso(year, number, day);
}

function parts(body) {
  let found = DAY_FIRST.exec(body);
  if (found) {
    return [found[4].length === 4 ? Number(found[4]) : 2000 + Number(found[4]), Number(found[3]), Number(found[1])];
  }
  found = YEAR_FIRST.exec(body);
  if (found) {
    return [Number(found[1]), Number(found[3]), Number(found[4])];
  }
  found = WITHOUT_YEAR.exec(body);
  if (found) {
    return [null, Number(found[2]), Number(found[1])];
  }
  found = IN_WORDS.exec(body);
  if (found) {
    return [found[3] ? Number(found[3]) : null, monthInWords(found[2]), Number(found[1])];
  }
  throw new NotADay("not-a-day");
}

function monthInWords(word) {
  const begins = (form) => form.startsWith(word.toLowerCase());
  const place = MONTHS.split(",").findIndex((forms) => forms.split(" ").some(begins));
  if (place < 0) {
    throw new NotADay("not-a-day");
  }
  return place + 1;
}

function iso(year, number, day) {
  const text = `${String(year).padStart(4, "0")}-${String(number).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const moment = new Date(`${text}T00:00:00Z`);
  // A date that JavaScript carries over (31.11 to 01.12) comes back as another text.
  if (year < 1 || Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== text) {
    throw new NotADay("no-such-day");
  }
  return text;
}

function nearest(number, day, month) {
  if (!month) {
    throw new NotADay("no-year");
  }
  const [year, shown] = month.split("-").map(Number);
  const distance = (other) => Math.abs((other - year) * 12 + number - shown);
  const best = [year, year - 1, year + 1].reduce((chosen, other) => (distance(other) < distance(chosen) ? other : chosen));
  return iso(best, number, day);
}
