from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from kabinet.foundation.refusal import NotAllowed
from kabinet.journal import queries as journal
from kabinet.journal.models import Receipt
from kabinet.notifications.models import Notification, OutgoingEmail
from kabinet.organizations.queries import ContractNotFound, get_terms, volumes_by_point
from kabinet.requests import operations, queries
from kabinet.requests.models import VolumeRequest
from kabinet.requests.rules.decisions import AlreadyDecided
from kabinet.requests.rules.words import Outcome, Status, Turn
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import MOSCOW, NOW, Cast

DECEMBER = BillingMonth(2026, 12)
Submit = Callable[..., Receipt]


@pytest.fixture
def submit(cast: Cast) -> Submit:
    def submit(volume: str = "1240000", *, key: str = "k1", **given: object) -> Receipt:
        return operations.submit_volume_request(
            viewer=factories.viewer_of(given.get("by", cast.engineer)),
            contract_id=cast.contract.pk,
            month=DECEMBER,
            volumes={cast.point.pk: Decimal(volume)},
            comment=str(given.get("comment", "")),
            key=key,
            now=given.get("now", NOW),
        )

    return submit


def the_request() -> VolumeRequest:
    return VolumeRequest.objects.everywhere(reason="test").get()


def decide(
    cast: Cast, outcome: Outcome, *, agreed: str = "", reason: str = "", seen: int = 1, by: object = None
) -> VolumeRequest:
    return operations.decide_volume_request(
        viewer=factories.viewer_of(by or cast.curator),
        request_id=the_request().pk,
        seen_version=seen,
        outcome=outcome,
        agreed={cast.point.pk: Decimal(agreed)} if agreed else {},
        reason=reason,
        now=NOW,
    )


class TestSubmitting:
    def test_gives_a_receipt_and_makes_it_the_suppliers_turn(self, cast: Cast, submit: Submit) -> None:
        receipt = submit(comment="Пуск печи")

        card = queries.get_card(viewer=factories.viewer_of(cast.engineer), request_id=the_request().pk)
        assert (card.request.status, card.turn) == (Status.SUBMITTED, Turn.SUPPLIER)
        assert card.requested == {cast.point.pk: Decimal(1_240_000)}
        assert card.versions[0].receipt_number == receipt.number
        assert card.request.answer_due_at == datetime(2026, 11, 28, 23, 59, 59, tzinfo=MOSCOW)
        assert journal.is_intact(receipt)
        assert journal.verify_chains() == []

    def test_a_repeated_key_answers_with_the_first_receipt(self, submit: Submit) -> None:
        assert submit("1240000").number == submit("1250000").number
        assert the_request().volume == Decimal(1_240_000)

    def test_the_second_of_two_tabs_overwrites_nothing(self, cast: Cast, submit: Submit) -> None:
        submit(key="first")

        with pytest.raises(operations.AlreadyRequested) as refused:
            submit("900000", key="second", by=cast.director)

        assert refused.value.facts == {"request_id": the_request().pk}
        assert the_request().volume == Decimal(1_240_000)

    @pytest.mark.parametrize(("day", "late"), [(25, False), (26, True)])
    def test_a_late_request_is_taken_and_marked(self, submit: Submit, day: int, late: bool) -> None:  # noqa: FBT001
        submit(now=NOW.replace(day=day))

        assert the_request().late is late

    def test_tells_the_curator_with_the_day_of_the_answer(self, cast: Cast, submit: Submit) -> None:
        submit()

        [note] = Notification.objects.everywhere(reason="test")
        assert (note.recipient_id, note.event) == (cast.curator.pk, "requests.volume_request.submitted")
        assert note.deadline == the_request().answer_due_at
        assert note.url == f"/desk/requests/{the_request().pk}/"

    def test_a_foreign_contract_is_not_there(self, cast: Cast, submit: Submit) -> None:
        with pytest.raises(ContractNotFound):
            submit(by=cast.neighbour)

    def test_a_foreign_point_is_refused(self, cast: Cast) -> None:
        foreign = factories.supply_point(cast.neighbour_contract, "ТП-9")

        with pytest.raises(operations.PointNotOfContract):
            operations.submit_volume_request(
                viewer=factories.viewer_of(cast.engineer),
                contract_id=cast.contract.pk,
                month=DECEMBER,
                volumes={foreign.pk: Decimal(1)},
                comment="",
                key="k",
                now=NOW,
            )

    def test_who_has_not_the_right_is_told_so(self, cast: Cast, submit: Submit) -> None:
        with pytest.raises(NotAllowed):
            submit(by=cast.accountant)


class TestDeciding:
    def test_acceptance_sets_the_contract_volume(self, cast: Cast, submit: Submit) -> None:
        submit()

        decide(cast, Outcome.ACCEPT)

        viewer = factories.viewer_of(cast.engineer)
        agreed = volumes_by_point(viewer=viewer, contract_id=cast.contract.pk, month=DECEMBER)
        assert agreed == {cast.point.pk: Decimal(1_240_000)}
        assert the_request().agreed_volume == Decimal(1_240_000)

    def test_acceptance_with_changes_sets_the_agreed_one(self, cast: Cast, submit: Submit) -> None:
        submit()

        decide(cast, Outcome.ACCEPT_WITH_CHANGES, agreed="1100000", reason="Ограничен ресурс")

        viewer = factories.viewer_of(cast.engineer)
        card = queries.get_card(viewer=viewer, request_id=the_request().pk)
        assert card.agreed == {cast.point.pk: Decimal(1_100_000)}
        assert card.decisions[0].reason == "Ограничен ресурс"
        letters = OutgoingEmail.objects.everywhere(reason="test").filter(address="sidorov@example.org")
        assert ["Ограничен ресурс" in letter.body for letter in letters] == [True]
        assert not any("1100" in letter.subject or "1 100" in letter.subject for letter in letters)

    def test_a_return_sets_nothing_and_makes_it_the_clients_turn(self, cast: Cast, submit: Submit) -> None:
        submit()

        decide(cast, Outcome.RETURN, reason="Опечатка?")

        viewer = factories.viewer_of(cast.engineer)
        card = queries.get_card(viewer=viewer, request_id=the_request().pk)
        assert card.turn is Turn.CLIENT
        assert volumes_by_point(viewer=viewer, contract_id=cast.contract.pk, month=DECEMBER) == {}

    def test_after_a_return_the_same_request_gets_its_next_version(self, cast: Cast, submit: Submit) -> None:
        submit()
        decide(cast, Outcome.RETURN, reason="Опечатка?")

        submit("1200000", key="again")

        card = queries.get_card(viewer=factories.viewer_of(cast.engineer), request_id=the_request().pk)
        assert [version.version for version in card.versions] == [2, 1]
        assert card.requested == {cast.point.pk: Decimal(1_200_000)}
        assert card.agreed == {}

    def test_over_another_version_than_the_one_seen_nothing_is_decided(
        self, cast: Cast, submit: Submit
    ) -> None:
        submit()
        decide(cast, Outcome.RETURN, reason="Опечатка?")
        submit("1200000", key="again")

        with pytest.raises(AlreadyDecided):
            decide(cast, Outcome.ACCEPT, seen=1)

        assert the_request().status == Status.SUBMITTED

    def test_the_second_decision_hears_of_the_first(self, cast: Cast, submit: Submit) -> None:
        submit()
        decide(cast, Outcome.ACCEPT)

        with pytest.raises(AlreadyDecided) as refused:
            decide(cast, Outcome.RETURN, reason="Нет", by=cast.head)

        assert refused.value.facts["by"] == "Петрова Мария Сергеевна"

    def test_what_is_agreed_is_not_asked_for_again(self, cast: Cast, submit: Submit) -> None:
        submit()
        decide(cast, Outcome.ACCEPT)

        with pytest.raises(operations.AlreadyRequested):
            submit("1", key="again")

    def test_a_client_decides_nothing(self, cast: Cast, submit: Submit) -> None:
        submit()

        with pytest.raises(NotAllowed):
            decide(cast, Outcome.ACCEPT, by=cast.director)


class TestAgreedVolumes:
    def read(self, person: object) -> object:
        viewer, contract_id = factories.viewer_of(person), the_request().contract_id
        return queries.agreed_volumes(viewer=viewer, contract_id=contract_id, since=DECEMBER, until=DECEMBER)

    def test_are_what_was_agreed_by_month_and_supply_point(self, cast: Cast, submit: Submit) -> None:
        submit()
        assert self.read(cast.engineer) == {}

        decide(cast, Outcome.ACCEPT_WITH_CHANGES, agreed="1100000", reason="Ограничен ресурс")

        assert self.read(cast.engineer) == {DECEMBER: {cast.point.pk: Decimal(1_100_000)}}
        assert self.read(cast.neighbour) == {}


class TestForm:
    def form(self, cast: Cast, month: BillingMonth = DECEMBER) -> queries.RequestForm:
        viewer = factories.viewer_of(cast.engineer)
        terms = get_terms(viewer=viewer, contract_id=cast.contract.pk)
        return queries.request_form(viewer=viewer, terms=terms, month=month)

    def test_starts_with_the_contract_volume_where_nothing_was_asked_before(self, cast: Cast) -> None:
        factories.contract_volume(cast.point, "1000000", month=DECEMBER)

        assert [row.suggestion for row in self.form(cast).rows] == [Decimal(1_000_000)]

    def test_starts_with_the_last_request_and_tells_the_last_fact(self, cast: Cast, submit: Submit) -> None:
        submit("1240000")
        factories.volumes(cast.unit, {date(2026, 12, 1): "36100", date(2026, 12, 2): "36200"})

        [row] = self.form(cast, DECEMBER.next).rows

        assert (row.suggestion, row.last_fact) == (Decimal(1_240_000), Decimal(72_300))

    def test_starts_with_what_was_returned(self, cast: Cast, submit: Submit) -> None:
        submit("1240000")
        decide(cast, Outcome.RETURN, reason="Опечатка?")

        assert [row.suggestion for row in self.form(cast).rows] == [Decimal(1_240_000)]

    def test_with_nothing_known_starts_empty(self, cast: Cast) -> None:
        assert [row.suggestion for row in self.form(cast).rows] == [None]


def test_a_request_of_another_client_is_not_there(cast: Cast, submit: Submit) -> None:
    submit()

    with pytest.raises(queries.RequestNotFound):
        queries.get_card(viewer=factories.viewer_of(cast.neighbour), request_id=the_request().pk)
