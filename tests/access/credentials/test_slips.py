"""The slip: printed once, read back from its PDF, signed for, replaced."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password

from kabinet.access.models import AccessPolicy, Issue, IssuePoint, User
from kabinet.access.operations import credentials as operations
from kabinet.access.queries.credentials import IssueNotFound, get_issued
from kabinet.access.rules import credentials as rules
from kabinet.access.rules.codes import as_printed
from kabinet.access.rules.credentials import SlipStatus
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Record
from tests import factories
from tests.access.credentials import desk
from tests.factories import NOW, Cast

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@pytest.fixture
def row(officer: Viewer) -> Issue:
    return desk.issue(officer, desk.ready())


def text_of(slip: operations.Slip, folder: Path) -> str:
    path = folder / slip.name
    path.write_bytes(slip.pdf)
    command = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def code_of(slip: operations.Slip, folder: Path) -> str:
    [code] = set(_CODE.findall(text_of(slip, folder)))
    return str(code)


def status_of(officer: Viewer, row: Issue, *, now: object = NOW) -> SlipStatus:
    return get_issued(viewer=officer, issue_id=row.pk, now=now).status  # type: ignore[arg-type]


def replaced(officer: Viewer, row: Issue, *, reason: str = "Принтер зажевал", key: str = "r") -> Issue:
    return operations.replace_slip(viewer=officer, issue_id=row.pk, reason=reason, key=key, now=NOW)


class TestPrintSlip:
    def test_makes_a_code_that_is_the_password_from_now_on(
        self, officer: Viewer, row: Issue, tmp_path: Path
    ) -> None:
        code = code_of(desk.printed(officer, row), tmp_path)

        row.user.refresh_from_db()
        assert row.user.check_password(code)
        assert as_printed(code.lower().replace("-", "")) == code

    def test_keeps_the_code_nowhere(self, officer: Viewer, row: Issue, tmp_path: Path) -> None:
        code = code_of(desk.printed(officer, row), tmp_path)

        row.user.refresh_from_db()
        assert code not in row.user.password
        kept = [*Record.objects.everywhere(reason=desk.REASON).values_list("data", flat=True)]
        kept += [*desk.letters().values(), *map(str, Issue.objects.everywhere(reason=desk.REASON).values())]
        assert not any(code in text or code.replace("-", "") in text for text in kept)

    def test_says_how_where_and_until_when(
        self, officer: Viewer, row: Issue, tmp_path: Path, cast: Cast
    ) -> None:
        text = text_of(desk.printed(officer, row), tmp_path)

        for words in (
            "novikova.oa",
            "Новикова Ольга Андреевна",
            cast.plant.name,
            "lk.novatek.ru",
            "+7 495 730-60-00",
            "07.12.2026 09:20",
            "Окно 3",
            "Рябова Юлия Викторовна",
            "Как войти в первый раз",
        ):
            assert words in text

    def test_is_one_page(self, officer: Viewer, row: Issue, tmp_path: Path) -> None:
        assert text_of(desk.printed(officer, row), tmp_path).count("\f") == 1

    def test_lets_the_code_wait_as_long_as_the_policy_says(self, officer: Viewer, row: Issue) -> None:
        AccessPolicy.objects.create(code_days=3, set_at=NOW, set_by="Климов")

        desk.printed(officer, row)

        row.user.refresh_from_db()
        assert row.user.code_expires_at == NOW + 3 * DAY

    def test_is_done_once(self, officer: Viewer, row: Issue) -> None:
        desk.printed(officer, row)
        row.user.refresh_from_db()
        before = row.user.password

        with pytest.raises(rules.SlipPrinted) as refused:
            desk.printed(officer, row, now=NOW + DAY)

        assert refused.value.facts == {"by": "Рябова Юлия Викторовна", "at": NOW}
        row.user.refresh_from_db()
        assert row.user.password == before

    def test_is_done_once_by_a_colleague_at_the_same_point(
        self, officer: Viewer, row: Issue, point: IssuePoint
    ) -> None:
        colleague = factories.user("dunaev", role=Role.CREDENTIALS_DESK, name="Дунаев", desk_point=point)
        desk.printed(factories.viewer_of(colleague), row)

        with pytest.raises(rules.SlipPrinted) as refused:
            desk.printed(officer, row)

        assert refused.value.facts["by"] == "Дунаев"

    def test_is_not_done_at_another_point(self, officer_elsewhere: Viewer, row: Issue) -> None:
        with pytest.raises(rules.OtherPoint):
            desk.printed(officer_elsewhere, row)

    def test_prints_nothing_where_the_page_cannot_be_drawn(
        self, officer: Viewer, row: Issue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> bytes:
            raise RuntimeError

        with monkeypatch.context() as broken_printer:
            broken_printer.setattr("kabinet.access.operations.credentials.slips.draw_slip", broken)
            with pytest.raises(RuntimeError):
                desk.printed(officer, row)

        assert status_of(officer, row) is SlipStatus.NOT_PRINTED
        assert desk.printed(officer, row).pdf

    def test_stops_where_the_paper_has_expired_meanwhile(self, officer: Viewer, row: Issue) -> None:
        with pytest.raises(rules.AuthorityExpired):
            desk.printed(officer, row, now=NOW + 400 * DAY)

    def test_stops_where_the_person_was_ended_meanwhile(self, officer: Viewer, row: Issue) -> None:
        User.objects.filter(pk=row.user_id).update(is_active=False)

        with pytest.raises(rules.AccessEnded):
            desk.printed(officer, row)

    def test_is_not_for_one_more_contract(self, officer: Viewer, cast: Cast) -> None:
        factories.contract(cast.plant, "12-4-0900/26")
        application = desk.ready(contract_number="12-4-0900/26")
        added = desk.issue(officer, application, holder_id=cast.engineer.pk)

        with pytest.raises(rules.IssueReplaced):
            desk.printed(officer, added)
        cast.engineer.refresh_from_db()
        assert cast.engineer.check_password(factories.PASSWORD)

    def test_speaks_the_language_of_the_person(self, officer: Viewer, row: Issue, tmp_path: Path) -> None:
        User.objects.filter(pk=row.user_id).update(language="en")

        assert "How to sign in for the first time" in text_of(desk.printed(officer, row), tmp_path)

    @pytest.mark.parametrize("who", ["curator", "head", "director"])
    def test_is_done_by_nobody_else(self, cast: Cast, row: Issue, who: str) -> None:
        with pytest.raises(NotAllowed):
            desk.printed(factories.viewer_of(getattr(cast, who)), row)

    def test_finds_no_issue_that_is_not_there(self, officer: Viewer) -> None:
        with pytest.raises(IssueNotFound):
            operations.print_slip(viewer=officer, issue_id=404, now=NOW)


class TestReplaceSlip:
    def test_kills_the_former_code_at_once(self, officer: Viewer, row: Issue, tmp_path: Path) -> None:
        code = code_of(desk.printed(officer, row), tmp_path)

        again = replaced(officer, row)

        row.user.refresh_from_db()
        assert not row.user.check_password(code)
        assert not row.user.has_usable_password()
        assert (again.kind, again.reason, again.slip_printed_at) == ("reprint", "Принтер зажевал", None)
        assert status_of(officer, row) is SlipStatus.REPLACED

    def test_prints_another_code(self, officer: Viewer, row: Issue, tmp_path: Path) -> None:
        first = code_of(desk.printed(officer, row), tmp_path)

        second = code_of(desk.printed(officer, replaced(officer, row)), tmp_path)

        assert first != second
        row.user.refresh_from_db()
        assert check_password(second, row.user.password)

    def test_stands_in_the_journal_with_its_reason(self, officer: Viewer, row: Issue, cast: Cast) -> None:
        desk.printed(officer, row)
        desk.printed(officer, replaced(officer, row))

        assert desk.events(cast.plant.pk) == [
            "access.issued",
            "access.slip_printed",
            "access.slip_replaced",
            "access.slip_printed",
        ]
        assert "Принтер зажевал" in desk.records("access.slip_replaced")[0].data

    def test_wants_a_reason(self, officer: Viewer, row: Issue) -> None:
        desk.printed(officer, row)

        with pytest.raises(rules.ReprintReasonNeeded):
            replaced(officer, row, reason="  ")

    def test_is_one_slip_however_often_it_is_pressed(self, officer: Viewer, row: Issue) -> None:
        desk.printed(officer, row)

        assert replaced(officer, row) == replaced(officer, row)
        assert len(desk.issues()) == 2

    def test_is_done_once_for_each_slip(self, officer: Viewer, row: Issue) -> None:
        desk.printed(officer, row)
        replaced(officer, row)

        with pytest.raises(rules.IssueReplaced):
            replaced(officer, row, key="another")

    def test_is_not_needed_before_it_is_printed(self, officer: Viewer, row: Issue) -> None:
        with pytest.raises(rules.SlipNotPrinted):
            replaced(officer, row)

    def test_is_a_reissue_once_it_was_signed_for(self, officer: Viewer, row: Issue) -> None:
        desk.printed(officer, row)
        operations.confirm_signature(viewer=officer, issue_id=row.pk, now=NOW)

        with pytest.raises(rules.AlreadySigned):
            replaced(officer, row)

    def test_is_a_reissue_once_the_code_was_used(self, officer: Viewer, row: Issue) -> None:
        desk.printed(officer, row)
        User.objects.filter(pk=row.user_id).update(code_expires_at=None)

        with pytest.raises(rules.CodeUsed):
            replaced(officer, row)

    def test_helps_out_after_the_code_has_expired(self, officer: Viewer, row: Issue) -> None:
        desk.printed(officer, row)
        User.objects.filter(pk=row.user_id).update(code_expires_at=NOW)
        assert status_of(officer, row) is SlipStatus.EXPIRED

        assert replaced(officer, row).kind == "reprint"

    def test_is_not_done_at_another_point(
        self, officer: Viewer, officer_elsewhere: Viewer, row: Issue
    ) -> None:
        desk.printed(officer, row)

        with pytest.raises(rules.OtherPoint):
            replaced(officer_elsewhere, row)


class TestConfirmSignature:
    def test_closes_the_issue(self, officer: Viewer, row: Issue, cast: Cast) -> None:
        desk.printed(officer, row)

        operations.confirm_signature(viewer=officer, issue_id=row.pk, now=NOW)

        assert status_of(officer, row) is SlipStatus.SIGNED
        assert desk.events(cast.plant.pk)[-1] == "access.signed_for"

    def test_changes_nothing_when_pressed_again(self, officer: Viewer, row: Issue) -> None:
        desk.printed(officer, row)
        for now in (NOW, NOW + DAY):
            operations.confirm_signature(viewer=officer, issue_id=row.pk, now=now)

        row.refresh_from_db()
        assert row.signed_at == NOW
        assert len(desk.records("access.signed_for")) == 1

    def test_comes_after_the_slip(self, officer: Viewer, row: Issue) -> None:
        with pytest.raises(rules.SlipNotPrinted):
            operations.confirm_signature(viewer=officer, issue_id=row.pk, now=NOW)

    def test_is_still_noted_after_the_code_was_used(self, officer: Viewer, row: Issue) -> None:
        desk.printed(officer, row)
        User.objects.filter(pk=row.user_id).update(code_expires_at=None)
        assert status_of(officer, row) is SlipStatus.USED_UNSIGNED

        operations.confirm_signature(viewer=officer, issue_id=row.pk, now=NOW)

        assert status_of(officer, row) is SlipStatus.USED

    def test_is_not_given_for_a_replaced_slip(self, officer: Viewer, row: Issue) -> None:
        desk.printed(officer, row)
        replaced(officer, row)

        with pytest.raises(rules.IssueReplaced):
            operations.confirm_signature(viewer=officer, issue_id=row.pk, now=NOW)
