import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { init } from "../upload.js";
import { openPage } from "./page.js";

const FORM = `<main><form data-upload action="/documents/send/" method="post">
  <input type="hidden" name="key" value="k1"><input type="file" name="scans" multiple>
  <button name="act" value="send">Send</button></form></main>`;

const received = [];
let server;
let address;

function answer(request, response) {
  if (request.method === "GET") {
    reply(request.url, response); // after a redirect jsdom announces a body that it never sends
    return;
  }
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    received.push(Buffer.concat(chunks).toString());
    reply(request.url, response);
  });
}

function reply(url, response) {
  const html = (status, title, main) => {
    response.writeHead(status, { "Content-Type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><title>${title}</title><body>${main}</body>`);
  };
  const replies = {
    "/documents/send/": () => response.writeHead(302, { Location: "/documents/7/" }).end(),
    "/documents/7/": () => html(200, "Document 7", "<main><h1>Document 7</h1></main>"),
    "/refuse/": () => html(422, "Error: Documents", "<main><p>The file is empty</p></main>"),
    "/proxy/": () => html(413, "413", "<center>nginx</center>"),
    "/never/": () => {},
  };
  replies[url]();
}

before(async () => {
  server = createServer(answer);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${server.address().port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

function upload(action = "/documents/send/") {
  const window = openPage(FORM.replace("/documents/send/", action), { url: `${address}/documents/` });
  init(window.document);
  const find = (selector) => window.document.querySelector(selector);
  return { window, find, status: () => find(".upload-status").textContent };
}

function choose({ window, find }, ...names) {
  const files = names.map((name) => new window.File(["%PDF"], name, { type: "application/pdf" }));
  const event = new window.Event("drop", { bubbles: true, cancelable: true });
  event.dataTransfer = { files };
  find("form").dispatchEvent(event);
}

const submit = ({ find }) => find("form").requestSubmit(find("button[name=act]"));

async function until(condition) {
  for (let waited = 0; !condition(); waited += 5) {
    assert.ok(waited < 2000, "nothing happened within two seconds");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("dropped files are listed and can be taken out", () => {
  const page = upload();
  choose(page, "act.pdf", "счёт.pdf");

  page.find('button[aria-label="Remove act.pdf"]').click();

  assert.equal(page.window.document.querySelectorAll("li").length, 1);
  assert.match(page.find("li").textContent, /счёт\.pdf, 1 KB/);
});

test("the files go with the other fields, and the page of the redirect takes the place of this one", async () => {
  const page = upload();
  let replaced = 0;
  page.window.document.addEventListener("kabinet:replaced", () => (replaced += 1));
  choose(page, "act.pdf", "acts.pdf");

  submit(page);
  await until(() => replaced);

  const sent = received.at(-1);
  assert.match(sent, /name="key"\r\n\r\nk1/);
  assert.match(sent, /name="act"\r\n\r\nsend/);
  assert.equal(sent.match(/name="scans"; filename=/g).length, 2);
  assert.equal(page.window.location.pathname, "/documents/7/");
  assert.equal(page.window.document.title, "Document 7");
  assert.equal(page.find("h1").textContent, "Document 7");
});

test("a refusal is shown as the server words it, at the same address", async () => {
  const page = upload("/refuse/");
  choose(page, "empty.pdf");

  submit(page);
  await until(() => page.find("main").textContent.includes("The file is empty"));

  assert.equal(page.window.document.title, "Error: Documents");
});

test("a proxy's error keeps the chosen files", async () => {
  const page = upload("/proxy/");
  choose(page, "huge.pdf");

  submit(page);
  await until(() => page.status() === "The files did not upload. Try again.");

  assert.equal(page.window.document.querySelectorAll("li").length, 1);
  assert.equal(page.find("button[name=act]").disabled, false);
});

test("an upload can be cancelled, and the files stay chosen", async () => {
  const page = upload("/never/");
  choose(page, "act.pdf");
  submit(page);
  assert.equal(page.find("button[name=act]").disabled, true);

  page.window.document.querySelectorAll(".button-link").forEach((button) => {
    if (button.textContent === "Cancel") {
      button.click();
    }
  });

  await until(() => page.status().startsWith("The upload is cancelled"));
  assert.equal(page.window.document.querySelectorAll("li").length, 1);
});

test("without files the server says what is missing", () => {
  const { window, find } = upload();
  const event = new window.SubmitEvent("submit", { bubbles: true, cancelable: true });

  find("form").dispatchEvent(event);

  assert.equal(event.defaultPrevented, false);
});

test("the last percent says that the files are being checked", () => {
  const page = upload("/never/");
  choose(page, "act.pdf");
  submit(page);

  assert.match(page.status(), /^Uploading: \d+ %$|^Uploaded\. /);
  page.window.document.querySelector(".upload-status ~ button").click();
});
