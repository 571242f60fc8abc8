// Pasting a table into the grid: by position from the focused cell, or by the dates of its first column.

import { plain } from "./numbers.js";
import { dayOf, isDated, namesNoSuchDay, parseTable } from "./pasted.js";
import { phrase } from "./words.js";

export const ENGLISH = {
  pasted: "Pasted: {placed} of {total}.",
  notFitted: { one: "{count} row did not fit.", other: "{count} rows did not fit." },
  readOnly: { one: "{count} row is already accepted.", other: "{count} rows are already accepted." },
  blank: { one: "{count} row is empty.", other: "{count} rows are empty." },
  noSuchDay: { one: "{count} row is of a day that does not exist.", other: "{count} rows are of days that do not exist." },
  undated: { one: "{count} row names no day.", other: "{count} rows name no day." },
  repeated: { one: "{count} row repeats a day.", other: "{count} rows repeat a day." },
  columns: { one: "{count} column did not fit.", other: "{count} columns did not fit." },
  unreadable: { one: "{count} value is not a number.", other: "{count} values are not numbers." },
  rounded: {
    one: "{count} value has more decimals than are kept and will be rounded.",
    other: "{count} values have more decimals than are kept and will be rounded.",
  },
  undone: "The paste is undone.",
};

const REASONS = [
  "notFitted",
  "readOnly",
  "blank",
  "noSuchDay",
  "undated",
  "repeated",
  "columns",
  "unreadable",
  "rounded",
];

export function paste(grid, anchor, event) {
  // Only plain text: the spreadsheet's HTML carries the figures as displayed, perhaps rounded.
  const rows = parseTable(event.clipboardData?.getData("text/plain") ?? "");
  if (rows.length === 0 || (rows.length === 1 && rows[0].length === 1)) {
    return; // a single value goes the browser's own way
  }
  event.preventDefault();
  const { cells, counts } = layOut(grid, anchor, rows);
  if (cells.length) {
    grid.pastes.push(cells);
    grid.write(cells.map(({ input, after }) => [input, after]));
  }
  grid.say(report(grid, cells, counts, rows.length));
}

function layOut(grid, anchor, rows) {
  const byDate = isDated(rows, grid.month);
  const counts = Object.fromEntries(REASONS.map((reason) => [reason, 0]));
  const taken = new Set();
  const cells = [];
  const columns = columnsFrom(grid, anchor);
  const values = rows.map((row) => (byDate ? row.slice(1) : row));
  counts.columns = Math.max(0, widthOf(values) - columns.length);
  rows.forEach((row, place) => {
    const target = byDate ? byDay(grid, row[0]) : byPosition(grid, Number(anchor.dataset.row) + place);
    const reason = reasonToDrop(values[place], target, taken, columns);
    if (reason) {
      counts[reason] += 1;
      return;
    }
    taken.add(target.row);
    cells.push(...cellsOf(grid, target, values[place], columns));
  });
  return { cells, counts };
}

function columnsFrom(grid, anchor) {
  const all = [...new Set(grid.inputs.map((input) => input.dataset.column))];
  return all.slice(all.indexOf(anchor.dataset.column));
}

function widthOf(values) {
  return Math.max(0, ...values.map((row) => row.findLastIndex((cell) => plain(cell)) + 1));
}

// A target is { row, inputs }: the row's number and its inputs by column; where no day is named, { reason }.
function byDay(grid, cell) {
  const day = dayOf(cell, grid.month);
  if (!day) {
    return { reason: namesNoSuchDay(cell, grid.month) ? "noSuchDay" : "undated" };
  }
  const input = grid.table.querySelector(`[data-row][data-day="${day}"]`);
  return byPosition(grid, input ? Number(input.dataset.row) : -1);
}

function byPosition(grid, row) {
  const known = grid.table.querySelector(`[data-row="${row}"]`);
  const inputs = grid.inputs.filter((input) => Number(input.dataset.row) === row);
  return { row, known, inputs: new Map(inputs.map((input) => [input.dataset.column, input])) };
}

function reasonToDrop(values, target, taken, columns) {
  if (!values.some(plain)) {
    return "blank";
  }
  if (target.reason) {
    return target.reason;
  }
  if (!target.known) {
    return "notFitted";
  }
  if (!columns.some((column, place) => plain(values[place] ?? "") && target.inputs.has(column))) {
    return "readOnly";
  }
  return taken.has(target.row) ? "repeated" : "";
}

function cellsOf(grid, target, values, columns) {
  return columns
    .map((column, place) => ({ input: target.inputs.get(column), after: oneLine(values[place] ?? "") }))
    .filter(({ input, after }) => input && plain(after)) // a blank cell erases nothing
    .map(({ input, after }) => ({ input, after, before: input.value }));
}

function oneLine(cell) {
  return cell.replace(/[\r\n]+/g, " ").trim();
}

function report(grid, cells, counts, total) {
  const placed = new Set(cells.map(({ input }) => input.dataset.row)).size;
  const parsed = cells.map(({ input }) => grid.parsed(input));
  const found = {
    ...counts,
    unreadable: parsed.filter((number) => number === null).length,
    rounded: parsed.filter((number) => number?.rounded).length,
  };
  const losses = REASONS.filter((reason) => found[reason]).map((reason) =>
    phrase(grid.words[reason], { count: found[reason] }, grid.language),
  );
  return [phrase(grid.words.pasted, { placed, total }, grid.language), ...losses];
}
