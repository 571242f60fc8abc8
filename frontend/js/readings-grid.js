// The table in which a month is typed: keys, paste from a spreadsheet, totals.
//
//   <table data-grid data-month="2026-11">
//     <tr data-row="21" data-day="2026-11-22">
//       <td data-column="volume" data-value="36.100">36,100</td>              accepted: text, counted in the total
//       <td><input data-row="21" data-column="volume" data-day="2026-11-22" data-places="3" data-unit="thousand-m3"></td>
//       <td data-deviation="volume" data-plan="41.333"></td>
//     <tfoot> <td data-total="volume"> <td data-total-plan="volume"> <td data-total-deviation="volume">
//   Where the columns are units that are added up, "total" stands for all of them: see day-totals.js.
//   <p data-grid-message role="status">, <button data-primary>, <button data-draft> stand in the same form.

import { showDayTotals } from "./day-totals.js";
import { ENGLISH, paste } from "./grid-paste.js";
import { formatUnits, parseNumber, plain } from "./numbers.js";
import { words } from "./words.js";

export function init(root = document) {
  for (const table of root.querySelectorAll("table[data-grid]")) {
    new Grid(table).listen();
  }
}

class Grid {
  constructor(table) {
    this.table = table;
    this.inputs = [...table.querySelectorAll("input[data-column]")];
    this.language = table.ownerDocument.documentElement.lang || "ru";
    this.words = words(table.ownerDocument, "grid-words", ENGLISH);
    this.pastes = [];
  }

  get scope() {
    return this.table.closest("form") ?? this.table.ownerDocument;
  }

  get month() {
    return this.table.dataset.month ?? this.inputs[0]?.dataset.day?.slice(0, 7) ?? "";
  }

  listen() {
    const on = (type, handler) => this.table.addEventListener(type, (event) => {
      if (this.inputs.includes(event.target)) {
        handler.call(this, event.target, event);
      }
    });
    on("focusin", this.enter);
    on("mousedown", this.aim);
    on("mouseup", this.release);
    on("keydown", this.press);
    on("input", this.type);
    on("change", (input) => this.judge(input));
    on("paste", (input, event) => paste(this, input, event));
    this.recompute();
  }

  enter(input) {
    input.dataset.before = input.value;
    input.select();
  }

  // The click that brings the focus would put the caret into the selected content.
  aim(input) {
    this.aimed = input === this.table.ownerDocument.activeElement ? null : input;
  }

  release(input, event) {
    if (this.aimed === input) {
      event.preventDefault();
      this.aimed = null;
    }
  }

  press(input, event) {
    const act = this.actOf(event);
    if (act && act(input) !== false) {
      event.preventDefault();
    }
  }

  // Letters are told by their place on the keyboard: in the Russian layout the key Z gives «я».
  actOf({ key, code, ctrlKey, metaKey, shiftKey, altKey }) {
    if (altKey) {
      return null;
    }
    if (ctrlKey || metaKey) {
      const acts = { KeyZ: () => this.undo(), KeyS: () => this.send("[data-draft]"), Enter: () => this.send("[data-primary]") };
      return shiftKey ? null : acts[code] ?? acts[key] ?? null;
    }
    const acts = {
      Enter: (input) => this.move(input, shiftKey ? -1 : 1, { leave: !shiftKey }),
      ArrowDown: (input) => this.move(input, 1),
      ArrowUp: (input) => this.move(input, -1),
      Escape: (input) => this.write([[input, input.dataset.before ?? ""]]),
    };
    return acts[key] ?? null;
  }

  // Accepted days are text, so the next row of the column may be several days away.
  move(input, step, { leave = false } = {}) {
    const column = this.inputs.filter((other) => other.dataset.column === input.dataset.column);
    const next = column[column.indexOf(input) + step];
    (next ?? (leave ? this.scope.querySelector("[data-primary]") : null))?.focus();
  }

  send(selector) {
    const button = this.scope.querySelector(selector);
    if (!button?.form) {
      return false;
    }
    button.form.requestSubmit(button);
    return true;
  }

  undo() {
    const cells = this.pastes.at(-1);
    // What was typed after the paste is undone first, by the browser itself.
    if (!cells || cells.some(({ input, after }) => input.value !== after)) {
      return false;
    }
    this.pastes.pop();
    this.write(cells.map(({ input, before }) => [input, before]));
    this.say([this.words.undone]);
    return true;
  }

  type(input) {
    if (this.valueOf(input) !== null) {
      this.judge(input);
    }
    this.recompute();
  }

  write(changes) {
    for (const [input, text] of changes) {
      input.value = text;
      this.judge(input);
    }
    this.recompute();
    // One event for whoever keeps the draft, not one for each cell.
    const { Event } = this.table.ownerDocument.defaultView;
    this.table.dispatchEvent(new Event("change", { bubbles: true }));
  }

  judge(input) {
    if (this.valueOf(input) === null && plain(input.value) !== "") {
      input.setAttribute("aria-invalid", "true");
    } else {
      input.removeAttribute("aria-invalid");
    }
  }

  /** Returns whole units of the last place, or null where there is no number. */
  valueOf(cell) {
    return this.parsed(cell)?.units ?? null;
  }

  parsed(cell) {
    const { column, value, unit } = cell.dataset;
    try {
      return parseNumber(value ?? cell.value ?? "", { places: this.placesOf(column), unit });
    } catch {
      return null;
    }
  }

  placesOf(column) {
    return Number(this.inputs.find((input) => input.dataset.column === column)?.dataset.places ?? 3);
  }

  cellsOf(column) {
    return [...this.table.querySelectorAll(`[data-column="${column}"]`)].filter(
      (cell) => this.inputs.includes(cell) || cell.dataset.value !== undefined,
    );
  }

  recompute() {
    for (const column of new Set(this.inputs.map((input) => input.dataset.column))) {
      const facts = new Map(this.cellsOf(column).map((cell) => [cell.closest("tr"), this.valueOf(cell)]));
      const total = sum(facts.values());
      this.show(`[data-total="${column}"]`, () => formatUnits(total, this.formatOf(column)));
      const plan = this.recomputeRows(column, facts);
      this.show(`[data-total-plan="${column}"]`, () => formatUnits(plan, this.formatOf(column)));
      this.show(`[data-total-deviation="${column}"]`, () => this.percent(total, plan));
    }
    showDayTotals(this);
  }

  /** Shows each row's deviation and returns the plan of the rows that have a value. */
  recomputeRows(column, facts) {
    let total = 0n;
    for (const cell of this.table.querySelectorAll(`[data-deviation="${column}"]`)) {
      const fact = facts.get(cell.closest("tr")) ?? null;
      const plan = planOf(cell, this.placesOf(column));
      cell.textContent = fact === null ? "" : this.percent(fact, plan);
      total += fact === null ? 0n : plan;
    }
    return total;
  }

  formatOf(column) {
    return { places: this.placesOf(column), language: this.language };
  }

  percent(fact, plan) {
    if (plan === 0n) {
      return "";
    }
    const doubled = ((fact - plan) * 2000n) / plan;
    const tenths = (doubled + (doubled < 0n ? -1n : 1n)) / 2n;
    return `${formatUnits(tenths, { places: 1, language: this.language })}\u00a0%`;
  }

  show(selector, text) {
    for (const element of this.table.querySelectorAll(selector)) {
      element.textContent = text();
    }
  }

  say(sentences) {
    const message = this.scope.querySelector("[data-grid-message]") ?? this.table.ownerDocument.querySelector("[data-grid-message]");
    if (message) {
      message.textContent = sentences.join(" ");
    }
  }
}

function sum(values) {
  return [...values].reduce((total, value) => total + (value ?? 0n), 0n);
}

function planOf(cell, places) {
  try {
    return parseNumber(cell.dataset.plan ?? "", { places }).units;
  } catch {
    return 0n;
  }
}
