// A table copied from a spreadsheet, by the rules of src/kabinet/formats/pasted.py.

import { parseDay } from "./days.js";
import { plain } from "./numbers.js";

// A quote opens a quoted cell only if its partner ends the cell; otherwise it is a sign like any other.
const QUOTED = /"([^"]*(?:""[^"]*)*)"(?=[\t\r\n]|$)/y;
const BARE = /[^\t\r\n]*/y;
const LINE_END = /\r\n|\r|\n/y;

/** Returns rows of cells: TAB parts cells, CR or LF parts rows; the line end of the last row is dropped. */
export function parseTable(text) {
  const rows = [];
  let cells = [];
  let place = 0;
  while (place < text.length) {
    const [cell, end] = cellAt(text, place);
    cells.push(cell);
    place = end;
    if (text[place] === "\t") {
      place += 1;
      if (place < text.length) {
        continue;
      }
      cells.push("");
    } else {
      place = take(LINE_END, text, place)?.end ?? place;
    }
    rows.push(cells);
    cells = [];
  }
  return rows;
}

function cellAt(text, place) {
  const quoted = take(QUOTED, text, place);
  if (quoted) {
    return [quoted.found[1].replaceAll('""', '"'), quoted.end];
  }
  const bare = take(BARE, text, place);
  return [bare.found[0], bare.end];
}

function take(pattern, text, place) {
  pattern.lastIndex = place;
  const found = pattern.exec(text);
  return found && { found, end: pattern.lastIndex };
}

/** Says whether the first of several columns holds days: most of its rows do. */
export function isDated(rows, month) {
  const filled = rows.filter((row) => row.some(plain));
  if (!filled.some((row) => row.length > 1)) {
    return false;
  }
  const certain = filled.filter((row) => dayOf(row[0], "") || namesNoSuchDay(row[0], "")).length;
  const likely = filled.filter((row) => !row[0].includes(",") && dayOf(row[0], month)?.startsWith(month)).length;
  // One "22.11" may as well be a number; several in a column, all within the month, are days.
  return Math.max(certain, likely > 1 ? likely : 0) * 2 > filled.length;
}

/** Returns the day that the cell names, or null. */
export function dayOf(cell, month) {
  try {
    return parseDay(cell, month);
  } catch {
    return null;
  }
}

/** Says whether the cell is written as a day that no calendar has, as 29 February of a common year. */
export function namesNoSuchDay(cell, month) {
  try {
    return !parseDay(cell, month);
  } catch (problem) {
    return problem.code === "no-such-day";
  }
}
