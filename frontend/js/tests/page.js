// A page for the tests: jsdom with what it lacks, and helpers that act as a person does.

import { JSDOM } from "jsdom";

export function openPage(body, { url = "https://kabinet.test/login/", language = "en" } = {}) {
  const dom = new JSDOM(`<!doctype html><html lang="${language}"><body>${body}</body></html>`, {
    url,
    pretendToBeVisual: true,
  });
  dom.window.scrollTo = () => {};
  return dom.window;
}

export function press(element, key, held = {}) {
  const event = new element.ownerDocument.defaultView.KeyboardEvent("keydown", {
    key,
    bubbles: true,
    cancelable: true,
    ...held,
  });
  element.dispatchEvent(event);
  return event;
}

export function typeInto(input, text) {
  input.focus();
  input.value = text;
  input.dispatchEvent(new input.ownerDocument.defaultView.Event("input", { bubbles: true }));
}

export function pasteInto(input, text) {
  const event = new input.ownerDocument.defaultView.Event("paste", { bubbles: true, cancelable: true });
  event.clipboardData = { getData: (kind) => (kind === "text/plain" ? text : "") };
  input.focus();
  input.dispatchEvent(event);
  return event;
}
