// The entry of the pages' scripts. Every page works without them; a module looks for its own markup and adds to it.

import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

import { init as initKeep } from "./keep-typed.js";
import { init as initOffer } from "./offer-toggle.js";
import { init as initGrid } from "./readings-grid.js";
import { init as initOnce } from "./submit-once.js";
import { init as initUpload } from "./upload.js";

function start() {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  for (const Component of [SkipLink, ErrorSummary, NotificationBanner, PasswordInput]) {
    for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
      new Component(element);
    }
  }
  for (const init of [initOffer, initGrid, initKeep, initUpload, initOnce]) {
    init();
  }
}

start();
document.addEventListener("kabinet:replaced", start); // upload.js has put the server's answer in place of the page
