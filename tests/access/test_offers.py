"""Versions of the offer agreement: proposed, published by two, accepted by signing in."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from kabinet.access import operations as access
from kabinet.access import queries
from kabinet.access.models import Acceptance, Offer, Proposal, User
from kabinet.access.operations import offers as operations
from kabinet.access.operations import proposals
from kabinet.access.operations.sign_in import Visit
from kabinet.access.queries import offers as offer_queries
from kabinet.access.rules import offers as rules
from kabinet.access.rules.offers import Draft, State, paragraphs, state_of
from kabinet.access.rules.proposals import AlreadyProposed, ReasonNeeded, Status
from kabinet.foundation.refusal import NotAllowed, Refusal
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries as journal
from kabinet.journal.models import Record
from tests import factories
from tests.factories import NOW, TODAY, Cast

TEXT = "1. Предмет\n1.1. Поставщик даёт доступ.\n"


@pytest.fixture
def administrator(cast: Cast) -> User:
    return factories.user("admin", role=Role.ADMINISTRATOR, name="Шубина Раиса Олеговна")


@pytest.fixture
def head(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.head)


def draft(**changes: Any) -> Draft:
    facts = {
        "version": "2027-01",
        "title": "Договор-оферта",
        "text": TEXT,
        "in_force_from": TODAY + timedelta(days=30),
    }
    return Draft(**facts | changes)


def propose(
    author: User, version: Draft | None = None, *, key: str = "offer", reason: str = "Закон"
) -> Proposal:
    return operations.propose_offer(
        viewer=factories.viewer_of(author), draft=version or draft(), reason=reason, key=key, now=NOW
    )


class TestProposeOffer:
    def test_publishes_nothing_by_itself(self, administrator: User) -> None:
        proposal = propose(administrator)

        assert proposal.subject == "offer:2027-01"
        assert Draft.of(proposal.content) == draft()
        assert not Offer.objects.exists()

    def test_is_for_those_who_may(self, cast: Cast, head: Viewer) -> None:
        for person in (cast.head, cast.curator, cast.director):
            with pytest.raises(NotAllowed):
                propose(person)

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"version": "новая"}, rules.VersionNameUnfit),
            ({"version": "2027/01"}, rules.VersionNameUnfit),
            ({"version": ".2027"}, rules.VersionNameUnfit),
            ({"version": "2" * 21}, rules.VersionNameUnfit),
            ({"version": ""}, rules.VersionNameUnfit),
            ({"text": " \n "}, rules.OfferEmpty),
            ({"in_force_from": TODAY - timedelta(days=1)}, rules.OfferInPast),
            ({"version": "2026-03"}, rules.VersionTaken),
            ({"version": "2026-03A"}, rules.VersionTaken),
            ({"in_force_from": date(2026, 12, 1)}, rules.DayTaken),
            ({"text": "Прежний текст \n\n"}, rules.OfferUnchanged),
        ],
    )
    def test_refuses_what_cannot_be_a_version(
        self, administrator: User, changes: dict[str, Any], refusal: type[Refusal]
    ) -> None:
        factories.offer(version="2026-03", text="Прежний текст")
        factories.offer(version="2026-03a", since=date(2026, 11, 1), text="Прежний текст")
        factories.offer(version="2026-12", since=date(2026, 12, 1), text="Прежний текст")

        with pytest.raises(refusal):
            propose(administrator, draft(**changes))
        assert not Proposal.objects.everywhere(reason="test").exists()

    def test_may_come_into_force_today(self, administrator: User) -> None:
        assert propose(administrator, draft(in_force_from=TODAY)).status == Status.OPEN

    def test_wants_a_reason(self, administrator: User) -> None:
        with pytest.raises(ReasonNeeded):
            propose(administrator, reason="")

    def test_answers_a_second_press_with_the_first(self, administrator: User) -> None:
        assert propose(administrator) == propose(administrator)

    @pytest.mark.parametrize("changes", [{"version": "2027-02"}, {"in_force_from": TODAY}])
    def test_is_refused_where_another_of_the_day_or_the_name_waits(
        self, administrator: User, changes: dict[str, Any]
    ) -> None:
        first = propose(administrator)

        with pytest.raises(AlreadyProposed) as refused:
            propose(administrator, draft(**changes), key="another")

        assert refused.value.facts["proposal_id"] == first.pk


class TestPublish:
    def approve(self, proposal: Proposal, head: Viewer, *, now: datetime = NOW) -> Proposal:
        return proposals.approve(viewer=head, proposal_id=proposal.pk, now=now)

    def test_makes_the_version_that_was_approved(self, administrator: User, head: Viewer) -> None:
        self.approve(propose(administrator), head)

        offer = Offer.objects.get()
        assert (offer.version, offer.title, offer.text) == ("2027-01", "Договор-оферта", TEXT)
        assert offer.in_force_from == TODAY + timedelta(days=30)
        record = Record.objects.everywhere(reason="test").get(event="access.offer.published")
        assert (record.subject, record.actor_name) == ("offer:2027-01", head.name)
        assert journal.verify_chains() == []

    def test_is_found_with_both_people(self, administrator: User, head: Viewer) -> None:
        proposal = propose(administrator)
        assert offer_queries.publication_of(viewer=head, version="2027-01") is None

        self.approve(proposal, head)

        found = offer_queries.publication_of(viewer=head, version="2027-01")
        assert found is not None
        assert (found.proposed_by, found.decided_by) == (administrator, User.objects.get(pk=head.user_id))

    def test_is_refused_after_its_day(self, administrator: User, head: Viewer) -> None:
        proposal = propose(administrator, draft(in_force_from=TODAY))

        with pytest.raises(rules.OfferInPast):
            self.approve(proposal, head, now=NOW + timedelta(days=1))

        proposal.refresh_from_db()
        assert proposal.status == Status.OPEN
        assert not Offer.objects.exists()

    def test_is_refused_where_its_name_was_taken_meanwhile(self, administrator: User, head: Viewer) -> None:
        proposal = propose(administrator)
        factories.offer(version="2027-01", since=date(2026, 12, 1), text="Другой текст")

        with pytest.raises(rules.VersionTaken):
            self.approve(proposal, head)

    def test_is_never_changed_nor_made_twice_for_a_day(self, cast: Cast) -> None:
        offer = factories.offer()

        for change in (lambda: Offer.objects.update(text="Другой"), offer.delete):
            with pytest.raises(IntegrityError), transaction.atomic():
                change()
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.offer(version="2026-03b")


class TestOffersInTheirOrder:
    def test_each_replaces_the_one_before_it(self, cast: Cast) -> None:
        first = factories.offer(version="1", since=date(2026, 1, 1))
        second = factories.offer(version="2", since=date(2026, 12, 1))

        assert offer_queries.offer_before(day=date(2026, 12, 1)) == first
        assert offer_queries.offer_before(day=date(2026, 12, 2)) == second
        assert offer_queries.offer_before(day=date(2026, 1, 1)) is None

    @pytest.mark.parametrize(
        ("since", "is_in_force", "state"),
        [
            (TODAY, True, State.IN_FORCE),
            (TODAY + timedelta(days=1), False, State.FUTURE),
            (date(2026, 1, 1), False, State.REPLACED),
        ],
    )
    def test_have_a_state(self, *, since: date, is_in_force: bool, state: State) -> None:
        assert state_of(in_force_from=since, is_in_force=is_in_force, on=TODAY) is state


class TestParagraphs:
    def test_are_lines_and_some_of_them_head_the_others(self) -> None:
        found = paragraphs("1. Предмет\n\n 1.1. Поставщик даёт доступ.\n2. Плата не берётся.\n")

        assert [one.text for one in found] == [
            "1. Предмет",
            "1.1. Поставщик даёт доступ.",
            "2. Плата не берётся.",
        ]
        assert [one.is_heading for one in found] == [True, False, False]


class TestAcceptance:
    def sign_in(self, user: User, *, at: datetime = NOW, address: str = "192.0.2.1") -> None:
        access.record_sign_in(user=user, visit=Visit(address, "Firefox"), on=at.date(), at=at)

    def accepted(self, viewer: Viewer, *, words: str = "", version: str = "") -> list[tuple[str, str]]:
        page = offer_queries.list_acceptances(viewer=viewer, words=words, version=version, page=1)
        return [(row.name, row.offer.version) for row in page.rows]

    def test_is_the_first_sign_in_under_a_version(self, cast: Cast) -> None:
        factories.offer()

        self.sign_in(cast.engineer)
        self.sign_in(cast.engineer, at=NOW + timedelta(hours=5), address="192.0.2.2")

        row = Acceptance.objects.everywhere(reason="test").get()
        assert (row.at, row.address, row.name) == (NOW, "192.0.2.1", "Сидоров Семён Семёнович")
        assert row.organizations == "ООО «Завод Керамик»"

    def test_is_another_one_for_another_version(self, cast: Cast, head: Viewer) -> None:
        factories.offer()
        factories.offer(version="2027-01", since=TODAY + timedelta(days=1), text="Новый текст")
        self.sign_in(cast.engineer)

        self.sign_in(cast.engineer, at=NOW + timedelta(days=1))

        name = "Сидоров Семён Семёнович"
        assert self.accepted(head) == [(name, "2027-01"), (name, "2026-03")]
        counted = offer_queries.count_acceptances(viewer=head)
        assert sorted(counted.values()) == [1, 1]

    def test_is_found_by_person_organization_and_version(self, cast: Cast, head: Viewer) -> None:
        factories.offer()
        for person in (cast.engineer, cast.neighbour, cast.curator):
            self.sign_in(person)

        assert self.accepted(head, words="КЕРАМИК") == [("Сидоров Семён Семёнович", "2026-03")]
        assert self.accepted(head, words="олег стекло") == [("Смирнов Олег Львович", "2026-03")]
        assert self.accepted(head, words="petrova") == [("Петрова Мария Сергеевна", "2026-03")]
        assert self.accepted(head, version="2025-01") == []
        assert len(self.accepted(head, version="2026-03")) == 3

    def test_of_others_is_not_for_everybody(self, cast: Cast) -> None:
        factories.offer()
        self.sign_in(cast.engineer)
        self.sign_in(cast.neighbour)

        for person in (cast.curator, cast.director):
            assert self.accepted(factories.viewer_of(person)) == []
        assert self.accepted(factories.viewer_of(cast.engineer)) == [("Сидоров Семён Семёнович", "2026-03")]

    def test_names_the_organizations_of_that_day(self, cast: Cast) -> None:
        factories.offer()
        ended, coming = TODAY, TODAY + timedelta(days=1)
        factories.member(cast.engineer, cast.neighbour_plant, valid_to=ended)
        third = factories.organization("ООО «Третье»", curator=cast.curator, inn="1234567894")
        factories.member(cast.engineer, third, valid_from=coming)

        self.sign_in(cast.engineer)

        row = Acceptance.objects.everywhere(reason="test").get()
        assert row.organizations == "ООО «Завод Керамик»"

    def test_is_one_where_two_browsers_sign_in_at_once(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        offer = factories.offer()
        self.sign_in(cast.engineer)
        monkeypatch.setattr(QuerySet, "exists", lambda _rows: False)  # both looked before either wrote

        operations.note_acceptance(user=cast.engineer, offer=offer, address="192.0.2.2", at=NOW)

        assert Acceptance.objects.everywhere(reason="test").get().address == "192.0.2.1"

    def test_is_never_changed(self, cast: Cast) -> None:
        factories.offer()
        self.sign_in(cast.engineer)

        with pytest.raises(IntegrityError), transaction.atomic():
            Acceptance.objects.everywhere(reason="test").update(address="198.51.100.1")

    def test_needs_an_offer(self, cast: Cast) -> None:
        self.sign_in(cast.engineer)

        assert not Acceptance.objects.everywhere(reason="test").exists()
        assert queries.get_user(user_id=cast.engineer.pk).offer_version == ""
