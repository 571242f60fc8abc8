import assert from "node:assert/strict";
import { test } from "node:test";

import { init as initKeep } from "../keep-typed.js";
import { init as initOffer } from "../offer-toggle.js";
import { init as initOnce } from "../submit-once.js";
import { openPage } from "./page.js";

const OFFER = '<input id="name"><a href="#offer">Terms of the offer agreement</a><div id="offer">1. Subject</div>';

const settled = (window) => new Promise((resolve) => window.setTimeout(resolve));

test("the second click folds the offer again and keeps what was typed", async () => {
  const window = openPage(OFFER);
  initOffer(window.document);
  const link = window.document.querySelector("a");
  const input = window.document.querySelector("input");
  input.value = "petrova";

  const states = [];
  for (let click = 0; click < 3; click += 1) {
    states.push(link.getAttribute("aria-expanded"));
    const moved = new Promise((resolve) => window.addEventListener("hashchange", resolve, { once: true }));
    link.click();
    await moved;
  }

  assert.deepEqual(states, ["false", "true", "false"]);
  assert.equal(input.value, "petrova");
});

test("a page opened at the offer says that it is unfolded", () => {
  const window = openPage(OFFER, { url: "https://kabinet.test/login/#offer" });

  initOffer(window.document);

  assert.equal(window.document.querySelector("a").getAttribute("aria-expanded"), "true");
});

test("a page without the offer is left alone", () => initOffer(openPage("<p>Home</p>").document));

function submitOnce({ prevent = false } = {}) {
  const window = openPage(`<form data-busy="Передаём…"><button name="draft">Save</button><button data-primary>Send</button></form>`);
  initOnce(window.document);
  const [draft, primary] = window.document.querySelectorAll("button");
  const event = new window.SubmitEvent("submit", { submitter: primary, bubbles: true, cancelable: true });
  if (prevent) {
    event.preventDefault();
  }
  window.document.querySelector("form").dispatchEvent(event);
  return { window, draft, primary };
}

test("the pressed button says that it works, and no button takes a second press", async () => {
  const { window, draft, primary } = submitOnce();
  assert.equal(primary.disabled, false); // not yet: a disabled button is left out of what is sent

  await settled(window);

  assert.deepEqual([draft.textContent, primary.textContent], ["Save", "Передаём…"]);
  assert.deepEqual([draft.disabled, primary.disabled], [true, true]);
});

test("a page brought back from memory can be sent again", async () => {
  const { window, draft, primary } = submitOnce();
  await settled(window);

  window.dispatchEvent(new window.Event("pageshow"));

  assert.deepEqual([primary.textContent, primary.disabled, draft.disabled], ["Send", false, false]);
});

test("a form that another module sends stays free", async () => {
  const { window, primary } = submitOnce({ prevent: true });

  await settled(window);

  assert.equal(primary.disabled, false);
});

test("a button may say in its own words that it is busy", async () => {
  const window = openPage('<form><button type="submit" data-busy="Signing in…">Sign in</button></form>');
  initOnce(window.document);
  const form = window.document.querySelector("form");
  const button = form.querySelector("button");

  const event = new window.Event("submit", { cancelable: true });
  form.dispatchEvent(event);
  await settled(window);

  assert.equal(button.textContent, "Signing in…");
  assert.equal(button.disabled, true);
});

function keeping() {
  const window = openPage(
    '<form action="/readings/2026-11/" data-keep="keep"><input name="v-1-2026-11-22"><input name="pasted">' +
      '<button name="action" value="submit">Submit</button></form>',
  );
  const sent = [];
  window.navigator.sendBeacon = (address, data) => sent.push([address, data.get("action"), data.get("v-1-2026-11-22")]);
  initKeep(window.document);
  const leave = () => window.dispatchEvent(new window.Event("pagehide"));
  return { window, sent, leave, form: window.document.querySelector("form"), cell: window.document.querySelector("input") };
}

test("what was typed is kept when the page is left, and once only", () => {
  const { sent, leave, cell } = keeping();
  leave();
  cell.value = "36,1";

  leave();
  leave();

  assert.deepEqual(sent, [["/readings/2026-11/", "keep", "36,1"]]);
});

test("what is being handed in is not kept beside it", () => {
  const { window, sent, leave, form, cell } = keeping();
  cell.value = "36,1";
  form.dispatchEvent(new window.SubmitEvent("submit", { bubbles: true, cancelable: true }));

  leave();

  assert.deepEqual(sent, []);
});
