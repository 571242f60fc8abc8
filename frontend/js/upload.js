// <form data-upload> with <input type="file" multiple>: a drop zone, the list of chosen files, progress and cancel.
// The server answers with the same pages as without scripts; the answer takes the place of the page.

import { phrase, words } from "./words.js";

const ENGLISH = {
  remove: "Remove {name}",
  sending: "Uploading: {percent} %",
  checking: "Uploaded. The files are being checked.",
  cancel: "Cancel",
  cancelled: "The upload is cancelled. The files are still chosen.",
  failed: "The files did not upload. Try again.",
  size: "{size} MB",
  smallSize: "{size} KB",
};

// Below this a file is told in KB: "0.0 MB" tells nothing.
const SMALL = 100 * 1024;

export function init(root = document) {
  for (const form of root.querySelectorAll("form[data-upload]")) {
    const input = form.querySelector("input[type=file]");
    if (input) {
      new Upload(form, input).listen();
    }
  }
}

class Upload {
  constructor(form, input) {
    this.form = form;
    this.input = input;
    this.page = form.ownerDocument;
    this.view = this.page.defaultView;
    this.language = this.page.documentElement.lang || "ru";
    this.words = words(this.page, "upload-words", ENGLISH);
    this.files = [];
    this.list = this.make("ul", { className: "upload-list" });
    this.status = this.make("p", { className: "upload-status" });
    this.status.setAttribute("role", "status");
    this.cancel = this.make("button", { type: "button", className: "button-link", textContent: this.words.cancel, hidden: true });
  }

  get zone() {
    return this.form.querySelector("[data-drop]") ?? this.form;
  }

  listen() {
    this.input.after(this.list, this.status, this.cancel);
    this.input.addEventListener("change", () => this.add(this.input.files));
    this.cancel.addEventListener("click", () => this.request?.abort());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.zone.addEventListener("dragover", (event) => this.hover(event, true));
    this.zone.addEventListener("dragleave", (event) => this.hover(event, false));
    this.zone.addEventListener("drop", (event) => this.drop(event));
  }

  hover(event, over) {
    event.preventDefault();
    this.zone.classList.toggle("upload-over", over);
  }

  drop(event) {
    this.hover(event, false);
    this.add(event.dataTransfer?.files ?? []);
  }

  add(files) {
    if (this.request) {
      return;
    }
    this.files = this.input.multiple ? [...this.files, ...files] : [...files].slice(0, 1);
    this.input.value = ""; // the list is the truth from now on: the same file may be chosen anew after removal
    this.draw();
  }

  remove(file) {
    this.files = this.files.filter((other) => other !== file);
    this.draw();
    (this.list.querySelector("button") ?? this.input).focus();
  }

  draw() {
    this.input.required = this.input.required && this.files.length === 0;
    this.list.replaceChildren(...this.files.map((file) => this.row(file)));
  }

  row(file) {
    const row = this.make("li", { textContent: `${file.name}, ${this.sizeOf(file)} ` });
    const remove = this.make("button", { type: "button", className: "button-link", textContent: "×" });
    remove.setAttribute("aria-label", phrase(this.words.remove, { name: file.name }, this.language));
    remove.addEventListener("click", () => this.remove(file));
    row.append(remove);
    return row;
  }

  sizeOf(file) {
    const size = new Intl.NumberFormat(this.language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
    if (file.size < SMALL) {
      const kibibytes = String(Math.max(1, Math.round(file.size / 1024)));
      return phrase(this.words.smallSize, { size: kibibytes }, this.language);
    }
    return phrase(this.words.size, { size: size.format(file.size / 1024 / 1024) }, this.language);
  }

  submit(event) {
    if (this.request || this.files.length === 0) {
      if (this.request) {
        event.preventDefault();
      }
      return; // without files the server says what is missing
    }
    event.preventDefault();
    this.send(this.content(event.submitter));
  }

  content(submitter) {
    const content = new this.view.FormData(this.form);
    if (submitter?.name) {
      content.append(submitter.name, submitter.value);
    }
    content.delete(this.input.name);
    for (const file of this.files) {
      content.append(this.input.name, file, file.name);
    }
    return content;
  }

  send(content) {
    const request = new this.view.XMLHttpRequest();
    this.request = request;
    this.cancel.hidden = false;
    this.lock(true);
    this.say(this.words.sending, { percent: 0 });
    request.upload.addEventListener("progress", (event) => this.progress(event));
    request.addEventListener("load", () => this.answer(request));
    request.addEventListener("error", () => this.stop(this.words.failed));
    request.addEventListener("abort", () => this.stop(this.words.cancelled));
    request.open("POST", this.form.getAttribute("action") || this.view.location.href);
    request.setRequestHeader("Accept", "text/html");
    request.send(content);
  }

  progress({ loaded, total, lengthComputable }) {
    const percent = lengthComputable && total ? Math.floor((loaded / total) * 100) : 0;
    this.say(percent === 100 ? this.words.checking : this.words.sending, { percent });
  }

  answer(request) {
    const next = new this.view.DOMParser().parseFromString(request.responseText, "text/html");
    // A proxy's own error page is not ours: what was chosen stays, to be sent again.
    if (!next.querySelector("main")) {
      this.stop(this.words.failed);
      return;
    }
    show(this.page, next, request.responseURL);
  }

  stop(message) {
    this.request = null;
    this.cancel.hidden = true;
    this.lock(false);
    this.say(message, {});
  }

  lock(locked) {
    for (const button of this.form.querySelectorAll("button:not([type=button])")) {
      button.disabled = locked;
    }
  }

  say(text, facts) {
    const next = phrase(text, facts, this.language);
    if (this.status.textContent !== next) {
      this.status.textContent = next;
    }
  }

  make(tag, properties) {
    return Object.assign(this.page.createElement(tag), properties);
  }
}

// The redirect was followed already: asking for the page again would lose the notice that it shows once.
function show(page, next, address) {
  const view = page.defaultView;
  if (address && address !== view.location.href) {
    view.history.pushState(null, "", address);
    view.addEventListener("popstate", () => view.location.reload(), { once: true });
  }
  page.title = next.title;
  page.body.replaceWith(page.adoptNode(next.body));
  view.scrollTo(0, 0);
  page.dispatchEvent(new view.Event("kabinet:replaced"));
}
