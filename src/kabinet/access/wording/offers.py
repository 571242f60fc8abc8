"""The words of the offer agreement. `TAG` says how `ui.Tag` colours a state."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kabinet.access.rules.offers import State

STATE: dict[str, str | Promise] = {
    State.FUTURE: pgettext_lazy("offer", "Not in force yet"),
    State.IN_FORCE: pgettext_lazy("offer", "In force"),
    State.REPLACED: pgettext_lazy("offer", "Replaced"),
}
TAG: dict[str, str] = {
    State.FUTURE: "sent",
    State.IN_FORCE: "progress",
    State.REPLACED: "closed",
}

REFUSALS: dict[str, str | Promise] = {
    "access.offer-not-found": _("There is no such version of the offer agreement."),
    "access.offer-version-unfit": _(
        "Name the version with letters, figures, dots and hyphens, one figure at least: for example 2027-01."
    ),
    "access.offer-version-taken": _("There is a version %(version)s already: name this one otherwise."),
    "access.offer-empty": _("Write the text of the version."),
    "access.offer-in-past": _("%(day)s has passed: a version comes into force on %(today)s at the earliest."),
    "access.offer-day-taken": _("Version %(version)s comes into force on %(day)s: choose another day."),
    "access.offer-unchanged": _("The text says what version %(version)s says: there is nothing to publish."),
}
