"""The versions of the offer: the list, and one of them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access.queries.offers import (
    Offer,
    count_acceptances,
    get_offer,
    list_offers,
    offer_before,
    offer_in_force,
    publication_of,
)
from kabinet.access.queries.proposals import Proposal, list_open
from kabinet.access.rules.offers import state_of
from kabinet.access.rules.proposals import Kind
from kabinet.access.wording import offers as wording
from kabinet.desk.pages.days import local_day
from kabinet.desk.pages.offers.comparison import differences_of, draft_of, facts_of, prose_of
from kabinet.desk.pages.publication import publication
from kabinet.desk.pages.setup import crumbs
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer


def offers(*, viewer: Viewer, now: datetime) -> dict[str, Any]:
    """Return what the list of versions shows. Four queries."""
    return {
        "crumbs": crumbs(),
        "waiting": [_waiting(proposal) for proposal in list_open(kind=Kind.OFFER)],
        "table": _table(list_offers(), count_acceptances(viewer=viewer), on=local_day(now)),
        "may_propose": viewer.may(Right.PROPOSE_OFFER),
        "sees_acceptances": sees_acceptances(viewer),
    }


def sees_acceptances(viewer: Viewer) -> bool:
    return viewer.may(Right.SEE_JOURNAL) or viewer.may(Right.PROPOSE_OFFER)


def _waiting(proposal: Proposal) -> ui.Notice:
    url = reverse("desk:proposal", args=[proposal.pk])
    text = _("Version %(version)s waits for a decision, proposed by %(by)s.") % {
        "version": proposal.content["version"],
        "by": proposal.proposed_by.full_name,
    }
    return ui.Notice(ui.join([text, ui.Link(_("Open the proposal"), url)]), kind="warning")


def _table(versions: list[Offer], accepted: Mapping[int, int], *, on: date) -> ui.Table:
    current = next((offer for offer in versions if offer.in_force_from <= on), None)
    return ui.Table(
        caption=_("Versions of the offer agreement"),
        columns=[
            ui.Column(pgettext("offer", "Version")),
            ui.Column(_("In force from")),
            ui.Column(_("State")),
            ui.Column(_("Accepted by, people"), numeric=True),
            ui.Column(_("Title")),
        ],
        rows=[
            ui.Row(
                [
                    ui.Link(offer.version, reverse("desk:offer", args=[offer.version])),
                    formatting.day(offer.in_force_from),
                    _tag(offer, is_in_force=offer == current, on=on),
                    _accepted(offer, accepted.get(offer.pk, 0)),
                    offer.title,
                ]
            )
            for offer in versions
        ],
        empty=ui.Empty(
            _("No version has been published"), _("Without one, people sign in and accept nothing.")
        ),
        stack=True,
    )


def _tag(offer: Offer, *, is_in_force: bool, on: date) -> ui.Tag:
    state = state_of(in_force_from=offer.in_force_from, is_in_force=is_in_force, on=on)
    return ui.Tag(str(wording.STATE[state]), wording.TAG[state])


def _accepted(offer: Offer, people: int) -> ui.Content:
    url = f"{reverse('desk:acceptances')}{ui.query_url({'version': offer.version})}"
    return ui.Link(formatting.number(people), url) if people else "0"


def offer(*, viewer: Viewer, version: str, now: datetime) -> dict[str, Any]:
    """
    Return what a version's page shows. Four queries.

    :raises OfferNotFound: there is no such version
    """
    found = get_offer(version=version)
    today = local_day(now)
    current = offer_in_force(on=today)
    replaced = offer_before(day=found.in_force_from)
    draft = draft_of(found)
    return {
        "title": _("Version %(version)s of the offer agreement") % {"version": found.version},
        "crumbs": crumbs(ui.Link(_("Offer agreement"), reverse("desk:offers"))),
        "tag": _tag(found, is_in_force=found == current, on=today),
        "version": found.version,
        "facts": facts_of(draft, replaced),
        "differences": differences_of(draft, replaced) if replaced else None,
        "prose": prose_of(draft),
        "publication": publication(publication_of(viewer=viewer, version=version)),
        "sees_acceptances": sees_acceptances(viewer),
        "acceptances_url": f"{reverse('desk:acceptances')}{ui.query_url({'version': found.version})}",
    }
