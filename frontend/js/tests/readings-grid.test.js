import assert from "node:assert/strict";
import { test } from "node:test";

import { init } from "../readings-grid.js";
import { openPage, pasteInto, press, typeInto } from "./page.js";

// Six days: the second and the fourth are accepted and stand as text.
const ACCEPTED = { 2: "10.000", 4: "20.500" };

function row(day) {
  const date = `2026-11-0${day}`;
  const value = ACCEPTED[day];
  const input = (column, places) =>
    `<td><input data-row="${day - 1}" data-column="${column}" data-day="${date}" data-places="${places}"></td>`;
  const cells = value
    ? `<td data-column="reading" data-value="1">1</td><td data-column="volume" data-value="${value}">${value}</td>`
    : input("reading", 0) + input("volume", 3);
  return `<tr data-row="${day - 1}" data-day="${date}"><td>${date}</td>${cells}<td data-deviation="volume" data-plan="41.333"></td></tr>`;
}

function grid({ language = "en", words = "" } = {}) {
  const rows = [1, 2, 3, 4, 5, 6].map(row).join("");
  const window = openPage(
    `${words}<form><table data-grid data-month="2026-11"><tbody>${rows}</tbody><tfoot><tr><td data-total="volume"></td>
     <td data-total-plan="volume"></td><td data-total-deviation="volume"></td></tr></tfoot></table>
     <p data-grid-message role="status"></p><button data-primary>Check</button>
     <button data-draft name="draft" value="1">Save</button></form>`,
    { language },
  );
  init(window.document);
  const cell = (day, column = "volume") =>
    window.document.querySelector(`input[data-day="2026-11-0${day}"][data-column="${column}"]`);
  const text = (selector) => window.document.querySelector(selector).textContent;
  const volumes = () => [1, 3, 5, 6].map((day) => cell(day).value);
  return { window, cell, text, volumes, message: () => text("[data-grid-message]") };
}

function submitted(window) {
  const buttons = [];
  window.document.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    buttons.push(event.submitter.textContent);
  });
  return buttons;
}

test("Enter and the arrows go to the next row that can be typed", () => {
  const { window, cell } = grid();
  const steps = [["Enter", {}], ["ArrowDown", {}], ["ArrowUp", {}], ["Enter", { shiftKey: true }]];
  cell(1).focus();

  const visited = steps.map(([key, held]) => {
    press(window.document.activeElement, key, held);
    return window.document.activeElement.dataset.day;
  });

  assert.deepEqual(visited, ["2026-11-03", "2026-11-05", "2026-11-03", "2026-11-01"]);
});

test("Enter on the last row goes to the check, the arrow stays", () => {
  const { window, cell } = grid();
  cell(6).focus();

  press(cell(6), "ArrowDown");
  assert.equal(window.document.activeElement, cell(6));

  press(cell(6), "Enter");
  assert.equal(window.document.activeElement.textContent, "Check");
});

test("the focus selects the content, and Escape brings it back", () => {
  const { window, cell, text } = grid();
  cell(1).value = "36,1";
  cell(1).focus();
  assert.equal(cell(1).selectionEnd - cell(1).selectionStart, 4);

  typeInto(cell(1), "99");
  press(window.document.activeElement, "Escape");

  assert.equal(cell(1).value, "36,1");
  assert.equal(text('[data-total="volume"]'), "66.600");
});

test("totals and deviations follow the typing, exact to the last place", () => {
  const { cell, text } = grid();

  typeInto(cell(1), "0,1");
  typeInto(cell(3), "0,2");

  assert.equal(text('[data-total="volume"]'), "30.800");
  assert.equal(text('[data-total-plan="volume"]'), "165.332");
  assert.equal(text('[data-total-deviation="volume"]'), "-81.4\u00a0%");
  assert.equal(text('tr[data-row="1"] [data-deviation]'), "-75.8\u00a0%");
  assert.equal(text('tr[data-row="4"] [data-deviation]'), "");
});

test("totals are written in the language of the page", () => {
  const { cell, text } = grid({ language: "ru" });

  typeInto(cell(1), "1 204,5");

  assert.equal(text('[data-total="volume"]'), "1\u00a0235,000");
});

test("a bad cell is marked when it is left, and clean again as soon as it is good", () => {
  const { window, cell } = grid();

  typeInto(cell(1), "1,2e3");
  assert.equal(cell(1).getAttribute("aria-invalid"), null);

  cell(1).dispatchEvent(new window.Event("change", { bubbles: true }));
  assert.equal(cell(1).getAttribute("aria-invalid"), "true");

  typeInto(cell(1), "1,2");
  assert.equal(cell(1).getAttribute("aria-invalid"), null);
});

test("a pasted column keeps its days: a value on an accepted day is dropped and counted", () => {
  const { cell, volumes, message } = grid();

  const event = pasteInto(cell(1), "1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7\r\n8\r\n");

  assert.ok(event.defaultPrevented);
  assert.deepEqual(volumes(), ["1", "3", "5", "6"]);
  assert.equal(message(), "Pasted: 4 of 8. 2 rows did not fit. 2 rows are already accepted.");
});

test("several columns go to the right of the focused cell, and one too many is counted", () => {
  const { cell, message } = grid();

  pasteInto(cell(5, "reading"), "100\t1,5\n200\t2,5\tnote");

  assert.deepEqual([cell(5, "reading").value, cell(5).value, cell(6).value], ["100", "1,5", "2,5"]);
  assert.equal(message(), "Pasted: 2 of 2. 1 column did not fit.");
});

test("a table with dates is matched by them", () => {
  const { cell, volumes, message } = grid();

  pasteInto(cell(1), "Date\tVolume\n05.11.2026\t5\n03.11.2026\t3\n03.11.2026\t9\n02.11.2026\t2\n01.12.2026\t1\nTotal\t20");

  assert.deepEqual(volumes(), ["", "3", "5", ""]);
  assert.equal(
    message(),
    "Pasted: 2 of 7. 1 row did not fit. 1 row is already accepted. 2 rows name no day. 1 row repeats a day.",
  );
});

test("days that do not exist are told apart, days with a time are days", () => {
  const { cell, volumes, message } = grid();

  pasteInto(cell(1), "31.11.2026\t1\n03.11.26 10:00\t3\n");
  assert.deepEqual(volumes(), ["", "3", "", ""]);
  assert.equal(message(), "Pasted: 1 of 2. 1 row is of a day that does not exist.");

  pasteInto(cell(1), "31.11.2026\t1\n");
  assert.equal(message(), "Pasted: 0 of 1. 1 row is of a day that does not exist.");
});

test("an empty cell erases nothing and is counted", () => {
  const { cell, message } = grid();
  cell(3).value = "33";

  pasteInto(cell(1), "1\n2\n\n4\n5\n");

  assert.equal(cell(3).value, "33");
  assert.equal(message(), "Pasted: 2 of 5. 2 rows are already accepted. 1 row is empty.");
});

test("what cannot be read and what will be rounded is told at once", () => {
  const { cell, message } = grid();

  pasteInto(cell(5), "12,3456\n#####\n");

  assert.equal(cell(6).getAttribute("aria-invalid"), "true");
  assert.match(message(), /1 value is not a number\. 1 value has more decimals/);
});

test("a single value is pasted by the browser itself", () => {
  const { cell } = grid();

  assert.equal(pasteInto(cell(1), "36,1\r\n").defaultPrevented, false);
});

test("Ctrl+Z takes back the whole paste, in the Russian layout too", () => {
  const { cell, volumes, message, text } = grid();
  typeInto(cell(3), "33");
  pasteInto(cell(1), "1\n2\n3\n4\n5\n");

  const event = press(cell(1), "я", { code: "KeyZ", ctrlKey: true });

  assert.ok(event.defaultPrevented);
  assert.deepEqual(volumes(), ["", "33", "", ""]);
  assert.equal(text('[data-total="volume"]'), "63.500");
  assert.equal(message(), "The paste is undone.");
});

test("Ctrl+Z leaves to the browser what was typed after the paste", () => {
  const { cell, volumes } = grid();
  pasteInto(cell(1), "1\n2\n3\n");
  typeInto(cell(1), "77");

  assert.equal(press(cell(1), "z", { code: "KeyZ", ctrlKey: true }).defaultPrevented, false);
  assert.deepEqual(volumes(), ["77", "3", "", ""]);
});

test("Ctrl+Enter checks and Ctrl+S saves the draft", () => {
  const { window, cell } = grid();
  const buttons = submitted(window);

  press(cell(1), "Enter", { code: "Enter", ctrlKey: true });
  press(cell(1), "ы", { code: "KeyS", ctrlKey: true });

  assert.deepEqual(buttons, ["Check", "Save"]);
});

test("the page's words are used with the plural forms of its language", () => {
  const json = JSON.stringify({
    pasted: "Вставлено {placed} из {total}.",
    notFitted: { one: "{count} строка не поместилась.", few: "{count} строки не поместились.", other: "{count} строк не поместилось." },
  });
  const words = `<script type="application/json" id="grid-words">${json}</script>`;
  const { cell, message } = grid({ language: "ru", words });

  pasteInto(cell(5), "1\n2\n3\n4\n");

  assert.equal(message(), "Вставлено 2 из 4. 2 строки не поместились.");
});

test("thirty-one days of six columns are pasted at once", () => {
  const cells = (day) => [..."abcdef"].map((column) => `<td><input data-row="${day}" data-column="${column}"></td>`);
  const rows = Array.from({ length: 31 }, (_, day) => `<tr data-row="${day}">${cells(day).join("")}</tr>`);
  const window = openPage(`<form><table data-grid><tbody>${rows.join("")}</tbody></table></form>`);
  init(window.document);
  const started = performance.now();

  pasteInto(window.document.querySelector("input"), "1,1\t2,2\t3,3\t4,4\t5,5\t6,6\n".repeat(31));

  assert.ok(performance.now() - started < 2000); // about 100 ms in jsdom on an idle machine
  assert.ok([...window.document.querySelectorAll("input")].every((input) => input.value));
});
