// <form data-busy="Передаём…"> or <button data-busy="…">: after submitting, the pressed button says so and takes no second press.

export function init(root = document) {
  const view = (root.ownerDocument ?? root).defaultView;
  const marked = [...root.querySelectorAll("form[data-busy], button[data-busy]")];
  for (const form of new Set(marked.map((element) => element.closest("form")).filter(Boolean))) {
    form.addEventListener("submit", (event) => {
      // Later, because a button disabled at once is left out of what the form sends.
      view.setTimeout(() => event.defaultPrevented || hold(form, event.submitter));
    });
  }
  // A page brought back by "Back" comes from memory with its buttons still disabled.
  view.addEventListener("pageshow", () => release(root));
}

function hold(form, submitter) {
  const pressed = submitter ?? form.querySelector("[data-primary], button[type=submit], button:not([type])");
  if (pressed && !pressed.dataset.idle) {
    pressed.dataset.idle = pressed.textContent;
    pressed.textContent = pressed.dataset.busy || form.dataset.busy || "…";
  }
  for (const button of buttonsOf(form)) {
    button.disabled = true;
    button.dataset.held = "";
  }
}

function release(root) {
  for (const button of root.querySelectorAll("button[data-held]")) {
    button.disabled = false;
    delete button.dataset.held;
    if (button.dataset.idle !== undefined) {
      button.textContent = button.dataset.idle;
      delete button.dataset.idle;
    }
  }
}

function buttonsOf(form) {
  return [...form.elements].filter((element) => element.tagName === "BUTTON" && element.type === "submit" && !element.disabled);
}
