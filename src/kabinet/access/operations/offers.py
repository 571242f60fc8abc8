"""New versions of the offer agreement, which take two people; and their acceptance by signing in."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from kabinet.access.models import Acceptance, Membership, Offer, Proposal, User
from kabinet.access.operations.proposals import propose, register_effect
from kabinet.access.queries.offers import list_offers, offer_before
from kabinet.access.queries.proposals import list_open
from kabinet.access.rules import offers as rules
from kabinet.access.rules.offers import Draft
from kabinet.access.rules.proposals import AlreadyProposed, Kind
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.rules import digest


def propose_offer(*, viewer: Viewer, draft: Draft, reason: str, key: str, now: datetime) -> Proposal:
    """
    Propose a new version; it is published when somebody else approves it. A repeated key answers with the first.

    :raises NotAllowed: the viewer may not propose offers
    :raises VersionNameUnfit, OfferEmpty, OfferInPast, OfferUnchanged: it cannot be a version
    :raises VersionTaken, DayTaken: there is another one of the name, or for the day
    :raises AlreadyProposed: another one of the name, or for the day, waits for a decision
    :raises ReasonNeeded: nobody can judge it without one
    """

    def judge() -> None:
        check_draft(draft, now=now)
        for waiting in list_open(kind=Kind.OFFER):
            if Draft.of(waiting.content).in_force_from == draft.in_force_from:
                by = waiting.proposed_by.full_name
                raise AlreadyProposed(proposal_id=waiting.pk, by=by, at=waiting.proposed_at)

    return propose(
        viewer=viewer,
        kind=Kind.OFFER,
        subject=_subject(draft.version),
        content=draft.content(),
        reason=reason,
        judge=judge,
        key=key,
        now=now,
    )


def check_draft(draft: Draft, *, now: datetime) -> None:
    """
    Judge a version against those that there are.

    :raises VersionNameUnfit, OfferEmpty, OfferInPast, OfferUnchanged, VersionTaken, DayTaken: it cannot be one
    """
    draft.check(today=timezone.localdate(now))
    for offer in list_offers():
        if offer.version.lower() == draft.version.lower():
            raise rules.VersionTaken(version=offer.version)
        if offer.in_force_from == draft.in_force_from:
            raise rules.DayTaken(version=offer.version, day=offer.in_force_from)
    replaced = offer_before(day=draft.in_force_from)
    if replaced and draft.says_the_same(title=replaced.title, text=replaced.text):
        raise rules.OfferUnchanged(version=replaced.version)


def _publish(proposal: Proposal, viewer: Viewer, now: datetime) -> None:
    """Publish what was approved, judged once more: its day may have passed, or been taken, while it waited."""
    draft = Draft.of(proposal.content)
    check_draft(draft, now=now)
    Offer(version=draft.version, title=draft.title, text=draft.text, in_force_from=draft.in_force_from).save(
        force_insert=True
    )
    journal.record(
        "access.offer.published",
        viewer=viewer,
        subject=_subject(draft.version),
        data={
            "version": draft.version,
            "in_force_from": draft.in_force_from,
            "sha256": digest(draft.text),
            "proposal": f"proposal:{proposal.pk}",
        },
        at=now,
    )


register_effect(Kind.OFFER, _publish)


def _subject(version: str) -> str:
    return f"offer:{version}"


def note_acceptance(*, user: User, offer: Offer, address: str, at: datetime) -> None:
    """Note once that the person accepted this version, within the transaction of the sign-in that says so."""
    accepted = Acceptance.objects.everywhere(reason="a sign-in is noted in the person's own name")
    if accepted.filter(user=user, offer=offer).exists():
        return
    organizations = ", ".join(_organizations_of(user, on=timezone.localdate(at)))[:400]
    row = Acceptance(
        user=user,
        offer=offer,
        at=at,
        address=address[:64],
        name=user.full_name,
        organizations=organizations,
        search=f"{user.full_name} {user.username} {organizations}".lower(),
    )
    # Two browsers may sign in at once: the first of them counts.
    accepted.bulk_create([row], ignore_conflicts=True)


def _organizations_of(user: User, *, on: date) -> list[str]:
    """Return the names of the organizations for which the person acts on the day."""
    valid = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    memberships = Membership.objects.everywhere(reason="their own, as of the acceptance").filter(
        valid, user=user, valid_from__lte=on
    )
    return list(memberships.order_by("organization__name", "id").values_list("organization__name", flat=True))
