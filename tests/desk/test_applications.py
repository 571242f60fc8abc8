"""Applications for access at the desk: the list, the check beside our own data, the decision, the head's copy."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.access.models import Application, Grant, Membership
from kabinet.access.operations import applications as operations
from kabinet.access.operations.applications import Paper
from kabinet.access.rules.applications import PaperKind, Status
from kabinet.files import operations as files
from kabinet.foundation.rights import CLIENT_RIGHTS, Right, Role
from tests import factories
from tests.desk.test_documents import picture
from tests.factories import NOW, Cast

CHECKED = {"checks": ["organization", "contract", "authority"], "signed": "signed-at-issue"}


def reread(application: Application) -> Application:
    return Application.objects.everywhere(reason="test").get(pk=application.pk)


def decide(client: Client, application: Application, outcome: str, **typed: Any) -> HttpResponse:
    seen = {"seen": f"{application.version}-{application.status}", "rights": application.rights}
    return client.post(f"/desk/applications/{application.number}/", {"outcome": outcome} | seen | typed)


def page_of(client: Client, application: Application) -> str:
    return client.get(f"/desk/applications/{application.number}/").content.decode()


def take(client: Client, application: Application) -> str:
    """Press the button over the application; return the page that follows."""
    answer = client.post(f"/desk/applications/{application.number}/take/", follow=True)
    return answer.content.decode()


class TestList:
    def test_shows_a_curator_what_is_theirs(self, cast: Cast, curator: Client, stranger: Client) -> None:
        factories.application()

        assert "Новикова Ольга Андреевна" in curator.get("/desk/applications/").content.decode()
        assert "Новикова" not in stranger.get("/desk/applications/?show=all").content.decode()

    def test_shows_the_head_everything_or_what_is_theirs(self, cast: Cast, head: Client) -> None:
        factories.application()
        factories.application(full_name="Попов Пётр Петрович", contract_number="нет", key="unknown")

        everything = head.get("/desk/applications/").content.decode()
        own = head.get("/desk/applications/?whose=mine").content.decode()

        assert "Новикова" in everything
        assert "Попов" in everything
        assert "Новикова" not in own
        assert "Попов" in own

    @pytest.mark.parametrize("words", ["новикова", "9876543210", "12-4-0345", "novikova@", "2026-"])
    def test_is_searched_by_any_of_its_words(self, cast: Cast, curator: Client, words: str) -> None:
        factories.application()

        assert "Найдена 1 заявка" in curator.get(f"/desk/applications/?q={words}").content.decode()

    @pytest.mark.parametrize("status", list(Status))
    def test_has_a_tab_for_every_status(self, cast: Cast, curator: Client, status: Status) -> None:
        factories.application(status)
        tab = {"received": "", "checking": "", "issued": "closed", "refused": "closed"}.get(status, status)

        assert "Новикова" in curator.get(f"/desk/applications/?show={tab}").content.decode()

    def test_is_for_those_who_decide(self, cast: Cast) -> None:
        officer = factories.user("desk", role=Role.CREDENTIALS_DESK)

        assert factories.signed_in(officer).get("/desk/applications/").status_code == 403

    def test_costs_as_many_queries_with_many_rows(
        self, cast: Cast, curator: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(12):
            factories.application(full_name=f"Попов Пётр {'а' * (number + 1)}", key=str(number))

        with django_assert_num_queries(5):
            curator.get("/desk/applications/")


class TestPage:
    def test_marks_what_differs_from_our_own_data(self, cast: Cast, curator: Client) -> None:
        same = factories.application()
        other = factories.application(kpp="987601002", full_name="Попов Пётр Петрович", key="other")

        assert "не совпадает" not in page_of(curator, same)
        assert page_of(curator, other).count("не совпадает") == 1

    @pytest.mark.parametrize("reader", ["curator", "head"])
    def test_changes_nothing_by_being_read(
        self, cast: Cast, reader: str, request: pytest.FixtureRequest
    ) -> None:
        application = factories.application()

        page_of(request.getfixturevalue(reader), application)

        assert (reread(application).status, reread(application).head_saw_at) == (Status.RECEIVED, None)

    def test_offers_to_take_it_in_until_it_is_taken(self, cast: Cast, curator: Client) -> None:
        application = factories.application()
        assert "Взять в проверку" in page_of(curator, application)

        page = take(curator, application)

        assert "Заявка взята в проверку" in page
        assert "Взять в проверку" not in page
        assert reread(application).status == Status.CHECKING

    def test_is_taken_in_by_nobody_elses_curator(self, cast: Cast, curator: Client, stranger: Client) -> None:
        application = factories.application()
        path = f"/desk/applications/{application.number}/take/"

        assert (curator.get(path).status_code, stranger.post(path).status_code) == (405, 404)
        assert reread(application).status == Status.RECEIVED

    def test_warns_of_a_namesake_who_has_access(self, cast: Cast, curator: Client) -> None:
        application = factories.application(full_name="Сидоров Семён Семёнович")

        assert "доступ уже есть: Сидоров Семён Семёнович, sidorov" in page_of(curator, application)

    def test_of_a_strangers_customer_is_not_there(self, cast: Cast, stranger: Client) -> None:
        application = factories.application()

        assert stranger.get(f"/desk/applications/{application.number}/").status_code == 404

    def test_costs_no_more_than_twelve_queries(
        self, cast: Cast, curator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        application = factories.application(Status.CHECKING)

        with django_assert_max_num_queries(12):
            page_of(curator, application)


class TestDecision:
    def test_passes_on_with_narrower_rights(self, cast: Cast, curator: Client) -> None:
        application = factories.application()

        answer = decide(curator, application, "clear", rights=["see-supply"], **CHECKED)

        assert answer.status_code == 302
        assert (reread(application).status, reread(application).rights) == ("ready", ["see-supply"])

    @pytest.mark.parametrize(
        ("outcome", "typed", "words"),
        [
            ("clear", {}, "Отметьте всё, что вы проверили"),
            ("clear", CHECKED | {"rights": []}, "Отметьте хотя бы одно право"),
            ("clear", CHECKED | {"rights": ["see-money"]}, "Прав больше, чем можно дать"),
            ("return", {}, "Укажите причину решения"),
            ("refuse", {"note": "  "}, "Укажите причину решения"),
        ],
    )
    def test_that_is_not_complete_is_told_at_the_field(
        self, cast: Cast, curator: Client, outcome: str, typed: dict[str, Any], words: str
    ) -> None:
        application = factories.application()

        answer = decide(curator, application, outcome, **typed)

        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert reread(application).status == Status.RECEIVED

    def test_with_a_reason_reaches_the_applicant_in_russian(self, cast: Cast, curator: Client) -> None:
        curator.cookies["django_language"] = "en"
        application = factories.application()

        decide(curator, application, "return", ground="signature", note="Лист 2")

        assert "Нет подписи или печати. Лист 2" in page_of(curator, application)

    def test_of_the_second_decider_tells_who_was_first(
        self, cast: Cast, curator: Client, head: Client
    ) -> None:
        application = factories.application()
        decide(curator, application, "clear", **CHECKED)

        answer = head.post(
            f"/desk/applications/{application.number}/",
            {"outcome": "refuse", "note": "Нет", "seen": "1-received"},
            follow=True,
        )

        assert "Петрова Мария Сергеевна" in answer.content.decode()
        assert reread(application).status == Status.READY

    def test_pressed_twice_is_made_once(self, cast: Cast, curator: Client) -> None:
        application = factories.application()

        decide(curator, application, "return", note="Нет подписи")
        decide(curator, application, "return", note="Нет подписи")

        assert reread(application).status == Status.RETURNED

    @pytest.mark.parametrize("seen", ["", "x", "1-nothing", "99999-received"])
    def test_with_a_tampered_page_changes_nothing(self, cast: Cast, curator: Client, seen: str) -> None:
        application = factories.application()

        assert decide(curator, application, "return", note="Нет", seen=seen).status_code == 422


class TestCopy:
    def test_stands_in_the_heads_queue_until_it_is_seen(self, cast: Cast, head: Client) -> None:
        application = factories.application()
        assert "копия" in head.get("/desk/?kind=applications").content.decode()

        assert "Следующее в очереди" not in page_of(head, application)
        page = take(head, application)

        assert "Копия убрана из вашей очереди" in page
        assert "Следующее в очереди" in page
        assert "Просмотрено" not in page
        assert "Новикова" not in head.get("/desk/?kind=applications").content.decode()
        assert reread(application).status == Status.RECEIVED

    def test_is_stopped_and_let_go_on(self, cast: Cast, head: Client) -> None:
        application = factories.application(Status.READY)

        decide(head, application, "stop", note="Проверяем полномочия")
        assert "Проверяем полномочия" in page_of(head, application)
        decide(head, reread(application), "go-on")

        assert reread(application).status == Status.READY

    def test_is_the_heads_own_once_the_curator_is_gone(self, cast: Cast, head: Client) -> None:
        factories.application()
        cast.curator.is_active = False
        cast.curator.save(update_fields=["is_active"])

        page = head.get("/desk/?kind=applications").content.decode()

        assert "Новикова" in page
        assert "копия" not in page


class TestQueue:
    def test_shows_the_application_with_its_deadline(self, cast: Cast, curator: Client) -> None:
        application = factories.application()

        page = curator.get("/desk/").content.decode()

        assert f"/desk/applications/{application.number}/" in page
        assert "26.11.2026" in page

    @pytest.mark.parametrize("status", [Status.RETURNED, Status.READY, Status.STOPPED, Status.REFUSED])
    def test_leaves_out_what_waits_for_somebody_else(
        self, cast: Cast, curator: Client, status: Status
    ) -> None:
        factories.application(status)

        assert "Новикова" not in curator.get("/desk/").content.decode()


class TestMatching:
    def test_offers_the_contracts_of_the_inn(self, cast: Cast, head: Client, curator: Client) -> None:
        application = factories.application(contract_number="опечатка")
        assert "12-4-0345/26, ООО «Завод Керамик»" in page_of(head, application)

        path = f"/desk/applications/{application.number}/match/"
        answer = head.post(path, {"contract": cast.contract.pk}, follow=True)

        assert "Заявка отнесена к договору 12-4-0345/26" in answer.content.decode()
        assert "Новикова" in curator.get("/desk/").content.decode()

    def test_searches_by_any_word(self, cast: Cast, head: Client) -> None:
        application = factories.application(inn="7707083893", contract_number="опечатка")

        page = head.get(f"/desk/applications/{application.number}/?q=стекло").content.decode()

        assert "12-4-0777/26, АО «Стекло»" in page

    def test_needs_one_of_the_contracts_offered(self, cast: Cast, head: Client) -> None:
        application = factories.application(contract_number="опечатка")

        answer = head.post(f"/desk/applications/{application.number}/match/", {"contract": 999_999})

        assert answer.status_code == 422
        assert reread(application).contract is None

    def test_is_not_the_curators(self, cast: Cast, curator: Client) -> None:
        application = factories.application()

        path = f"/desk/applications/{application.number}/match/"
        assert curator.post(path, {"contract": cast.contract.pk}).status_code == 403


class TestPapers:
    @pytest.fixture
    def application(self, cast: Cast) -> Application:
        stored = files.store_bytes(picture(), media_type="image/png", now=NOW)
        return operations.submit_application(
            applied=factories.applied(),
            papers=[Paper(PaperKind.POWER_OF_ATTORNEY, stored, "доверенность.png")],
            language="ru",
            address="192.0.2.20",
            key="papers",
            now=NOW,
        )

    def path(self, application: Application) -> str:
        paper = application.papers.get()
        return f"/desk/applications/{application.number}/papers/{paper.pk}/"

    def test_are_shown_and_given_to_those_whose_they_are(
        self, application: Application, curator: Client
    ) -> None:
        path = self.path(application)

        assert f'src="{path}preview/"' in page_of(curator, application)
        file = curator.get(path)
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert file.getvalue() == picture()  # type: ignore[attr-defined]
        assert curator.get(f"{path}preview/").headers["Content-Type"] == "image/png"

    def test_are_not_there_for_others(self, application: Application, stranger: Client) -> None:
        assert stranger.get(self.path(application)).status_code == 404

    def test_of_another_application_are_not_there(
        self, application: Application, cast: Cast, curator: Client
    ) -> None:
        other = factories.application(full_name="Попов Пётр Петрович", key="other")
        paper = application.papers.get()

        assert curator.get(f"/desk/applications/{other.number}/papers/{paper.pk}/").status_code == 404


def test_rights_stand_in_words(cast: Cast, curator: Client) -> None:
    application = factories.application(rights=frozenset({Right.SEE_SUPPLY, Right.SEE_MONEY}))

    assert "видит расчёты" in page_of(curator, application)


class TestForAColleague:
    """What was asked for a colleague is compared with what the asker may do when the curator looks at it."""

    @pytest.fixture
    def asked(self, cast: Cast) -> Application:
        return operations.ask_for_colleague(
            viewer=factories.viewer_of(cast.director),
            contract_id=cast.contract.pk,
            applied=factories.applied(rights=frozenset({Right.SEE_SUPPLY, Right.SEE_MONEY})),
            papers=[],
            key="colleague",
            now=NOW,
        )

    def test_offers_what_the_asker_still_has(self, cast: Cast, curator: Client, asked: Application) -> None:
        assert 'value="see-money"' in page_of(curator, asked)
        mine = sorted(CLIENT_RIGHTS - {Right.SEE_MONEY})
        Grant.objects.everywhere(reason="test").filter(membership__user=cast.director).update(rights=mine)

        page = page_of(curator, asked)

        assert 'value="see-money"' not in page
        assert "больше не имеет этих прав: видит расчёты. Дать их нельзя." in page
        answer = decide(curator, reread(asked), "clear", **CHECKED)
        assert answer.status_code == 422
        assert "Прав больше, чем можно дать" in answer.content.decode()
        assert decide(curator, reread(asked), "clear", **CHECKED, rights=["see-supply"]).status_code == 302
        assert reread(asked).rights == ["see-supply"]

    def test_is_not_passed_on_where_the_asker_has_gone(
        self, cast: Cast, curator: Client, asked: Application
    ) -> None:
        Membership.objects.everywhere(reason="test").filter(user=cast.director).update(valid_to=NOW.date())

        page = page_of(curator, asked)

        assert "больше не управляет доступом сотрудников по договору. Верните заявку" in page
        assert 'value="clear"' not in page
        assert decide(curator, reread(asked), "clear", **CHECKED, rights=[]).status_code == 422
        assert reread(asked).status == Status.RECEIVED
