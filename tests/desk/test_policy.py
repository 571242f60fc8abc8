"""The policy of access on the desk."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.access.models import AccessPolicy
from kabinet.foundation.rights import Role
from kabinet.journal.models import Record
from tests import factories
from tests.factories import Cast

ADDRESS = "/desk/policy/"


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return factories.signed_in(factories.user("admin", role=Role.ADMINISTRATOR, name="Шубина Раиса Олеговна"))


def figures(**changes: object) -> dict[str, object]:
    return {
        "code_days": "7",
        "answer_days": "2",
        "consent_days": "5",
        "session_hours": "8",
        "second_factor_roles": ["head", "curator"],
        "seen": 0,
    } | changes


class TestPolicy:
    def test_shows_the_figures_in_force(self, administrator: Client) -> None:
        page = administrator.get(ADDRESS).content.decode()

        assert 'name="code_days" value="14"' in page
        assert "Политика ещё не установлена" in page

    def test_is_set_with_its_author_and_stands_in_the_journal(self, administrator: Client) -> None:
        page = administrator.post(ADDRESS, figures(), follow=True).content.decode()

        version = AccessPolicy.objects.get()
        assert (version.code_days, version.answer_days, version.session_hours) == (7, 2, 8)
        assert (version.consent_days, version.second_factor_roles) == (5, ["curator", "head"])
        assert "Шубина Раиса Олеговна" in page
        record = Record.objects.everywhere(reason="test").get(event="access.policy.set")
        assert '"code_days":[14,7]' in record.data

    def test_signs_out_who_has_no_second_factor_and_now_needs_one(
        self, cast: Cast, administrator: Client, head: Client
    ) -> None:
        assert head.get("/desk/").status_code == 200

        administrator.post(ADDRESS, figures())

        assert head.get("/desk/").headers["Location"].startswith("/login/")
        journal = administrator.get("/desk/journal/").content.decode()
        assert "Сеансы завершены: политика требует второй фактор" in journal

    def test_signs_out_its_own_author_and_says_why(self, administrator: Client) -> None:
        answer = administrator.post(ADDRESS, figures(second_factor_roles=["administrator"]))

        assert answer.headers["Location"] == f"/login/?next={ADDRESS}"
        page = administrator.get(answer.headers["Location"]).content.decode()
        assert "Политика действует. Второй фактор теперь нужен и вам: войдите снова." in page
        assert AccessPolicy.objects.count() == 1
        assert administrator.get(ADDRESS).headers["Location"].startswith("/login/")

    def test_is_for_administrators(self, head: Client, curator: Client) -> None:
        for browser in (head, curator):
            assert browser.get(ADDRESS).status_code == 403
            assert browser.post(ADDRESS, figures()).status_code == 403
        assert not AccessPolicy.objects.exists()

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("code_days", "0"),
            ("code_days", "91"),
            ("answer_days", "-1"),
            ("consent_days", "91"),
            ("session_hours", "сутки"),
        ],
    )
    def test_says_at_the_field_what_is_wrong_and_keeps_what_was_typed(
        self, administrator: Client, field: str, typed: str
    ) -> None:
        answer = administrator.post(ADDRESS, figures(**{field: typed}))

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "введите целое число от 1 до" in page
        assert f'name="{field}" value="{typed}"' in page
        assert not AccessPolicy.objects.exists()

    def test_takes_no_role_that_is_not_in_the_list(self, administrator: Client) -> None:
        assert administrator.post(ADDRESS, figures(second_factor_roles=["king"])).status_code == 422

    def test_is_set_once_by_two_presses(self, administrator: Client) -> None:
        for _press in range(2):
            assert administrator.post(ADDRESS, figures()).status_code == 302

        assert AccessPolicy.objects.count() == 1

    def test_is_not_written_over_by_a_page_that_was_opened_before(self, administrator: Client) -> None:
        administrator.post(ADDRESS, figures())

        answer = administrator.post(ADDRESS, figures(code_days="30"))

        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Политику уже изменили: Шубина Раиса Олеговна" in page
        assert 'name="code_days" value="30"' in page
        assert AccessPolicy.objects.count() == 1
        again = AccessPolicy.objects.get().pk
        assert f'name="seen" value="{again}"' in page
        assert administrator.post(ADDRESS, figures(code_days="30", seen=again)).status_code == 302

    @pytest.mark.parametrize("count", [1, 20])
    def test_asks_the_database_as_often_for_many_versions_as_for_one(
        self, administrator: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(count):
            AccessPolicy.objects.create(code_days=number + 1, set_at=factories.NOW, set_by="Шубина")

        with django_assert_max_num_queries(6):
            administrator.get(ADDRESS)
