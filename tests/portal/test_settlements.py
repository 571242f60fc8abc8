from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from kabinet.documents.rules.words import Kind
from kabinet.foundation.rights import Role
from kabinet.settlements import operations
from kabinet.settlements.models import ChargeLine, LedgerEntry
from kabinet.settlements.rules.words import EntryKind
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import NOW, Cast

PAGE = "/settlements/"
OCTOBER = BillingMonth(2026, 10)


@pytest.fixture(autouse=True)
def _frozen(settings: Any) -> None:
    settings.FROZEN_NOW = NOW


@pytest.fixture
def accountant(cast: Cast) -> Client:
    return factories.signed_in(cast.accountant)


def post(cast: Cast, kind: EntryKind, amount: str, on: date, **columns: Any) -> LedgerEntry:
    return factories.ledger_entry(cast.contract, kind, amount, on=on, **columns)


def charge(cast: Cast) -> LedgerEntry:
    """Post a charge of 446,320 thousand m³ with 1,844 taken over the daily maximum."""
    entry = post(cast, EntryKind.CHARGE, "3937900.13", OCTOBER.last_day, source_number="1057")
    basis = {
        "rounding": "half-up",
        "daily_maximum": "16343.8710",
        "volumes": {"УУГ-1": {}, "УУГ-2": {"2026-10-19": 2}},
        "price_list": {"group": "3", "valid_from": "2026-07-01", "act": "Приказ № 26-07/3"},
        "colour": "blue",
    }
    rows = [
        (1, "446320", "7189.40", "1", "3208773.01", "705930.06"),
        (2, "1844", "7189.40", "1.5", "19885.88", "4374.89"),
    ]
    for position, volume, price, coefficient, net, vat in rows:
        ChargeLine(
            entry=entry,
            position=position,
            supply_point=cast.point,
            code="gas",
            name="Газ горючий природный",
            volume=Decimal(volume),
            price=Decimal(price),
            coefficient=coefficient,
            net=Decimal(net),
            vat_percent=22,
            vat=Decimal(vat),
            basis=basis,
        ).save(force_insert=True)
    return entry


def text_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


class TestAccount:
    def test_a_debt_and_an_overpayment_are_said_in_words(self, cast: Cast, accountant: Client) -> None:
        post(cast, EntryKind.PAYMENT, "-500.00", date(2026, 11, 5))

        page = text_of(accountant, PAGE)
        assert "Переплата на 23.11.2026" in page
        assert "500,00" in page
        assert "-500,00" not in page

    def test_the_balance_is_as_of_any_day(self, cast: Cast, accountant: Client) -> None:
        post(cast, EntryKind.CHARGE, "1000.00", date(2026, 10, 31))
        post(cast, EntryKind.PAYMENT, "-1500.00", date(2026, 11, 5))

        assert "Задолженность на 04.11.2026" in text_of(accountant, f"{PAGE}?on=4.11.2026")
        assert "Переплата на 05.11.2026" in text_of(accountant, f"{PAGE}?on=2026-11-05")

    def test_a_senseless_day_is_told_at_its_field_and_today_is_shown(
        self, cast: Cast, accountant: Client
    ) -> None:
        page = text_of(accountant, f"{PAGE}?on=31.02.2026")

        assert "<title>Ошибка:" in page
        assert "Расчёты на 23 ноября 2026" in page

    @pytest.mark.parametrize("on", ["01.01.0001", "31.12.9999"])
    def test_a_day_out_of_reach_is_replaced_by_the_nearest_and_said(
        self, cast: Cast, accountant: Client, on: str
    ) -> None:
        assert "Показан ближайший день" in text_of(accountant, f"{PAGE}?on={on}")

    def test_payments_have_their_days_and_states(self, cast: Cast, accountant: Client) -> None:
        post(cast, EntryKind.CHARGE, "1000.00", date(2026, 8, 31))

        page = text_of(accountant, PAGE)
        assert "Просрочено на 59 дней" in page
        assert "35 % плановой стоимости за ноябрь 2026" in page
        assert "Просрочено на 5 дней" in page
        assert "К оплате до 30 ноября" in page

    def test_a_year_is_chosen_and_its_months_are_newest_first(self, cast: Cast, accountant: Client) -> None:
        post(cast, EntryKind.CHARGE, "77.00", date(2025, 3, 31))
        post(cast, EntryKind.CHARGE, "88.00", date(2025, 4, 30))

        page = text_of(accountant, f"{PAGE}?year=2025")
        assert page.index("Апрель 2025") < page.index("Март 2025")
        assert "165,00" in page
        assert "Сальдо на 01.01.2025" in page

    @pytest.mark.parametrize("query", ["year=abc", "year=1", "month=2026-13", "month=x", "print=1"])
    def test_a_senseless_address_shows_the_usual_page(
        self, cast: Cast, accountant: Client, query: str
    ) -> None:
        post(cast, EntryKind.CHARGE, "1000.00", date(2026, 10, 31))

        assert "Октябрь 2026" in text_of(accountant, f"{PAGE}?{query}")

    def test_a_month_unfolds_to_its_entries(self, cast: Cast, accountant: Client) -> None:
        entry = post(
            cast, EntryKind.PAYMENT, "-1500.00", date(2026, 10, 5), source_number="771", title="За газ"
        )

        assert f"/settlements/{entry.pk}/" not in text_of(accountant, PAGE)
        page = text_of(accountant, f"{PAGE}?month=2026-10")
        assert f"/settlements/{entry.pk}/" in page
        assert "№ 771" in page

    def test_the_print_is_what_is_on_the_screen_without_its_controls(
        self, cast: Cast, accountant: Client
    ) -> None:
        entry = post(cast, EntryKind.PAYMENT, "-20.00", date(2026, 10, 5))

        page = text_of(accountant, f"{PAGE}?month=2026-10&print=1")
        assert f"/settlements/{entry.pk}/" in page
        assert 'name="on"' not in page
        assert "Скачать XLSX" not in page

    def test_the_invoice_of_the_next_payment_is_at_hand(self, cast: Cast, accountant: Client) -> None:
        invoice = factories.document(cast.contract, Kind.INVOICE, "1058-А", dated_on=date(2026, 11, 10))

        page = text_of(accountant, PAGE)
        assert f"/documents/{invoice.pk}/file/" in page
        assert "Скачать счёт № 1058-А" in page

    def test_a_new_client_reads_when_something_will_be_here(self, cast: Cast) -> None:
        director = factories.signed_in(cast.neighbour)

        page = text_of(director, PAGE)
        assert "В 2026 году записей нет" in page
        assert "None" not in page

    @pytest.mark.parametrize("entries", [2, 40])
    def test_it_takes_as_many_queries_however_long_it_is(
        self, cast: Cast, accountant: Client, entries: int, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(entries):
            post(cast, EntryKind.PAYMENT, f"-{number + 1}.00", date(2026, 1 + number % 11, 1))

        with django_assert_max_num_queries(12):
            accountant.get(f"{PAGE}?month=2026-03")


class TestExport:
    def test_numbers_are_numbers(self, cast: Cast, accountant: Client) -> None:
        post(cast, EntryKind.CHARGE, "1000.50", date(2026, 10, 31))
        post(cast, EntryKind.PAYMENT, "-400.00", date(2026, 11, 5), source_number="771")

        answer = accountant.get(f"{PAGE}?format=xlsx&year=2026")

        months, entries, _calendar = load_workbook(BytesIO(answer.content)).worksheets
        rows = list(months.iter_rows(min_row=2, values_only=True))
        assert rows[0] == ("Ноябрь 2026", 1000.5, 0, 400, 0, 600.5)
        assert rows[1] == ("Октябрь 2026", 0, 1000.5, 0, 0, 1000.5)
        assert entries["D2"].value == "771"
        assert entries["A2"].is_date

    def test_csv_is_what_excel_opens(self, cast: Cast, accountant: Client) -> None:
        post(cast, EntryKind.CHARGE, "1000.50", date(2026, 10, 31))

        answer = accountant.get(f"{PAGE}?format=csv")

        assert answer.content.startswith(b"\xef\xbb\xbf")
        assert "Октябрь 2026;0,00;1000,50;0,00;0,00;1000,50\r\n" in answer.content.decode("utf-8-sig")
        assert answer["Content-Disposition"].startswith("attachment")


class TestEntry:
    def test_a_charge_shows_its_stored_lines(self, cast: Cast, accountant: Client) -> None:
        entry = charge(cast)

        page = text_of(accountant, f"/settlements/{entry.pk}/")

        for figure in ("446,320", "7 189,40", "3 208 773,01", "705 930,06", "1,50", "19 885,88", "22 %"):
            assert figure in page
        assert "Перерасход: 1,844 тыс. м³ сверх максимального суточного объёма" in page
        assert "/readings/2026-10/" in page

    def test_a_charge_names_what_it_was_computed_from(self, cast: Cast, accountant: Client) -> None:
        page = text_of(accountant, f"/settlements/{charge(cast).pk}/")

        assert "УУГ-2: исправлены: 19.10.2026, версия 2" in page
        assert "Приказ № 26-07/3, ценовая группа 3, действует с 01.07.2026" in page
        assert "16,344 тыс. м³" in page
        assert "до тысячных, половины вверх" in page
        assert "colour" in page

    def test_lines_that_do_not_add_up_are_told(self, cast: Cast, accountant: Client) -> None:
        page = text_of(accountant, f"/settlements/{charge(cast).pk}/")

        assert "Строки не складываются в сумму записи" in page

    def test_a_payment_names_its_order_and_purpose(self, cast: Cast, accountant: Client) -> None:
        entry = post(
            cast,
            EntryKind.PAYMENT,
            "-1500.00",
            date(2026, 11, 5),
            source_number="771",
            source_date=date(2026, 11, 4),
            title="Оплата за газ <b>",
        )

        page = text_of(accountant, f"/settlements/{entry.pk}/")
        assert "№ 771 от 04.11.2026" in page
        assert "Оплата за газ &lt;b&gt;" in page

    def test_a_reversal_and_what_it_takes_back_lead_to_each_other(
        self, cast: Cast, accountant: Client, django_user_model: Any
    ) -> None:
        wrong = post(cast, EntryKind.PAYMENT, "-1500.00", date(2026, 11, 5))
        billing = factories.user("billing", role=Role.SUPPLIER_ACCOUNTANT)
        reversal = operations.reverse_entry(
            viewer=factories.viewer_of(billing), entry_id=wrong.pk, reason="Чужой платёж", now=NOW
        )

        page = text_of(accountant, f"/settlements/{wrong.pk}/")
        assert f"/settlements/{reversal.pk}/" in page
        assert "Чужой платёж" in page
        assert f"/settlements/{wrong.pk}/" in text_of(accountant, f"/settlements/{reversal.pk}/")


class TestWhoSeesMoney:
    @pytest.mark.parametrize("person", ["engineer", "neighbour", "curator"])
    def test_for_others_there_is_no_such_page(self, cast: Cast, person: str) -> None:
        entry = charge(cast)
        browser = factories.signed_in(getattr(cast, person))

        answer = browser.get(f"/settlements/{entry.pk}/")
        assert answer.status_code == 404
        assert "3 937 900" not in answer.content.decode()

    def test_an_engineer_has_neither_the_account_nor_the_way_there(self, cast: Cast) -> None:
        browser = factories.signed_in(cast.engineer)

        assert browser.get(PAGE).status_code == 404
        assert browser.get(f"{PAGE}?format=xlsx").status_code == 404
        assert PAGE not in browser.get("/help/").content.decode()

    def test_whoever_is_not_signed_in_is_asked_to(self, client: Client, db: None) -> None:
        assert client.get(PAGE).status_code == 302
