"""A colleague's access, asked for inside the cabinet by whoever manages the people of a contract."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.access.models import Application
from kabinet.access.operations import applications as operations
from kabinet.access.queries import applications as queries
from kabinet.access.rules.applications import Outcome, Seen, Status
from kabinet.foundation.rights import Right
from tests import factories
from tests.factories import NOW, Cast
from tests.files import samples
from tests.portal.applications.typing import TYPED, hidden_of

PATH = "/access/colleague/"


@pytest.fixture
def director(cast: Cast) -> Client:
    return factories.signed_in(cast.director)


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    names = ("inn", "kpp", "ogrn", "organization_name", "contract_number", "contract_dated_on")
    person = {name: value for name, value in TYPED.items() if name not in names}
    return person | {"contract": cast.contract.pk} | changes


def the_application() -> Application:
    return Application.objects.everywhere(reason="test").get()


def ask(client: Client, cast: Cast, **changes: Any) -> Any:
    return client.post(f"{PATH}new/", typed(cast, action="send", **changes))


def give_back(cast: Cast) -> None:
    operations.decide_application(
        viewer=factories.viewer_of(cast.curator),
        number=the_application().number,
        seen=Seen(1, Status.RECEIVED),
        outcome=Outcome.RETURN,
        reason="Нет подписи",
        now=NOW,
    )


class TestAsking:
    def test_knows_the_organization_and_sends_what_was_checked(self, cast: Cast, director: Client) -> None:
        page = director.post(f"{PATH}new/", typed(cast))
        assert "ООО «Завод Керамик»" in page.content.decode()

        answer = director.post(f"{PATH}new/", hidden_of(page) | {"action": "send"})

        found = the_application()
        assert answer.headers["Location"] == f"{PATH}{found.number}/"
        assert (found.origin, found.inn, found.asked_by) == ("cabinet", "9876543210", cast.director)

    def test_offers_no_right_that_the_asker_has_not(self, cast: Cast) -> None:
        membership = factories.member(cast.engineer, cast.neighbour_plant)
        rights = [Right.SEE_SUPPLY, Right.SUBMIT_READINGS, Right.MANAGE_PEOPLE]
        factories.grant(membership, cast.neighbour_contract, rights)
        engineer = factories.signed_in(cast.engineer)

        page = engineer.get(f"{PATH}new/").content.decode()
        assert 'value="submit-readings"' in page
        assert 'value="see-money"' not in page

        body = typed(cast, contract=cast.neighbour_contract.pk, rights=["see-money"], action="send")
        assert engineer.post(f"{PATH}new/", body).status_code == 422

    def test_of_rights_at_another_contract_is_told_at_the_field(self, cast: Cast) -> None:
        second = factories.contract(cast.plant, "12-4-0999/26")
        membership = cast.director.memberships.get()
        factories.grant(membership, second, [Right.SEE_SUPPLY, Right.MANAGE_PEOPLE])
        director = factories.signed_in(cast.director)

        answer = ask(director, cast, contract=second.pk, rights=["see-money"])

        assert answer.status_code == 409
        assert "Прав больше, чем можно дать" in answer.content.decode()

    def test_is_not_for_those_who_manage_nobody(self, cast: Cast) -> None:
        assert factories.signed_in(cast.engineer).get(f"{PATH}new/").status_code == 403
        assert ask(factories.signed_in(cast.engineer), cast).status_code == 403

    def test_at_a_foreign_contract_is_no_choice(self, cast: Cast, director: Client) -> None:
        assert ask(director, cast, contract=cast.neighbour_contract.pk).status_code == 422
        assert not Application.objects.everywhere(reason="test").exists()

    def test_twice_is_one_application(self, cast: Cast, director: Client) -> None:
        ask(director, cast)
        ask(director, cast)

        assert Application.objects.everywhere(reason="test").count() == 1


class TestFollowing:
    def test_shows_the_status_to_those_who_manage_people(self, cast: Cast, director: Client) -> None:
        ask(director, cast)

        assert "Получена" in director.get(PATH).content.decode()
        page = director.get(f"{PATH}{the_application().number}/").content.decode()
        assert "Срок ответа — 26 ноября 2026" in page

    def test_of_a_strangers_application_is_not_there(self, cast: Cast, director: Client) -> None:
        application = factories.application()

        assert director.get(f"{PATH}{application.number}/").status_code == 404

    def test_corrects_what_was_returned(self, cast: Cast, director: Client) -> None:
        ask(director, cast)
        give_back(cast)
        path = f"{PATH}{the_application().number}/"
        assert "Нет подписи" in director.get(path).content.decode()
        assert 'value="инженер-энергетик"' in director.get(f"{path}correct/").content.decode()

        body = typed(cast, position="мастер", seen_version="1", action="send")
        director.post(f"{path}correct/", body)

        assert (the_application().version, the_application().position) == (2, "мастер")

    def test_adds_scans_and_prints(self, cast: Cast, director: Client) -> None:
        ask(director, cast)
        path = f"{PATH}{the_application().number}/"

        director.post(f"{path}scans/", {"kind": "other", "files": samples.upload("a.pdf", samples.pdf())})

        assert [paper.name for paper in queries.list_papers(the_application())] == ["a.pdf"]
        assert b"".join(director.get(f"{path}pdf/").streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]

    def test_says_what_to_do_where_there_is_none(self, cast: Cast, director: Client) -> None:
        assert "Запросить доступ коллеге" in director.get(PATH).content.decode()

    def test_costs_as_many_queries_for_many_as_for_one(
        self, cast: Cast, director: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(8):
            ask(director, cast, full_name=f"Попов Пётр {'а' * (number + 1)}", key=str(number))

        with django_assert_num_queries(6):
            director.get(PATH)
