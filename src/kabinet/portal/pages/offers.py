"""What the pages of the offer agreement show: the text, its versions, what changed between two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access.queries.offers import Offer
from kabinet.access.rules.offers import paragraphs, state_of
from kabinet.access.wording import offers as wording
from kabinet.formats.differences import differences, folded, is_changed
from kabinet.foundation import formatting, ui
from kabinet.portal.forms.offers import CompareForm


@dataclass(frozen=True, slots=True)
class OfferText:
    """A version of the offer, ready to be placed."""

    title: str
    version: str
    in_force: str
    prose: ui.Prose
    pdf_url: str


def offer_text(offer: Offer | None) -> OfferText | None:
    if offer is None:
        return None
    return OfferText(
        title=offer.title,
        version=offer.version,
        in_force=_("version in force from %(day)s") % {"day": formatting.day(offer.in_force_from)},
        prose=ui.Prose(paragraphs(offer.text)),
        pdf_url=reverse("portal:offer_pdf", args=[offer.version]),
    )


def offer(*, versions: Sequence[Offer], shown: Offer | None, on: date) -> dict[str, Any]:
    """Return what the page of a version shows, with the ways to the other ones."""
    return {
        "offer": offer_text(shown),
        "versions": _versions(versions, shown=shown, on=on) if shown else None,
        "compare": CompareForm.of(versions, shown) if len(versions) > 1 else None,
    }


def changes_url(*, since: str, version: str, next_url: str = "") -> str:
    """Return the way to what changed between the two; with a next page, as a stop on the way to it."""
    query = {"since": since, "version": version} | ({"next": next_url} if next_url else {})
    return f"{reverse('portal:offer_changes')}?{urlencode(query)}"


def changes(*, before: Offer, after: Offer, next_url: str) -> dict[str, Any]:
    """Return what the page of differences shows; `next_url` is where the person was going."""
    found = differences(before.text, after.text)
    return {
        "before": offer_text(before),
        "after": offer_text(after),
        "lead": _lead(before, after, is_stop=bool(next_url)),
        "next": next_url,
        "titles_differ": before.title != after.title,
        "differences": ui.Differences(folded(found)) if is_changed(found) else _same(),
    }


def _same() -> ui.Notice:
    return ui.Notice(_("The two versions have the same text."))


def _lead(before: Offer, after: Offer, *, is_stop: bool) -> str:
    facts = {"old": before.version, "new": after.version, "day": formatting.day(after.in_force_from)}
    if is_stop:
        text = _(
            "You had accepted version %(old)s. Since %(day)s version %(new)s is in force, and signing in accepts it."
        )
    else:
        text = _("From version %(old)s to version %(new)s, in force from %(day)s.")
    return text % facts


def _versions(offers: Sequence[Offer], *, shown: Offer, on: date) -> ui.Table:
    in_force = next((offer for offer in offers if offer.in_force_from <= on), None)
    replaced = dict(pairwise(offers))
    labels = [pgettext("offer", "Version"), _("In force from"), _("State"), _("What changed"), _("PDF")]
    return ui.Table(
        caption=_("Versions of the offer agreement"),
        columns=[ui.Column(label) for label in labels],
        rows=[
            ui.Row(
                [
                    offer.version if offer == shown else _version_link(offer),
                    formatting.day(offer.in_force_from),
                    _state(offer, in_force=in_force, on=on),
                    _changes_link(replaced.get(offer), offer),
                    _pdf_link(offer),
                ]
            )
            for offer in offers
        ],
        stack=True,
    )


def _version_link(offer: Offer) -> ui.Link:
    return ui.Link(offer.version, reverse("portal:offer_version", args=[offer.version]))


def _changes_link(before: Offer | None, after: Offer) -> ui.Content:
    if before is None:
        return formatting.DASH
    text = _("against %(version)s") % {"version": before.version}
    return ui.Link(text, changes_url(since=before.version, version=after.version))


def _pdf_link(offer: Offer) -> ui.Link:
    hidden = _("version %(version)s") % {"version": offer.version}
    return ui.Link(_("Download"), reverse("portal:offer_pdf", args=[offer.version]), hidden=hidden)


def _state(offer: Offer, *, in_force: Offer | None, on: date) -> ui.Tag:
    state = state_of(in_force_from=offer.in_force_from, is_in_force=offer == in_force, on=on)
    return ui.Tag(str(wording.STATE[state]), wording.TAG[state])
