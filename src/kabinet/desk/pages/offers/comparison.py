"""A version beside the one it replaces."""

from django.utils.translation import gettext as _

from kabinet.access.queries.offers import Offer
from kabinet.access.rules.offers import Draft, paragraphs
from kabinet.formats.differences import differences, folded
from kabinet.foundation import formatting, ui


def draft_of(offer: Offer) -> Draft:
    return Draft(offer.version, offer.title, offer.text, offer.in_force_from)


def prose_of(draft: Draft) -> ui.Prose:
    return ui.Prose(paragraphs(draft.text))


def facts_of(draft: Draft, replaced: Offer | None) -> ui.Facts:
    facts = [
        ui.Fact(_("Name of the version"), draft.version),
        ui.Fact(_("In force from"), formatting.day(draft.in_force_from)),
        ui.Fact(_("Replaces"), _name_of(replaced) if replaced else _("nothing: it is the first one")),
        ui.Fact(_("Title"), draft.title),
    ]
    if replaced and replaced.title != draft.title:
        facts.append(ui.Fact(_("Title so far"), replaced.title))
    return ui.Facts(facts)


def _name_of(offer: Offer) -> str:
    day = formatting.day(offer.in_force_from)
    return _("version %(version)s of %(day)s") % {"version": offer.version, "day": day}


def differences_of(draft: Draft, replaced: Offer | None) -> ui.Part:
    """Return what changes in the text; the whole text where there was none before it."""
    if replaced is None:
        return prose_of(draft)
    return ui.Differences(folded(differences(replaced.text, draft.text)))
