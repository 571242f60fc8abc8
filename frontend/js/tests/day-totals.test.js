import assert from "node:assert/strict";
import { test } from "node:test";

import { init } from "../readings-grid.js";
import { openPage, typeInto } from "./page.js";

const PLAN = "41.3333333";

function row(number, cells, { rest = "", partial = "" } = {}) {
  const day = `2026-11-0${number}`;
  const columns = cells.map((value, column) => (value === null
    ? `<td><input data-row="${number}" data-column="${column}" data-day="${day}" data-places="3"></td>`
    : `<td data-column="${column}" data-value="${value}">${value}</td>`));
  return `<tr data-row="${number}" data-day="${day}" ${partial}>${columns.join("")}<td data-row-total data-rest="${rest}"></td>
    <td data-deviation="total" data-plan="${PLAN}"></td></tr>`;
}

function grid(rows) {
  const window = openPage(`<form><table data-grid data-month="2026-11"><tbody>${rows.join("")}</tbody><tfoot><tr>
    <td data-total="total"></td><td data-total-plan="total"></td><td data-total-deviation="total"></td></tr></tfoot></table></form>`);
  init(window.document);
  const texts = (selector) => [...window.document.querySelectorAll(selector)].map((cell) => cell.textContent);
  return { inputs: [...window.document.querySelectorAll("input")], texts };
}

test("a day adds up its units, and is held against the plan only when none is missing", () => {
  const { inputs, texts } = grid([row(1, ["10.000", "20.000"]), row(2, ["12.500", null])]);

  assert.deepEqual(texts("[data-row-total]"), ["30.000", "12.500"]);
  assert.deepEqual(texts('[data-deviation="total"]'), ["-27.4\u00a0%", ""]);
  assert.deepEqual(texts('[data-total-plan="total"]'), ["41.333"]);

  typeInto(inputs[0], "25,0");

  assert.deepEqual(texts("[data-row-total]"), ["30.000", "37.500"]);
  assert.deepEqual(texts('[data-total="total"]'), ["67.500"]);
  assert.deepEqual(texts('[data-total-plan="total"]'), ["82.667"]);
});

test("the plan of many days is summed before it is rounded", () => {
  const days = Array.from({ length: 9 }, (_, index) => row(index + 1, [index ? "1.000" : null]));
  const { inputs, texts } = grid(days);

  typeInto(inputs[0], "1");

  assert.deepEqual(texts('[data-total-plan="total"]'), ["372.000"]);
});

test("units of other pages count into the day, and one that is missing there leaves it open", () => {
  const { texts } = grid([
    row(1, ["10.000"], { rest: "5.500" }),
    row(2, ["10.000"], { rest: "5.500", partial: "data-partial" }),
    row(3, [null]),
  ]);

  assert.deepEqual(texts("[data-row-total]"), ["15.500", "15.500", ""]);
  assert.deepEqual(texts('[data-deviation="total"]'), ["-62.5\u00a0%", "", ""]);
});
