// The day's total over all columns, for a grid whose columns are metering units.
//
//   <td data-row-total data-rest="12.300">            `rest`: what units that are not on this page gave
//   <td data-deviation="total" data-plan="41.3333333">   the day's plan, with more places than are shown
//   <td data-total="total"> <td data-total-plan="total"> <td data-total-deviation="total"> in the foot

import { formatUnits, parseNumber } from "./numbers.js";

const PLACES = 3;
const PLAN_PLACES = 7;
const FINER = 10n ** BigInt(PLAN_PLACES - PLACES);

export function showDayTotals(grid) {
  const marked = grid.table.querySelectorAll('[data-deviation="total"]');
  if (marked.length === 0) {
    return;
  }
  const month = { fact: 0n, wholeFact: 0n, plan: 0n };
  for (const cell of marked) {
    showDay(grid, cell, month);
  }
  const shown = (units) => formatUnits(units, { places: PLACES, language: grid.language });
  grid.show('[data-total="total"]', () => shown(month.fact));
  if (marked[0].dataset.plan) {
    grid.show('[data-total-plan="total"]', () => shown((month.plan + FINER / 2n) / FINER));
    grid.show('[data-total-deviation="total"]', () => grid.percent(month.wholeFact * FINER, month.plan));
  }
}

function showDay(grid, cell, month) {
  const row = cell.closest("tr");
  const total = row.querySelector("[data-row-total]");
  const known = [...row.querySelectorAll("[data-column]")].map((one) => grid.valueOf(one));
  const rest = read(total?.dataset.rest, PLACES);
  const values = [...known, rest].filter((value) => value !== null);
  const fact = values.reduce((sum, value) => sum + value, 0n);
  if (total) {
    total.textContent = values.length ? formatUnits(fact, { places: PLACES, language: grid.language }) : "";
  }
  month.fact += fact;
  // A day of which a unit is missing says nothing about the plan.
  const isWhole = known.length > 0 && !known.includes(null) && row.dataset.partial === undefined;
  const plan = read(cell.dataset.plan, PLAN_PLACES) ?? 0n;
  cell.textContent = isWhole ? grid.percent(fact * FINER, plan) : "";
  if (isWhole) {
    month.wholeFact += fact;
    month.plan += plan;
  }
}

function read(text, places) {
  try {
    return parseNumber(text ?? "", { places }).units;
  } catch {
    return null;
  }
}
