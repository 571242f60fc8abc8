from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.documents.rules.words import Kind
from kabinet.documents.rules.words import Status as DocumentStatus
from kabinet.foundation.rights import Role
from kabinet.metering.models import Instrument
from kabinet.metering.operations import NewIndex, submit_index_readings
from kabinet.metering.rules.words import Status as VolumeStatus
from kabinet.requests.models import VolumeRequest
from kabinet.requests.rules.words import Status as RequestStatus
from kabinet.settlements.models import PriceList
from kabinet.settlements.rules.words import EntryKind
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - timedelta(days=1)
QUERIES_WITH_OUTLOOK = 13
QUERIES_WITH_MONEY = 15


def open_home(person: object, *, at: datetime = NOW) -> str:
    with time_machine.travel(at, tick=False):
        return factories.signed_in(person).get("/").content.decode()


def give_days(cast: Cast, *, until: date, since: date = date(2026, 10, 1)) -> None:
    days = (since + timedelta(days=offset) for offset in range((until - since).days + 1))
    factories.volumes(cast.unit, dict.fromkeys(days, "36100"))


def request_for(cast: Cast, month: BillingMonth, status: RequestStatus, **columns: object) -> VolumeRequest:
    columns = {"decided_at": NOW, "decided_by": "Петрова М. С."} | columns
    row = VolumeRequest(
        contract=cast.contract,
        month=month,
        status=status,
        volume=Decimal(1_240_000),
        submitted_at=NOW - timedelta(days=1),
        submitted_by="Сидоров С. С.",
        answer_due_at=NOW + timedelta(days=4),
        **columns,
    )
    row.save(force_insert=True)
    return row


class TestTaskAboutCounters:
    @pytest.fixture(autouse=True)
    def counter(self, cast: Cast) -> None:
        cast.contract.overrides = {
            "index_readings_due_hours_after_close": 24,
            "index_readings_due_says": "Пункт 4.4 договора",
        }
        cast.contract.save()
        factories.instrument(
            cast.unit,
            installed_at=datetime(2026, 10, 1, 8, tzinfo=factories.MOSCOW),
            opening_index=Decimal(0),
        )

    def test_stands_with_its_term_until_all_were_read(self, cast: Cast) -> None:
        page = open_home(cast.engineer, at=datetime(2026, 11, 1, 9, tzinfo=factories.MOSCOW))

        assert "Передать показания счётчиков на конец месяца: октябрь 2026" in page
        assert "1 счётчик" in page
        assert "2 ноября" in page

        submit_index_readings(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            new=[NewIndex(Instrument.objects.everywhere(reason="test").get().pk, Decimal(5))],
            taken_at=datetime(2026, 11, 1, 8, tzinfo=factories.MOSCOW),
            key="k",
            now=NOW,
        )
        assert "Передать показания счётчиков" not in open_home(cast.engineer)

    def test_is_not_the_directors_and_costs_them_no_query(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = factories.signed_in(cast.director)

        with time_machine.travel(NOW, tick=False), django_assert_num_queries(QUERIES_WITH_MONEY):
            page = client.get("/").content.decode()

        assert "Передать показания счётчиков" not in page

    def test_is_none_where_the_contract_asks_for_none(self, cast: Cast) -> None:
        cast.contract.overrides = {}
        cast.contract.save()

        assert "Передать показания счётчиков" not in open_home(cast.engineer)


class TestTasksAboutReadings:
    def test_names_yesterday_with_its_deadline_and_the_time_left(self, cast: Cast) -> None:
        give_days(cast, until=YESTERDAY - timedelta(days=1))

        page = open_home(cast.engineer)

        assert "Передать показания за 22 ноября" in page
        assert "Осталось 40" in page
        assert "1 узел учёта" in page
        assert "23 ноября" in page

    def test_turns_into_plain_text_once_given(self, cast: Cast) -> None:
        give_days(cast, until=YESTERDAY)

        page = open_home(cast.engineer)

        assert "Передать показания" not in page
        assert "Передано 09:20" in page

    def test_lists_the_days_that_were_left_out(self, cast: Cast) -> None:
        give_days(cast, until=YESTERDAY - timedelta(days=3))

        page = open_home(cast.engineer)

        assert "Передать показания за ноябрь 2026: 2 суток" in page
        assert "20.11, 21.11" in page
        assert "Просрочено на" in page

    def test_asks_again_for_a_day_that_was_returned(self, cast: Cast) -> None:
        give_days(cast, until=YESTERDAY - timedelta(days=2))
        day = YESTERDAY - timedelta(days=1)
        factories.volumes(cast.unit, {day: "1"}, status=VolumeStatus.RETURNED)
        factories.volumes(cast.unit, {YESTERDAY: "36100"})

        page = open_home(cast.engineer)

        assert "Исправить показания за 21 ноября" in page

    def test_reaches_back_over_the_turn_of_the_month(self, cast: Cast) -> None:
        give_days(cast, until=date(2026, 10, 29))

        page = open_home(cast.engineer, at=NOW.replace(day=3))

        assert "Передать показания за октябрь 2026: 2 суток" in page

    def test_is_not_for_those_who_may_not_submit_or_who_direct(self, cast: Cast) -> None:
        for person in (cast.accountant, cast.director):
            assert "Передать показания" not in open_home(person)


class TestTasksAboutRequests:
    def test_asks_for_the_next_month_until_its_deadline(self, cast: Cast) -> None:
        page = open_home(cast.engineer)

        assert "Подать заявку на декабрь 2026" in page
        assert "до 25 ноября" in page
        assert "Осталось 2" in page

    def test_asks_for_this_month_too_where_it_has_no_volume(self, cast: Cast) -> None:
        page = open_home(cast.engineer, at=NOW.replace(month=12))

        assert "Подать заявку на декабрь 2026" in page
        assert "Подать заявку на январь 2027" in page

    def test_shows_a_request_that_waits_for_the_supplier_as_done(self, cast: Cast) -> None:
        request_for(cast, BillingMonth(2026, 12), RequestStatus.SUBMITTED, decided_at=None)

        page = open_home(cast.engineer)

        assert "Подать заявку" not in page
        assert "Заявка на декабрь 2026" in page

    def test_asks_to_correct_a_returned_one(self, cast: Cast) -> None:
        request_for(cast, BillingMonth(2026, 12), RequestStatus.RETURNED)

        assert "Исправить заявку на декабрь 2026" in open_home(cast.engineer)

    def test_shows_a_decision_to_the_director(self, cast: Cast) -> None:
        request_for(cast, BillingMonth(2026, 12), RequestStatus.ACCEPTED)

        assert "Принята 23.11.2026" in open_home(cast.director)


class TestTasksAboutPapers:
    def test_asks_for_the_signed_act(self, cast: Cast) -> None:
        factories.document(cast.contract, Kind.ACT, "1045", status=DocumentStatus.AWAITS_SIGNATURE)

        page = open_home(cast.accountant)

        assert "Загрузить подписанный акт №\N{NO-BREAK SPACE}1045 от 31.10.2026" in page
        assert "до 8 ноября" in page


class TestNothingLeft:
    def test_says_so_and_names_the_next_deadline(self, cast: Cast) -> None:
        give_days(cast, until=YESTERDAY)
        request_for(cast, BillingMonth(2026, 12), RequestStatus.ACCEPTED)

        page = open_home(cast.engineer)

        assert "Всё передано. Следующий срок: 24.11.2026 10:00" in page

    def test_promises_nothing_more_once_the_contract_is_over(self, cast: Cast) -> None:
        give_days(cast, until=YESTERDAY - timedelta(days=1))
        cast.contract.valid_to = YESTERDAY
        cast.contract.save()
        request_for(cast, BillingMonth(2026, 12), RequestStatus.ACCEPTED)

        for person in (cast.engineer, cast.accountant):
            page = open_home(person)

            assert "закончился 21 ноября 2026" in page
            assert "Следующий срок" not in page
            assert "Прогноз" not in page


class TestMoney:
    def test_shows_what_is_due_and_overdue_to_those_who_see_money(self, cast: Cast) -> None:
        factories.ledger_entry(cast.contract, EntryKind.CHARGE, "1000.50", on=date(2026, 8, 31))

        page = open_home(cast.accountant)

        assert "К оплате до 30 ноября" in page
        assert "1\N{NO-BREAK SPACE}000,50" in page
        assert "Задолженность" in page

    def test_shows_none_to_those_who_do_not(self, cast: Cast) -> None:
        assert "К оплате" not in open_home(cast.engineer)

    def test_leaves_the_rest_of_the_page_when_prices_are_missing(self, cast: Cast) -> None:
        PriceList.objects.all().delete()
        give_days(cast, until=YESTERDAY)

        page = open_home(cast.accountant)

        assert "794,200" in page

    def test_tells_that_advances_are_a_part_of_an_overpayment(self, cast: Cast) -> None:
        factories.ledger_entry(cast.contract, EntryKind.PAYMENT, "-500.00", on=date(2026, 11, 18))

        assert "с учётом авансов" in open_home(cast.accountant)


class TestMonth:
    def test_tells_fact_plan_and_forecast(self, cast: Cast) -> None:
        give_days(cast, until=date(2026, 11, 20))

        page = open_home(cast.engineer)

        assert "722,000" in page
        assert "из 1\N{NO-BREAK SPACE}240,000 по плану: 58,2\N{NO-BREAK SPACE}%" in page
        assert "1\N{NO-BREAK SPACE}083,000" in page
        assert "<svg" in page

    def test_has_one_forecast_only(self, cast: Cast) -> None:
        give_days(cast, until=date(2026, 9, 30), since=date(2026, 9, 1))
        factories.metering_unit(cast.point, "УУГ-2", in_use_from=date(2026, 10, 1))
        give_days(cast, until=YESTERDAY)

        page = open_home(cast.engineer)

        assert page.count("1\N{NO-BREAK SPACE}083,000") == 2


class TestNewClient:
    def test_is_told_when_the_first_tasks_appear(self, cast: Cast) -> None:
        page = open_home(cast.engineer, at=datetime(2025, 12, 20, 12, tzinfo=factories.MOSCOW))

        assert "Здесь появятся задачи" in page
        assert page.count("1 января 2026") == 1

    def test_without_a_contract_is_told_whom_to_ask(self) -> None:
        lonely = factories.user("lonely", role=Role.ENGINEER)

        assert "У вас пока нет договора" in open_home(lonely)


class TestQueries:
    @pytest.mark.parametrize("many", [False, True])
    def test_do_not_grow_with_history(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, *, many: bool
    ) -> None:
        months = range(1, 11) if many else [10]
        for month in months:
            first = date(2026, month, 1)
            give_days(cast, since=first, until=BillingMonth.of(first).last_day)
            factories.document(cast.contract, number=str(month), dated_on=first)
            factories.ledger_entry(cast.contract, EntryKind.CHARGE, "10.00", on=first)
            request_for(cast, BillingMonth.of(first), RequestStatus.ACCEPTED)

        for person, queries in (
            (cast.engineer, QUERIES_WITH_OUTLOOK),
            (cast.director, QUERIES_WITH_MONEY),
        ):
            client = factories.signed_in(person)
            with time_machine.travel(NOW, tick=False), django_assert_num_queries(queries):
                client.get("/")


def test_staff_have_no_such_page(cast: Cast) -> None:
    assert factories.signed_in(cast.curator).get("/").status_code == 404


def test_shows_nothing_of_the_neighbour(cast: Cast, client: Client) -> None:
    factories.document(cast.neighbour_contract, number="9999")

    page = open_home(cast.engineer)

    assert "9999" not in page
    assert "Стекло" not in page
