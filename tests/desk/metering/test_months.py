"""The close of a month at the desk: the list of contracts, the statement, its papers."""

import re
import subprocess
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from kabinet.metering import operations, queries
from kabinet.metering.models import DailyVolume, MonthStatement, VolumeSubmission
from kabinet.metering.operations import Entry
from kabinet.metering.rules.words import Status
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import MOSCOW, NOW, Cast

OCTOBER = BillingMonth(2026, 10)
ALL = dict.fromkeys(OCTOBER.days(), "36100")


def pdf_text(content: bytes) -> str:
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, check=True, capture_output=True)
    return " ".join(told.stdout.decode().split())


def address(cast: Cast) -> str:
    return f"/desk/metering/contracts/{cast.contract.pk}/2026-10/"


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def seal_on(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


@pytest.fixture
def whole(cast: Cast) -> Cast:
    factories.volumes(cast.unit, ALL)
    return cast


@pytest.fixture
def closed(whole: Cast) -> Cast:
    operations.close_month(
        viewer=factories.viewer_of(whole.head), contract_id=whole.contract.pk, month=OCTOBER, now=NOW
    )
    return whole


def correct(cast: Cast, volume: str) -> None:
    operations.correct_volume(
        viewer=factories.viewer_of(cast.engineer),
        contract_id=cast.contract.pk,
        entry=Entry(cast.unit.pk, date(2026, 10, 31), Decimal(volume), "mistake"),
        seen_version=1,
        key="correction",
        now=datetime(2026, 11, 2, 9, tzinfo=MOSCOW),
    )


def accept(cast: Cast) -> None:
    """Accept what was handed in last."""
    handed = VolumeSubmission.objects.everywhere(reason="test").latest("pk")
    operations.decide_submission(
        viewer=factories.viewer_of(cast.head), submission_id=handed.pk, accept=True, reason="", now=NOW
    )


class TestList:
    def test_says_of_each_contract_how_its_month_stands(self, whole: Cast, curator: Client) -> None:
        page = page_of(curator, "/desk/metering/months/?month=2026-10")

        assert "Можно закрыть" in page
        assert f'href="{address(whole)}"' in page

    def test_counts_what_is_missing_and_waits(self, cast: Cast) -> None:
        factories.volumes(cast.unit, {date(2026, 10, 1): "1"}, status=Status.RECORDED)

        [one] = queries.contract_months(
            viewer=factories.viewer_of(cast.head), month=OCTOBER, words="", now=NOW
        )

        assert (one.missing, one.waiting, one.is_over, one.is_ready) == (30, 1, True, False)

    def test_leaves_the_closed_ones_out_on_request(self, closed: Cast, curator: Client) -> None:
        assert "Закрыт" in page_of(curator, "/desk/metering/months/?month=2026-10")
        assert "не осталось договоров" in page_of(
            curator, "/desk/metering/months/?month=2026-10&show=problems"
        )

    def test_asks_the_database_a_fixed_number_of_times(
        self, closed: Cast, curator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        page_of(curator, "/desk/metering/months/?month=2026-10")

        with django_assert_max_num_queries(14):
            page_of(curator, "/desk/metering/months/?month=2026-10")

    def test_names_the_adjustments_for_the_accountant(self, closed: Cast, bookkeeper: Client) -> None:
        correct(closed, "36000")

        assert "-0,100" in page_of(bookkeeper, "/desk/metering/months/?month=2026-11")
        assert "-0,100" not in page_of(bookkeeper, "/desk/metering/months/?month=2026-10")
        home = page_of(bookkeeper, "/desk/")
        assert 'href="/desk/metering/months/"' in home


class TestStatement:
    def test_closes_the_month(self, whole: Cast, curator: Client) -> None:
        assert "Закрыть месяц" in page_of(curator, address(whole))

        page = curator.post(address(whole), follow=True).content.decode()

        assert "Месяц закрыт" in page
        assert "Закрыть месяц" not in page
        statement = MonthStatement.objects.everywhere(reason="test").get()
        assert statement.volume == Decimal(36100) * 31

    def test_says_what_is_still_to_be_done(self, cast: Cast, curator: Client) -> None:
        days = dict(list(ALL.items())[:29])
        factories.volumes(cast.unit, days)
        factories.volumes(cast.unit, {date(2026, 10, 30): "36100"}, status=Status.CHECKED)

        page = page_of(curator, address(cast))

        assert "нет 1 узло-суток" in page
        assert "1 узло-сутки ждут решения" in page
        assert "Закрыть месяц" not in page

    def test_a_double_press_closes_once(self, whole: Cast, curator: Client) -> None:
        for _press in (1, 2):
            page = curator.post(address(whole), follow=True).content.decode()

        assert "закрыл" not in page

    def test_whoever_comes_second_hears_of_the_first(self, closed: Cast, curator: Client) -> None:
        assert "Орлов Пётр Ильич" in curator.post(address(closed), follow=True).content.decode()

    @pytest.mark.parametrize("changed", ["volume", "distributor"])
    def test_closes_only_what_the_page_showed(self, whole: Cast, curator: Client, changed: str) -> None:
        seen = seal_on(page_of(curator, address(whole)))
        if changed == "volume":
            correct(whole, "36000")
            accept(whole)
        else:
            factories.carried(whole.point, "1120000")

        page = curator.post(address(whole), {"seen": seen}, follow=True).content.decode()
        assert "Показатели месяца изменились" in page
        assert "Закрыть месяц" in page
        assert not MonthStatement.objects.everywhere(reason="test").exists()

        curator.post(address(whole), {"seen": seal_on(page)})
        assert MonthStatement.objects.everywhere(reason="test").exists()

    def test_an_incomplete_month_is_not_closed(self, cast: Cast, curator: Client) -> None:
        page = curator.post(address(cast), follow=True).content.decode()

        assert "Месяц нельзя закрыть" in page
        assert not MonthStatement.objects.everywhere(reason="test").exists()

    def test_lists_what_was_corrected_after_the_close(self, closed: Cast, curator: Client) -> None:
        correct(closed, "36000")

        october = page_of(curator, address(closed))
        november = page_of(curator, address(closed).replace("2026-10", "2026-11"))

        assert "Исправлено после закрытия" in october
        assert "−0,100" in october
        assert "Корректировки, учтённые в этом месяце" in november

    def test_keeps_the_volumes_as_they_were_closed(self, closed: Cast, curator: Client) -> None:
        correct(closed, "30000")

        assert "1 119,100" in page_of(curator, address(closed)).replace("\xa0", " ")

    def test_of_days_under_seal_are_put_in_with_a_press(self, cast: Cast, curator: Client) -> None:
        begins = datetime(2026, 10, 1, 8, tzinfo=MOSCOW)
        factories.sealed(factories.equipment(cast.unit), begins, act="Акт опломбирования № 14")
        page = page_of(curator, address(cast))
        assert "Внести 0 м³ за 31 узло-сутки под пломбой" in page
        assert "Акт опломбирования № 14" in page
        assert "Закрыть месяц" not in page

        page = curator.post(address(cast), {"act": "sealed", "key": "k"}, follow=True).content.decode()

        assert "Сутки под пломбой внесены" in page
        assert "под пломбой</button>" not in page
        assert "Закрыть месяц" in page
        page = curator.post(address(cast), follow=True).content.decode()
        assert "Оборудование опломбировано: Акт опломбирования № 14" in page
        text = pdf_text(curator.get(f"{address(cast)}?format=pdf").content)
        assert "Почему не отбирали газ Оборудование опломбировано: Акт опломбирования № 14" in text

    def test_of_days_under_seal_that_are_given_says_so(self, whole: Cast, curator: Client) -> None:
        page = curator.post(address(whole), {"act": "sealed", "key": "k"}, follow=True).content.decode()

        assert "Без объёма больше нет суток под пломбой" in page

    def test_without_a_unit_in_use_has_nothing_to_close(self, cast: Cast, curator: Client) -> None:
        url = address(cast).replace("2026-10", "2025-12")

        page = page_of(curator, url)
        assert "закрывать нечего" in page
        assert "Скачать" not in page
        assert "ГРО" not in page
        assert "закрывать нечего" in curator.post(url, follow=True).content.decode()
        assert not MonthStatement.objects.everywhere(reason="test").exists()

    def test_shows_the_distributors_month_beside_ours(self, whole: Cast, curator: Client) -> None:
        assert "ГРО ещё ничего не сообщила" in page_of(curator, address(whole))
        factories.carried(whole.point, "1130000")

        page = page_of(curator, address(whole)).replace("\xa0", " ")

        assert "1 130,000" in page
        assert "+10,900" in page
        assert "+0,97" in page
        assert "расходится" in page

    def test_a_later_report_changes_no_closed_statement(self, whole: Cast, curator: Client) -> None:
        factories.carried(whole.point, "1119200")
        curator.post(address(whole))
        assert "После закрытия" not in page_of(curator, address(whole))
        factories.carried(whole.point, "1130000")

        page = page_of(curator, address(whole)).replace("\xa0", " ")

        assert "После закрытия ГРО сообщила иное: 1 130,000 тыс. м³" in page
        assert "+0,100" in page
        assert "расходится" not in page

    def test_of_the_time_before_the_distributor_was_kept_still_shows(
        self, whole: Cast, curator: Client
    ) -> None:
        factories.carried(whole.point, "1130000")
        days = {day.isoformat(): volume for day, volume in ALL.items()}
        MonthStatement(
            contract=whole.contract,
            month=OCTOBER,
            volume=1119100,
            overtake=0,
            content={whole.unit.code: days},
            closed_at=NOW,
            closed_by="Лаптев",
        ).save(force_insert=True)

        page = page_of(curator, address(whole)).replace("\xa0", " ")

        assert "1 119,100" in page
        assert "1 130,000" not in page
        for form in ("xlsx", "pdf"):
            assert curator.get(f"{address(whole)}?format={form}").status_code == 200

    def test_is_not_there_for_strangers(self, whole: Cast, stranger: Client) -> None:
        assert stranger.get(address(whole)).status_code == 404
        assert stranger.post(address(whole)).status_code == 404


class TestPapers:
    def test_the_sheet_has_every_day_and_the_total(self, closed: Cast, curator: Client) -> None:
        answer = curator.get(f"{address(closed)}?format=xlsx")

        page = openpyxl.load_workbook(BytesIO(answer.content)).active
        assert page is not None
        rows = list(page.iter_rows(values_only=True))
        assert len(rows) == 33
        assert rows[1][1:] == (36.1, 36.1)
        assert rows[-1] == ("Итого", 1119.1, 1119.1)

    @pytest.mark.parametrize(
        ("rounding", "days", "total"),
        [
            pytest.param("half-even", (2.311, 2.5, 2.1), 6.911, id="halves to the even digit"),
            pytest.param("half-up", (2.311, 2.501, 2.1), 6.911, id="halves up"),
        ],
    )
    def test_print_days_as_the_contract_rounds_and_the_total_cut_as_the_act_does(
        self, cast: Cast, curator: Client, rounding: str, days: tuple[float, ...], total: float
    ) -> None:
        """The worked examples of RULES A1; the rest of the month took nothing."""
        cast.contract.overrides = {"rounding": rounding}
        cast.contract.save()
        taken = dict(zip(OCTOBER.days(), ["2310.6", "2500.5", "2099.9"], strict=False))
        factories.volumes(cast.unit, dict.fromkeys(OCTOBER.days(), "0") | taken)

        answer = curator.get(f"{address(cast)}?format=xlsx")

        page = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
        rows = list(page.iter_rows(values_only=True))
        assert tuple(row[1] for row in rows[1:4]) == days
        assert rows[-1][1:] == (total, total)

    def test_a_total_is_cut_and_not_rounded(self, cast: Cast, curator: Client) -> None:
        taken = dict(zip(OCTOBER.days(), ["2310.6", "2500.7", "2099.4"], strict=False))
        factories.volumes(cast.unit, dict.fromkeys(OCTOBER.days(), "0") | taken)

        assert "6,910" in page_of(curator, address(cast))
        assert "6,910" in pdf_text(curator.get(f"{address(cast)}?format=pdf").content)

    def test_a_draft_counts_no_returned_day(self, whole: Cast, curator: Client) -> None:
        rows = DailyVolume.objects.everywhere(reason="test")
        rows.filter(gas_day=date(2026, 10, 31)).update(status=Status.RETURNED)

        answer = curator.get(f"{address(whole)}?format=xlsx")

        page = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
        rows_of_page = list(page.iter_rows(values_only=True))
        assert rows_of_page[30][1:] == (36.1, 36.1)
        assert rows_of_page[31][1:] == (None, None)
        assert rows_of_page[-1][1:] == (1083, 1083)

    def test_leave_out_units_that_were_out_of_use(self, whole: Cast, curator: Client) -> None:
        factories.metering_unit(whole.point, "УУГ-старый", in_use_to=OCTOBER.first_day)
        factories.metering_unit(whole.point, "УУГ-новый", in_use_from=OCTOBER.next.first_day)

        def headings() -> list[object]:
            answer = curator.get(f"{address(whole)}?format=xlsx")
            page = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
            return [cell.value for cell in page[1]]

        before = headings()
        curator.post(address(whole))

        assert before == headings() == ["Газовые сутки", "УУГ-1, тыс. м³", "Всего, тыс. м³"]

    def test_the_sheet_of_the_distributor_stands_beside(self, whole: Cast, curator: Client) -> None:
        factories.carried(whole.point, "1130000")
        curator.post(address(whole))

        answer = curator.get(f"{address(whole)}?format=xlsx")

        rows = list(openpyxl.load_workbook(BytesIO(answer.content))["ГРО"].iter_rows(values_only=True))
        assert rows[1][0] == whole.point.code
        assert rows[1][2:5] == (1119.1, 1130, 10.9)
        assert rows[1][5:] == (0.97, 1.119, "расходится")
        assert rows[2][:5] == ("Итого", None, 1119.1, 1130, 10.9)

    def test_the_sheet_of_the_open_month_has_what_was_corrected_in_closed_ones(
        self, closed: Cast, curator: Client
    ) -> None:
        correct(closed, "36000")

        answer = curator.get(f"{address(closed).replace('2026-10', '2026-11')}?format=xlsx")

        rows = list(
            openpyxl.load_workbook(BytesIO(answer.content))["Корректировки"].iter_rows(values_only=True)
        )
        assert rows[1:] == [
            (datetime(2026, 10, 31), closed.unit.name, -0.1),  # noqa: DTZ001 (a spreadsheet knows no zones)
            ("Итого", None, -0.1),
        ]

    def test_the_paper_says_what_the_distributor_carried(self, whole: Cast, curator: Client) -> None:
        factories.carried(whole.point, "1130000")

        text = pdf_text(curator.get(f"{address(whole)}?format=pdf").content)

        assert "Сопоставление с объёмом газораспределительной организации" in text
        assert "1 119,100 1 130,000 +10,900 +0,97 % расходится" in text

    def test_the_paper_names_who_closed_the_month(self, closed: Cast, curator: Client) -> None:
        correct(closed, "36000")

        for month in ("2026-10", "2026-11"):
            answer = curator.get(f"{address(closed).replace('2026-10', month)}?format=pdf")
            assert answer.content.startswith(b"%PDF")

    def test_is_equal_every_time(self, closed: Cast, curator: Client, settings: Settings) -> None:
        first = curator.get(f"{address(closed)}?format=pdf").content
        settings.FROZEN_NOW = NOW.replace(hour=11)

        assert curator.get(f"{address(closed)}?format=pdf").content == first
