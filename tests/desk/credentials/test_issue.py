"""The slip on its page: printed once, whatever the browser does."""

import re
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from kabinet.access.models import Issue, IssuePoint, User
from kabinet.foundation.rights import Role
from tests import factories
from tests.access.credentials import desk
from tests.factories import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(clerk: User) -> Issue:
    return desk.issue(factories.viewer_of(clerk), desk.ready())


def slip(client: Client, row: Issue) -> object:
    return client.post(f"/desk/issue/{row.pk}/slip/")


def page(client: Client, row: Issue) -> str:
    return client.get(f"/desk/issue/{row.pk}/").content.decode()


def code_in(pdf: bytes, folder: Path) -> str:
    (folder / "slip.pdf").write_bytes(pdf)
    text = subprocess.run(
        ["pdftotext", str(folder / "slip.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    [code] = set(re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", text))
    return str(code)


class TestSlip:
    def test_is_a_pdf_that_nobody_keeps(self, officer: Client, row: Issue, tmp_path: Path) -> None:
        answer = slip(officer, row)

        assert answer["Content-Type"] == "application/pdf"  # type: ignore[index]
        assert answer["Cache-Control"] == "no-store"  # type: ignore[index]
        assert answer["Content-Disposition"] == 'inline; filename="slip-novikova.oa.pdf"'  # type: ignore[index]
        code = code_in(answer.content, tmp_path)  # type: ignore[attr-defined]
        row.user.refresh_from_db()
        assert row.user.check_password(code)

    def test_says_who_printed_it_when_it_is_reloaded(self, officer: Client, row: Issue) -> None:
        slip(officer, row)

        answer = slip(officer, row)

        shown = answer.content.decode()  # type: ignore[attr-defined]
        assert answer.status_code == 409  # type: ignore[attr-defined]
        assert "Листок напечатан: Рябова Юлия Викторовна, 23.11.2026 09:20" in shown
        assert "Листок испорчен: новый код" in shown
        assert not re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", shown)

    def test_is_never_fetched_by_get(self, officer: Client, row: Issue) -> None:
        slip(officer, row)

        answer = officer.get(f"/desk/issue/{row.pk}/slip/")

        assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/issue/{row.pk}/")

    def test_is_not_shown_to_another_officer_either(
        self, officer: Client, row: Issue, point: IssuePoint
    ) -> None:
        slip(officer, row)
        colleague = factories.signed_in(
            factories.user("dunaev", role=Role.CREDENTIALS_DESK, name="Дунаев Лев", desk_point=point)
        )

        answer = slip(colleague, row)

        assert answer.status_code == 409  # type: ignore[attr-defined]
        assert "Рябова Юлия Викторовна" in answer.content.decode()  # type: ignore[attr-defined]
        assert "Листок испорчен: новый код" in page(colleague, row)

    def test_is_not_printed_at_another_point(self, officer_elsewhere: Client, row: Issue) -> None:
        answer = slip(officer_elsewhere, row)

        assert answer.status_code == 409  # type: ignore[attr-defined]
        shown = answer.content.decode()  # type: ignore[attr-defined]
        assert "Это выдано в другом пункте" in shown
        assert "Напечатать листок" not in shown
        row.user.refresh_from_db()
        assert not row.user.has_usable_password()


class TestReplacing:
    def replace(self, client: Client, row: Issue, reason: str = "Зажевал принтер") -> object:
        body = {"step": "spoilt", "reason": reason, "key": "spoilt"}
        return client.post(f"/desk/issue/{row.pk}/", body, follow=True)

    def test_leads_to_a_slip_to_be_printed(self, officer: Client, row: Issue, tmp_path: Path) -> None:
        first = code_in(slip(officer, row).content, tmp_path)  # type: ignore[attr-defined]

        answer = self.replace(officer, row)

        again = desk.issues()[-1]
        assert answer.redirect_chain == [(f"/desk/issue/{again.pk}/", 302)]  # type: ignore[attr-defined]
        second = code_in(slip(officer, again).content, tmp_path)  # type: ignore[attr-defined]
        row.user.refresh_from_db()
        assert not row.user.check_password(first)
        assert row.user.check_password(second)
        assert f'href="/desk/issue/{again.pk}/"' in page(officer, row)

    def test_wants_to_know_what_happened(self, officer: Client, row: Issue) -> None:
        slip(officer, row)

        answer = self.replace(officer, row, reason="")

        assert answer.status_code == 422  # type: ignore[attr-defined]
        assert "Заполните поле «Что случилось с листком»" in answer.content.decode()  # type: ignore[attr-defined]

    def test_is_one_however_often_it_is_pressed(self, officer: Client, row: Issue) -> None:
        slip(officer, row)
        for _press in range(2):
            self.replace(officer, row)

        assert len(desk.issues()) == 2

    def test_is_refused_in_words_after_the_signature(self, officer: Client, row: Issue) -> None:
        slip(officer, row)
        officer.post(f"/desk/issue/{row.pk}/", {"step": "signed"})

        answer = self.replace(officer, row)

        assert answer.status_code == 409  # type: ignore[attr-defined]
        assert "За листок уже расписались" in answer.content.decode()  # type: ignore[attr-defined]


class TestSigning:
    def test_closes_the_issue(self, officer: Client, row: Issue) -> None:
        slip(officer, row)

        shown = officer.post(f"/desk/issue/{row.pk}/", {"step": "signed"}, follow=True).content.decode()

        assert "Подпись отмечена" in shown
        assert "Листок испорчен" not in shown
        assert "Выдать доступ заново" in shown

    def test_comes_after_the_slip(self, officer: Client, row: Issue) -> None:
        answer = officer.post(f"/desk/issue/{row.pk}/", {"step": "signed"})

        assert answer.status_code == 409
        assert "Листок ещё не напечатан" in answer.content.decode()


class TestPage:
    @pytest.mark.parametrize("who", ["curator", "head"])
    def test_is_the_credentials_desks_alone(self, cast: Cast, row: Issue, who: str) -> None:
        browser = factories.signed_in(getattr(cast, who))

        assert browser.get(f"/desk/issue/{row.pk}/").status_code == 403
        assert slip(browser, row).status_code == 403  # type: ignore[attr-defined]

    def test_is_not_there_for_nothing(self, officer: Client) -> None:
        assert officer.get("/desk/issue/999999/").status_code == 404
        assert officer.post("/desk/issue/999999/slip/").status_code == 404
