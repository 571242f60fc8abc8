"""The rules of the checklist, of the papers and of a slip's way."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kabinet.access.rules import credentials as rules
from kabinet.access.rules.applications import AuthorityKind
from kabinet.access.rules.credentials import Authority, IssueKind, Proof, SlipStatus, slip_status
from tests.access.credentials.desk import AUTHORITY, PAPERS
from tests.factories import NOW, TODAY

DAY = timedelta(days=1)


class TestCheckAuthority:
    def test_counts_both_of_its_days(self) -> None:
        rules.check_authority(replace(AUTHORITY, since=TODAY, until=TODAY), on=TODAY)

    def test_refuses_the_day_after_its_last(self) -> None:
        with pytest.raises(rules.AuthorityExpired) as refused:
            rules.check_authority(replace(AUTHORITY, until=TODAY - DAY), on=TODAY)

        assert refused.value.facts == {"day": TODAY - DAY}

    def test_refuses_the_day_before_its_first(self) -> None:
        with pytest.raises(rules.AuthorityInFuture) as refused:
            rules.check_authority(replace(AUTHORITY, since=TODAY + DAY), on=TODAY)

        assert refused.value.facts == {"day": TODAY + DAY}

    @pytest.mark.parametrize(
        ("since", "last_day"),
        [(date(2026, 1, 12), date(2027, 1, 12)), (date(2024, 2, 29), date(2025, 2, 28))],
    )
    def test_holds_a_year_where_a_power_of_attorney_names_no_end(self, since: date, last_day: date) -> None:
        endless = replace(AUTHORITY, since=since, until=None)

        assert endless.last_day == last_day
        rules.check_authority(endless, on=last_day)
        with pytest.raises(rules.AuthorityExpired):
            rules.check_authority(endless, on=last_day + DAY)

    @pytest.mark.parametrize("kind", [AuthorityKind.ORDER, AuthorityKind.CHARTER])
    def test_has_no_end_for_an_order_or_a_charter(self, kind: AuthorityKind) -> None:
        rules.check_authority(Authority(kind, "5", date(2001, 1, 1), None), on=TODAY)


class TestAuthorityText:
    @pytest.mark.parametrize(
        ("kind", "number", "text"),
        [
            (AuthorityKind.POWER_OF_ATTORNEY, "21", "доверенность № 21 от 01.11.2026"),
            (AuthorityKind.ORDER, "5-к", "приказ № 5-к от 01.11.2026"),
            (AuthorityKind.CHARTER, "", "на основании Устава"),
        ],
    )
    def test_is_as_receipts_print_it(self, kind: AuthorityKind, number: str, text: str) -> None:
        assert replace(AUTHORITY, kind=kind, number=number).text == text


class TestCheckSameAuthority:
    @pytest.mark.parametrize("number", ["21/С-2026", "№ 21/с-2026", "21/C-2026", " 21/С - 2026 "])
    def test_takes_a_number_as_people_write_it(self, number: str) -> None:
        applied = replace(AUTHORITY, number="21/С-2026")

        rules.check_same_authority(replace(AUTHORITY, number=number), applied=applied)

    @pytest.mark.parametrize(
        "changes", [{"number": "22"}, {"number": ""}, {"kind": AuthorityKind.ORDER}], ids=str
    )
    def test_refuses_another_paper(self, changes: dict[str, object]) -> None:
        with pytest.raises(rules.OtherAuthority) as refused:
            rules.check_same_authority(replace(AUTHORITY, **changes), applied=AUTHORITY)  # type: ignore[arg-type]

        assert refused.value.facts == {"paper": "доверенность № 21 от 01.11.2026"}

    def test_asks_a_charter_for_no_number(self) -> None:
        charter = replace(AUTHORITY, kind=AuthorityKind.CHARTER, number="")

        rules.check_same_authority(replace(charter, number="редакция 3"), applied=charter)


class TestCheckKnownAuthority:
    @pytest.mark.parametrize(
        "known", ["Доверенность № 21 от 12.01.2026", "доверенность №21", "приказ № 21 от 01.02.2020"]
    )
    def test_finds_the_number_in_words(self, known: str) -> None:
        rules.check_known_authority(AUTHORITY, known=known)

    @pytest.mark.parametrize("known", ["доверенность № 2 от 21.11.2026", "на основании Устава", ""])
    def test_refuses_what_the_words_do_not_name(self, known: str) -> None:
        with pytest.raises(rules.OtherAuthority):
            rules.check_known_authority(AUTHORITY, known=known)

    def test_knows_a_charter(self) -> None:
        charter = replace(AUTHORITY, kind=AuthorityKind.CHARTER)

        rules.check_known_authority(charter, known="на основании Устава")
        with pytest.raises(rules.OtherAuthority):
            rules.check_known_authority(charter, known="доверенность № 21")


class TestCheckPapers:
    @pytest.mark.parametrize("missing", list(Proof))
    def test_wants_every_tick(self, missing: Proof) -> None:
        papers = replace(PAPERS, seen=PAPERS.seen - {missing})

        with pytest.raises(rules.ChecklistIncomplete) as refused:
            rules.check_papers(papers, on=TODAY)

        assert refused.value.facts == {"missing": missing}

    def test_takes_a_complete_list(self) -> None:
        rules.check_papers(PAPERS, on=TODAY)


class TestSlipStatus:
    @pytest.mark.parametrize(
        ("printed", "signed", "waits", "expected"),
        [
            (False, False, None, SlipStatus.NOT_PRINTED),
            (True, False, 1, SlipStatus.PRINTED),
            (True, True, 1, SlipStatus.SIGNED),
            (True, False, 0, SlipStatus.EXPIRED),
            (True, True, -1, SlipStatus.EXPIRED),
            (True, False, None, SlipStatus.USED_UNSIGNED),
            (True, True, None, SlipStatus.USED),
        ],
    )
    def test_follows_the_slip(
        self, *, printed: bool, signed: bool, waits: int | None, expected: SlipStatus
    ) -> None:
        found = slip_status(
            IssueKind.FIRST,
            printed=printed,
            signed=signed,
            newest=True,
            code_expires_at=None if waits is None else NOW + waits * DAY,
            now=NOW,
        )

        assert found is expected

    def test_is_replaced_by_a_later_issue(self) -> None:
        found = slip_status(
            IssueKind.FIRST, printed=True, signed=True, newest=False, code_expires_at=NOW + DAY, now=NOW
        )

        assert found is SlipStatus.REPLACED

    def test_is_not_needed_for_one_more_contract(self) -> None:
        found = slip_status(
            IssueKind.ADDITION, printed=False, signed=False, newest=True, code_expires_at=None, now=NOW
        )

        assert found is SlipStatus.NOT_NEEDED
