// Numbers as people type and paste them, by the rules of src/kabinet/formats/numbers.py; both are tested with
// tests/formats/typed_numbers.json. Values are whole numbers of the last place (BigInt): floats do not add up.

const LONGEST_TEXT = 64;
const MOST_DIGITS = 12;

// The browser's \s and Python's differ, so the list is written out.
const SPACES = /[\t\n\v\f\r \u0085\u00a0\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]+/g;
const MINUSES = /[\u2010-\u2013\u2212\ufe63\uff0d]/g;

const DIGITS = /^[0-9 .,]*[0-9][0-9 .,]*$/;
const EXPONENT = /^[+-]?[0-9 .,]*[0-9][.,]?[eе][+-]?[0-9]+$/i;
const GROUPED_BY_SPACES = /^(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]*)$/;

const CUBIC_METRE = "(?:ст\\.? ?|н\\.? ?)?(?:(?:м|m) ?(?:³|\\^?3)|куб\\.? ?(?:м\\.?|метр[а-я]*))";
const UNITS = [
  ["thousand-m3", new RegExp(` ?(?:тыс(?:\\.|яч[а-я]*)?|thous(?:\\.|and)?) ?${CUBIC_METRE}$`, "i")],
  ["m3", new RegExp(` ?${CUBIC_METRE}$`, "i")],
  ["rub", / ?(?:₽|руб(?:\.|л[а-я]*)?|р\.?|rub)$/i],
  ["percent", / ?%$/],
];

export class NotANumber extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

export function plain(text) {
  return text.replace(SPACES, " ").replace(MINUSES, "-").replace(/^ | $/g, "");
}

/** Returns { units, rounded }: whole units of the last of `places` decimals, rounded half away from zero. */
export function parseNumber(text, { places, unit = "" }) {
  if ([...text].length > LONGEST_TEXT) {
    throw new NotANumber("too-long");
  }
  const body = plain(text);
  if (/^[-— ]*$/.test(body)) {
    throw new NotANumber("empty");
  }
  const [whole, fraction] = split(unsigned(withoutUnit(body, unit)));
  if (whole.replace(/^0+/, "").length > MOST_DIGITS) {
    throw new NotANumber("too-long");
  }
  const kept = BigInt((whole || "0") + fraction.slice(0, places).padEnd(places, "0"));
  const rest = fraction.slice(places);
  const size = rest[0] >= "5" ? kept + 1n : kept;
  return { units: body.startsWith("-") ? -size : size, rounded: /[1-9]/.test(rest) };
}

function withoutUnit(body, expected) {
  for (const [unit, pattern] of UNITS) {
    if (pattern.test(body)) {
      if (expected && expected !== unit) {
        throw new NotANumber("other-unit");
      }
      return body.replace(pattern, "");
    }
  }
  return body;
}

function unsigned(body) {
  if (EXPONENT.test(body)) {
    throw new NotANumber("exponent");
  }
  const digits = body.replace(/^[+-]/, "").replace(/^ /, "");
  if (!DIGITS.test(digits)) {
    throw new NotANumber("not-a-number");
  }
  return digits;
}

// A single mark is always the decimal one.
function split(digits) {
  const mark = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  if (mark < 0) {
    return [ungrouped(digits), ""];
  }
  const [whole, fraction] = [digits.slice(0, mark), digits.slice(mark + 1)];
  if (whole.includes(digits[mark])) {
    throw new NotANumber("two-decimal-marks");
  }
  if (fraction.includes(" ")) {
    throw new NotANumber("grouping");
  }
  return [ungrouped(whole), fraction];
}

function ungrouped(whole) {
  const spaced = whole.replace(/[.,]/g, " ");
  const mixed = spaced !== whole && whole.includes(" ");
  if (mixed || !GROUPED_BY_SPACES.test(spaced)) {
    throw new NotANumber("grouping");
  }
  return spaced.replaceAll(" ", "");
}

/** Writes units of the last place as the pages do: no-break spaces, a plain minus, the language's decimal mark. */
export function formatUnits(units, { places, language = "ru" }) {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(?:[0-9]{3})+$)/g, "\u00a0");
  const fraction = places ? (language.startsWith("en") ? "." : ",") + digits.slice(-places) : "";
  return (units < 0n ? "-" : "") + whole + fraction;
}
