"""The checklist of an application on its page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from kabinet.access.models import Application, ApplicationPaper, Grant, Membership, User
from kabinet.access.operations import applications
from kabinet.access.rules.applications import Check, Outcome, PaperKind, Seen, Status
from kabinet.files import operations as files
from kabinet.foundation.rights import CLIENT_RIGHTS, Right
from tests import factories
from tests.access.credentials import desk
from tests.factories import NOW, Cast
from tests.isolation.desk import checklist

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(cast: Cast) -> Application:
    return desk.ready()


def address(application: Application) -> str:
    return f"/desk/issue/applications/{application.number}/"


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


class TestPage:
    def test_says_who_may_receive_access_on_what(self, officer: Client, ready: Application) -> None:
        page = officer.get(address(ready)).content.decode()

        for words in (
            "Новикова Ольга Андреевна",
            "ООО «Завод Керамик»",
            "12-4-0345/26",
            "Доверенность № 21 от 01.11.2026, до 31.10.2027",
            "Только эти четыре: номера документов мы не храним",
        ):
            assert words in page

    def test_offers_those_of_the_organization_who_have_a_user(
        self, officer: Client, ready: Application, cast: Cast
    ) -> None:
        page = officer.get(address(ready)).content.decode()

        assert "Новый человек: создать пользователя" in page
        assert "Сидоров Семён Семёнович, сотрудник, sidorov" in page
        assert cast.neighbour.full_name not in page
        assert " checked" not in page

    def test_shows_the_scan_of_the_power_of_attorney(self, officer: Client, ready: Application) -> None:
        stored = files.store_bytes(b"%PDF-1.4 scan", media_type="application/pdf", now=NOW)
        paper = ApplicationPaper(
            application=ready,
            kind=PaperKind.POWER_OF_ATTORNEY,
            file=stored,
            name="доверенность.pdf",
            version=1,
            added_at=NOW,
        )
        paper.save(force_insert=True)

        assert "доверенность.pdf" in officer.get(address(ready)).content.decode()
        answer = officer.get(f"/desk/issue/papers/{paper.pk}/?inline=1")
        assert b"".join(answer.streaming_content) == b"%PDF-1.4 scan"  # type: ignore[attr-defined]
        assert officer.get(f"/desk/issue/papers/{paper.pk}/preview/").status_code == 404

    def test_gives_no_scan_of_an_application_that_is_not_ready(self, officer: Client) -> None:
        stored = files.store_bytes(b"%PDF-1.4 scan", media_type="application/pdf", now=NOW)
        paper = ApplicationPaper(
            application=factories.application(),
            kind=PaperKind.POWER_OF_ATTORNEY,
            file=stored,
            name="доверенность.pdf",
            version=1,
            added_at=NOW,
        )
        paper.save(force_insert=True)

        assert officer.get(f"/desk/issue/papers/{paper.pk}/").status_code == 404

    def test_blocks_an_expired_paper_with_the_reason_and_the_curators_telephone(
        self, officer: Client, ready: Application, settings: Settings
    ) -> None:
        settings.FROZEN_NOW = NOW + timedelta(days=343)

        page = officer.get(address(ready)).content.decode()

        assert "Доверенность действовала до 31.10.2027 включительно" in page
        assert "Петрова Мария Сергеевна, +7 495 730-60-12" in page
        assert "Выдать доступ</button>" not in page

    def test_has_no_form_for_an_officer_without_a_point(
        self, officer: Client, clerk: User, ready: Application
    ) -> None:
        User.objects.filter(pk=clerk.pk).update(desk_point=None)

        page = officer.get(address(ready)).content.decode()

        assert "Вы не закреплены за пунктом выдачи" in page
        assert "Выдать доступ</button>" not in page

    def test_is_not_there_for_one_that_was_never_ready(self, officer: Client) -> None:
        assert officer.get(address(factories.application())).status_code == 404
        assert officer.get("/desk/issue/applications/2026-99999/").status_code == 404


class TestIssuing:
    def test_leads_to_the_slip(self, officer: Client, ready: Application) -> None:
        answer = officer.post(address(ready), checklist(), follow=True)

        [issue] = desk.issues()
        assert answer.redirect_chain == [(f"/desk/issue/{issue.pk}/", 302)]
        page = answer.content.decode()
        assert "novikova.oa" in page
        assert "Напечатать листок" in page

    def test_is_done_once_when_pressed_twice(self, officer: Client, ready: Application) -> None:
        pages = [officer.post(address(ready), checklist()).headers["Location"] for _press in range(2)]

        assert pages[0] == pages[1]
        assert len(desk.issues()) == 1

    def test_adds_the_contract_to_the_one_chosen(
        self, officer: Client, ready: Application, cast: Cast
    ) -> None:
        officer.post(address(ready), checklist(holder=str(cast.engineer.pk)))

        [issue] = desk.issues()
        assert (issue.user, issue.kind) == (cast.engineer, "addition")

    @pytest.mark.parametrize(
        ("changes", "words", "field"),
        [
            ({"identity": ""}, "Выберите вариант: «Какой документ предъявлен»", "id_identity"),
            ({"identity_mark": "43"}, "последние четыре буквы или цифры", "id_identity_mark"),
            ({"identity_mark": "12 4321"}, "четыре знака, не больше", "id_identity_mark"),
            ({"identity_seen": ""}, "Отметьте «Документ сверен", "id_identity_seen"),
            ({"authority_seen": ""}, "Отметьте «Оригинал предъявлен", "id_authority_seen"),
            ({"signature_seen": ""}, "Отметьте «Подписи под заявлением", "id_signature_seen"),
            ({"authority_number": ""}, "Заполните поле «Номер на оригинале»", "id_authority_number"),
            ({"authority_number": "22"}, "Проверена другая бумага: доверенность № 21", "id_authority_number"),
            ({"authority_from": "24.11.2026"}, "начнёт действовать с 24.11.2026", "id_authority_from"),
            ({"authority_to": "22.11.2026"}, "действовала до 22.11.2026 включительно", "id_authority_to"),
            ({"authority_to": "1.1.2020"}, "не может закончиться раньше", "id_authority_to"),
            ({"authority_to": "32.13.2026"}, "введите", "id_authority_to"),
            ({"holder": ""}, "Выберите, кто это", "id_holder"),
            ({"holder": "999999"}, "999999", "id_holder"),
        ],
    )
    def test_says_at_the_field_what_is_missing(
        self, officer: Client, ready: Application, changes: dict[str, str], words: str, field: str
    ) -> None:
        answer = officer.post(address(ready), checklist(**changes))

        page = answer.content.decode()
        assert answer.status_code == 422
        assert words in page
        assert f'href="#{field}' in page
        assert 'value="isolation-issue"' in page
        assert desk.issues() == []

    @pytest.mark.parametrize("changes", [{"authority_to": "22.11.2026"}, {"authority_number": "22"}])
    def test_names_the_curator_to_be_called(
        self, officer: Client, ready: Application, changes: dict[str, str]
    ) -> None:
        page = officer.post(address(ready), checklist(**changes)).content.decode()

        assert "Куратор: Петрова Мария Сергеевна, +7 495 730-60-12" in page

    def test_takes_a_paper_on_its_last_day(self, officer: Client, ready: Application) -> None:
        assert officer.post(address(ready), checklist(authority_to="23.11.2026")).status_code == 302

    def test_takes_nobody_of_another_organization(
        self, officer: Client, ready: Application, cast: Cast
    ) -> None:
        assert officer.post(address(ready), checklist(holder=str(cast.neighbour.pk))).status_code == 422
        assert desk.issues() == []


class TestGone:
    def test_says_that_the_head_has_stopped_it(self, officer: Client, ready: Application, cast: Cast) -> None:
        officer.get(address(ready))
        applications.decide_application(
            viewer=factories.viewer_of(cast.head),
            number=ready.number,
            seen=Seen(1, Status.READY),
            outcome=Outcome.STOP,
            reason="Звонил директор",
            now=NOW,
        )

        answer = officer.post(address(ready), checklist())

        page = answer.content.decode()
        assert answer.status_code == 409
        for words in (
            "остановил начальник отдела: Орлов Пётр Ильич",
            "Звонил директор",
            "Вы ничего не выдали",
        ):
            assert words in page
        assert desk.issues() == []

    def test_tells_the_second_of_two_officers_who_was_first(
        self, officer: Client, officer_elsewhere: Client, ready: Application
    ) -> None:
        officer.post(address(ready), checklist())

        answer = officer_elsewhere.post(address(ready), checklist())

        [issue] = desk.issues()
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Доступ по ней уже выдан: Рябова Юлия Викторовна, 23.11.2026 09:20" in page
        assert f'href="/desk/issue/{issue.pk}/"' in page


class TestForAColleague:
    """What the director asks for a colleague is bounded by the director's own rights, up to the issue."""

    @pytest.fixture
    def asked(self, cast: Cast) -> Application:
        wanted = frozenset({Right.SEE_SUPPLY, Right.SEE_MONEY})
        sent = applications.ask_for_colleague(
            viewer=factories.viewer_of(cast.director),
            contract_id=cast.contract.pk,
            applied=factories.applied(rights=wanted),
            papers=[],
            key="colleague",
            now=NOW,
        )
        return applications.decide_application(
            viewer=factories.viewer_of(cast.curator),
            number=sent.number,
            seen=Seen(1, Status.RECEIVED),
            outcome=Outcome.CLEAR,
            checks=list(Check),
            rights=wanted,
            now=NOW,
        )

    def test_says_what_is_struck_out_and_why(self, cast: Cast, officer: Client, asked: Application) -> None:
        assert "Будут даны не все права" not in officer.get(address(asked)).content.decode()
        mine = sorted(CLIENT_RIGHTS - {Right.SEE_MONEY})
        Grant.objects.everywhere(reason="test").filter(membership__user=cast.director).update(rights=mine)

        page = officer.get(address(asked)).content.decode()

        assert "Будут даны не все права" in page
        assert "Кузнецов Игорь Олегович, по чьей просьбе" in page
        assert officer.post(address(asked), checklist()).status_code == 302
        [issue] = desk.issues()
        assert Grant.objects.everywhere(reason="test").get(membership__user=issue.user).rights == [
            "see-supply"
        ]

    def test_is_not_issued_where_the_asker_has_gone(
        self, cast: Cast, officer: Client, asked: Application
    ) -> None:
        Membership.objects.everywhere(reason="test").filter(user=cast.director).update(valid_to=NOW.date())

        page = officer.get(address(asked)).content.decode()

        assert "больше не управляет доступом сотрудников по договору" in page
        assert "Куратор: Петрова Мария Сергеевна" in page
        assert officer.post(address(asked), checklist()).status_code == 409
        assert desk.issues() == []
