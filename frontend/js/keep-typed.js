// <form data-keep="keep">: what was typed and not sent is kept on the server when the page is left. The value is the
// action that keeps it; fields whose names begin with "v-" are what is typed.

export function init(root = document) {
  for (const form of root.querySelectorAll("form[data-keep]")) {
    new Keeper(form).listen();
  }
}

class Keeper {
  constructor(form) {
    this.form = form;
    this.page = form.ownerDocument;
    this.view = this.page.defaultView;
    this.known = this.typed();
    this.sent = false;
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      this.sent = !event.defaultPrevented;
    });
    this.view.addEventListener("pageshow", () => {
      this.sent = false;
    });
    this.view.addEventListener("pagehide", () => this.keep());
    this.page.addEventListener("visibilitychange", () => this.page.visibilityState === "hidden" && this.keep());
  }

  typed() {
    const fields = [...new this.view.FormData(this.form)];
    return JSON.stringify(fields.filter(([name]) => name.startsWith("v-")));
  }

  keep() {
    const typed = this.typed();
    if (this.sent || typed === this.known) {
      return;
    }
    const data = new this.view.FormData(this.form);
    data.set("action", this.form.dataset.keep);
    // Not `form.action`: a button of that name stands before it.
    if (this.view.navigator.sendBeacon(this.form.getAttribute("action"), data)) {
      this.known = typed;
    }
  }
}
