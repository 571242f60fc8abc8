// The entry of the pages' scripts. Every page works without them; a module looks for its own markup and adds to it.

import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const Component of [SkipLink, ErrorSummary, NotificationBanner, PasswordInput]) {
  for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
    new Component(element);
  }
}
