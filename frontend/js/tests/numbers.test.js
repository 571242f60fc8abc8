import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { parseDay } from "../days.js";
import { formatUnits, NotANumber, parseNumber } from "../numbers.js";
import { dayOf, isDated, parseTable } from "../pasted.js";

const shared = (name) => JSON.parse(readFileSync(new URL(`../../../tests/formats/${name}`, import.meta.url), "utf-8"));
const numbers = shared("typed_numbers.json");
const days = shared("typed_days.json");

// "812.450" as the fixtures write it
const written = (units, places) => formatUnits(units, { places, language: "en" }).replaceAll("\u00a0", "");

for (const { typed, places, unit, value, rounded = false } of numbers.accepted) {
  test(`a number is read from ${JSON.stringify(typed)}`, () => {
    const parsed = parseNumber(typed, { places, unit });

    assert.deepEqual([written(parsed.units, places), parsed.rounded], [value, rounded]);
  });
}

for (const { typed, places, unit, code } of numbers.refused) {
  test(`${JSON.stringify(typed)} is refused as ${code}`, () => {
    assert.throws(() => parseNumber(typed, { places, unit }), (error) => error instanceof NotANumber && error.code === code);
  });
}

for (const { typed, month, day } of days.accepted) {
  test(`a day is read from ${JSON.stringify(typed)}`, () => assert.equal(parseDay(typed, month), day));
}

for (const { typed, month, code } of days.refused) {
  test(`${JSON.stringify(typed)} is no day: ${code}`, () => {
    assert.throws(() => parseDay(typed, month), (error) => error.code === code);
  });
}

test("units are written with no-break spaces and the mark of the language", () => {
  assert.equal(formatUnits(1234567n, { places: 3 }), "1\u00a0234,567");
  assert.equal(formatUnits(-5000n, { places: 3, language: "en" }), "-5.000");
  assert.equal(formatUnits(0n, { places: 3 }), "0,000");
  assert.equal(formatUnits(1204551n, { places: 0 }), "1\u00a0204\u00a0551");
});

for (const [text, rows] of [
  ["", []],
  ["36,1\r\n36,2\r\n", [["36,1"], ["36,2"]]],
  ["36,1\r36,2", [["36,1"], ["36,2"]]],
  ["a\tb\nc\t\n", [["a", "b"], ["c", ""]]],
  ["a\t", [["a", ""]]],
  ["1\n\n3\n", [["1"], [""], ["3"]]],
  ['"two\nlines"\t36,1\n', [["two\nlines", "36,1"]]],
  ['"says ""no"""\t1\n', [['says "no"', "1"]]],
  ['"Луч" ООО\t1\n"x\n', [['"Луч" ООО', "1"], ['"x']]],
]) {
  test(`a table is read from ${JSON.stringify(text)}`, () => assert.deepEqual(parseTable(text), rows));
}

for (const [text, dated] of [
  ["01.11.2026\t36,1\n", true],
  ["01.11\t36,1\n02.11\t36,2\n", true],
  ["25.11.26 10:00\t36,1\n", true],
  ["29.02.2026\t36,1\n", true],
  ["36.10\t36,1\n36.20\t36,1\n", false],
  ["22.11\t36,1\n", false],
  ["12,11\t36,1\n13,11\t36,2\n", false],
  ["12.25\t36.1\n13.75\t36.2\n", false],
  ["01.11.2026\n02.11.2026\n", false],
]) {
  test(`the first column of ${JSON.stringify(text)} ${dated ? "holds" : "does not hold"} days`, () => {
    assert.equal(isDated(parseTable(text), "2026-11"), dated);
  });
}

test("a cell that names no day gives none", () => assert.equal(dayOf("Итого", "2026-11"), null));
