"""What took two people in the demo could have come about by the product itself."""

from datetime import date

from kabinet.access.models import Offer, Proposal
from kabinet.access.queries.offers import offer_in_force
from kabinet.access.rules.offers import Draft
from kabinet.access.rules.proposals import Kind
from kabinet.demo.scope import Scope
from kabinet.journal import queries as journal
from kabinet.notifications.queries import list_notifications
from kabinet.organizations.rules.requisites import Requisites
from tests.demo.reading import rows, viewer


def proposal(kind: Kind) -> Proposal:
    found: Proposal = rows(Proposal).select_related("proposed_by", "decided_by").get(kind=kind)
    return found


class TestOfferToCome:
    def test_is_published_by_two_and_not_in_force_yet(self, demo: Scope) -> None:
        published = proposal(Kind.OFFER)
        draft = Draft.of(published.content)

        offer = Offer.objects.get(version=draft.version)
        assert (offer.text, offer.in_force_from) == (draft.text, date(2027, 1, 1))
        assert published.decided_by is not None
        assert {published.proposed_by.username, published.decided_by.username} == {"admin", "head"}
        current = offer_in_force(on=demo.today)
        assert current is not None
        assert current.version == "2026-03"
        assert not draft.says_the_same(title=current.title, text=current.text)


class TestChangeThatWaits:
    def test_is_right_and_for_the_head_to_decide(self, demo: Scope) -> None:
        waiting = proposal(Kind.REQUISITES)

        assert waiting.status == "open"
        assert Requisites.of(waiting.content).problems() == {}
        assert date.fromisoformat(waiting.content["valid_from"]) > demo.today
        assert any(row.url.endswith(f"/{waiting.pk}/") for row in notified(demo))

    def test_stands_in_a_chain_that_holds(self, demo: Scope) -> None:
        assert journal.verify_chains() == []


def notified(demo: Scope) -> list[object]:
    return list(list_notifications(viewer=viewer("head", demo.today)).rows)
