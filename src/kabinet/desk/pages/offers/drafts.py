"""A new version while it is written, and before it is proposed."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.access.queries.offers import offer_before
from kabinet.desk.forms.offers import OfferForm
from kabinet.desk.pages.offers.comparison import differences_of, facts_of, prose_of
from kabinet.desk.pages.setup import crumbs
from kabinet.foundation import formatting, ui


def new(*, form: OfferForm) -> dict[str, Any]:
    return {"form": form, "crumbs": _crumbs()}


def check(*, form: OfferForm) -> dict[str, Any]:
    """Return the page on which the author looks at the version before proposing it. One query."""
    draft = form.draft
    replaced = offer_before(day=draft.in_force_from)
    in_force = _("version in force from %(day)s") % {"day": formatting.day(draft.in_force_from)}
    return {
        "form": form,
        "crumbs": _crumbs(),
        "facts": facts_of(draft, replaced),
        "differences": differences_of(draft, replaced) if replaced else None,
        "prose": prose_of(draft),
        "heading": f"{draft.title}, {in_force}",
    }


def _crumbs() -> ui.Breadcrumbs:
    return crumbs(ui.Link(_("Offer agreement"), reverse("desk:offers")))
