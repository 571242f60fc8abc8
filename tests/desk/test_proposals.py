"""What takes two people, on the desk: the list, and a proposal with its decision."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.access.models import Proposal, User
from kabinet.access.operations import proposals as operations
from kabinet.access.rules.proposals import Kind
from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import NOW, Cast


@pytest.fixture
def clerk(cast: Cast) -> User:
    return factories.user("clerk", role=Role.CREDENTIALS_DESK, name="Зуева Инна Львовна")


def propose(clerk: User, number: int = 1) -> Proposal:
    return operations.propose(
        viewer=factories.viewer_of(clerk),
        kind=Kind.REISSUE_ELSEWHERE,
        subject=f"user:sidorov-{number}",
        content={"name": f"Сидоров {number}"},
        reason="Живёт в другом городе",
        key=f"proposal-{number}",
        now=NOW,
    )


@pytest.fixture
def proposal(clerk: User) -> Proposal:
    return propose(clerk)


@pytest.fixture
def address(proposal: Proposal) -> str:
    return f"/desk/proposals/{proposal.pk}/"


def status_of(proposal: Proposal) -> str:
    proposal.refresh_from_db()
    return proposal.status


class TestProposals:
    def test_lists_what_waits_and_what_was_decided(self, clerk: User, head: Client) -> None:
        first, second = propose(clerk, 1), propose(clerk, 2)
        head.post(f"/desk/proposals/{first.pk}/", {"action": "approve"})

        waiting = head.get("/desk/proposals/").content.decode()
        decided = head.get("/desk/proposals/?tab=decided").content.decode()

        assert f"/desk/proposals/{second.pk}/" in waiting
        assert f"/desk/proposals/{first.pk}/" not in waiting
        assert f"/desk/proposals/{first.pk}/" in decided
        assert "Утверждено" in decided

    def test_says_when_there_is_nothing(self, head: Client) -> None:
        assert "Решения ничто не ждёт" in head.get("/desk/proposals/").content.decode()
        assert "Решений ещё не было" in head.get("/desk/proposals/?tab=decided").content.decode()

    def test_is_not_there_for_those_whom_it_does_not_concern(
        self, proposal: Proposal, curator: Client
    ) -> None:
        assert curator.get("/desk/proposals/").status_code == 404

    def test_shows_an_accountant_nothing_of_the_credentials_desk(
        self, proposal: Proposal, bookkeeper: Client
    ) -> None:
        assert "Сидоров" not in bookkeeper.get("/desk/proposals/").content.decode()

    @pytest.mark.parametrize("count", [1, 60])
    def test_asks_the_database_as_often_for_many_as_for_one(
        self, clerk: User, head: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(count):
            propose(clerk, number)

        with django_assert_max_num_queries(8):
            page = head.get("/desk/proposals/").content.decode()
        assert ("?page=2" in page) == (count > 50)


class TestConsent:
    def test_says_for_how_long_it_would_count_and_then_until_when(self, address: str, head: Client) -> None:
        assert "на одну выдачу, 14 дней" in head.get(address).content.decode()

        head.post(address, {"action": "approve"})

        assert "на одну выдачу, до 07.12.2026" in head.get(address).content.decode()

    def test_that_was_refused_does_not_count_at_all(self, address: str, head: Client) -> None:
        head.post(address, {"action": "refuse", "answer": "Пусть приедет"})

        assert "на одну выдачу" not in head.get(address).content.decode()


class TestProposal:
    def test_shows_what_is_proposed_by_whom_and_why(self, address: str, head: Client) -> None:
        page = head.get(address).content.decode()

        for words in (
            "Сидоров 1",
            "Зуева Инна Львовна",
            "Живёт в другом городе",
            "Ждёт решения",
            "Утвердить",
        ):
            assert words in page

    def test_is_approved(self, proposal: Proposal, address: str, head: Client) -> None:
        page = head.post(address, {"action": "approve"}, follow=True).content.decode()

        assert status_of(proposal) == "approved"
        assert "Предложение утверждено" in page
        assert "Утвердить</button>" not in page

    def test_is_refused_with_a_reason(self, proposal: Proposal, address: str, head: Client) -> None:
        page = head.post(
            address, {"action": "refuse", "answer": "Пусть приедет"}, follow=True
        ).content.decode()

        assert status_of(proposal) == "refused"
        assert "Пусть приедет" in page

    @pytest.mark.parametrize("answer", ["", "  ", "д" * 501])
    def test_is_not_refused_without_a_reason_that_fits(
        self, proposal: Proposal, address: str, head: Client, answer: str
    ) -> None:
        refused = head.post(address, {"action": "refuse", "answer": answer})

        assert refused.status_code == 422
        assert 'href="#id_answer"' in refused.content.decode()
        assert answer.strip() in refused.content.decode()
        assert status_of(proposal) == "open"

    def test_is_approved_once_by_two_presses(self, proposal: Proposal, address: str, head: Client) -> None:
        for _press in range(2):
            page = head.post(address, {"action": "approve"}, follow=True).content.decode()

            assert "Предложение утверждено" in page

        assert status_of(proposal) == "approved"

    def test_says_to_who_comes_later_who_has_decided(
        self, cast: Cast, proposal: Proposal, address: str, head: Client
    ) -> None:
        deputy = factories.signed_in(factories.user("deputy", role=Role.HEAD))
        head.post(address, {"action": "approve"})

        page = deputy.post(address, {"action": "refuse", "answer": "Нет"}, follow=True).content.decode()

        assert "Орлов Пётр Ильич" in page
        assert "Ничего не изменилось" in page
        assert status_of(proposal) == "approved"

    def test_is_not_approved_by_its_author(self, clerk: User, proposal: Proposal, address: str) -> None:
        User.objects.filter(pk=clerk.pk).update(role=Role.HEAD)
        author = factories.signed_in(clerk)

        answer = author.post(address, {"action": "approve"})

        assert answer.status_code == 409
        assert "решить должен другой человек" in answer.content.decode()
        assert 'value="approve"' not in answer.content.decode()
        assert status_of(proposal) == "open"

    def test_is_not_decided_by_those_who_only_see_it(self, proposal: Proposal, address: str) -> None:
        administrator = factories.signed_in(factories.user("admin", role=Role.ADMINISTRATOR))

        for action in ("approve", "refuse"):
            assert administrator.post(address, {"action": action, "answer": "Нет"}).status_code == 403
        assert status_of(proposal) == "open"

    def test_is_withdrawn_by_its_author(self, clerk: User, proposal: Proposal, address: str) -> None:
        author = factories.signed_in(clerk)
        assert "Отозвать предложение" in author.get(address).content.decode()

        page = author.post(address, {"action": "withdraw"}, follow=True).content.decode()

        assert status_of(proposal) == "withdrawn"
        assert "Предложение отозвано" in page

    def test_is_not_withdrawn_by_another(self, proposal: Proposal, address: str, head: Client) -> None:
        answer = head.post(address, {"action": "withdraw"})

        assert answer.status_code == 409
        assert "может только его автор: Зуева Инна Львовна" in answer.content.decode()
        assert status_of(proposal) == "open"

    def test_is_not_there_for_those_whom_it_does_not_concern(
        self, address: str, curator: Client, bookkeeper: Client
    ) -> None:
        for browser in (curator, bookkeeper):
            assert browser.get(address).status_code == 404

    def test_costs_few_queries(
        self, address: str, head: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(6):
            head.get(address)
