"""What became of a paste, in the same sentences whether the browser or the server laid it out."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, npgettext_lazy
from django.utils.translation import gettext as _

from kabinet.foundation import formatting
from kabinet.portal.forms.metering import Pasted

_LOSSES = {
    "notFitted": npgettext_lazy("pasted", "%d row did not fit.", "%d rows did not fit."),
    "readOnly": npgettext_lazy(
        "pasted", "%d row falls on a day closed for typing.", "%d rows fall on days closed for typing."
    ),
    "blank": npgettext_lazy("pasted", "%d row is empty.", "%d rows are empty."),
    "noSuchDay": npgettext_lazy(
        "pasted", "%d row is of a day that does not exist.", "%d rows are of days that do not exist."
    ),
    "undated": npgettext_lazy("pasted", "%d row names no day.", "%d rows name no day."),
    "repeated": npgettext_lazy("pasted", "%d row repeats a day.", "%d rows repeat a day."),
    "columns": npgettext_lazy("pasted", "%d column did not fit.", "%d columns did not fit."),
    "cells": npgettext_lazy(
        "pasted", "%d value falls on a cell closed for typing.", "%d values fall on cells closed for typing."
    ),
}
_IN_BROWSER_ONLY = {
    "unreadable": npgettext_lazy("pasted", "%d value is not a number.", "%d values are not numbers."),
    "rounded": npgettext_lazy(
        "pasted", "%d value will be rounded to whole m³.", "%d values will be rounded to whole m³."
    ),
}
# A count for each plural form of the language.
_COUNTS = {"ru": {"one": 1, "few": 2, "many": 5, "other": 5}, "en": {"one": 1, "other": 5}}


def words_for_script() -> Mapping[str, Any]:
    """Return the sentences of readings-grid.js, each with its plural forms."""
    counts = _COUNTS["ru" if (get_language() or "ru").startswith("ru") else "en"]
    phrases = {
        name: {form: str(phrase % count).replace(str(count), "{count}") for form, count in counts.items()}
        for name, phrase in (_LOSSES | _IN_BROWSER_ONLY).items()
    }
    return {"pasted": _("Pasted: {placed} of {total}."), "undone": _("The paste is undone.")} | phrases


def report(pasted: Pasted) -> str:
    """Say how many rows of the pasted text were placed, on which days, and what became of the others."""
    laid_out = pasted.laid_out
    placed = _("Pasted: {placed} of {total}.").format(placed=len(laid_out.values), total=laid_out.total)
    counts = {
        "notFitted": laid_out.not_fitted,
        "readOnly": laid_out.read_only,
        "blank": laid_out.blank,
        "noSuchDay": laid_out.no_such_day,
        "undated": laid_out.undated,
        "repeated": laid_out.repeated,
        "columns": pasted.too_wide,
        "cells": pasted.closed_cells,
    }
    losses = [str(_LOSSES[name] % count) for name, count in counts.items() if count]
    return " ".join([placed, *_days(pasted), *losses])


def _days(pasted: Pasted) -> list[str]:
    if not pasted.cells:
        return []
    first, last = pasted.days
    if first == last:
        return [_("Gas day %(day)s.") % {"day": formatting.day(first)}]
    facts = {"first": formatting.day(first), "last": formatting.day(last)}
    return [_("First day %(first)s, last %(last)s.") % facts]
