"""The table of roles and rights as the desk shows it."""

from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.foundation.rights import RIGHTS_OF, Right, Role
from tests import factories
from tests.factories import Cast


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return factories.signed_in(factories.user("klimov", role=Role.ADMINISTRATOR))


class TestRights:
    def test_are_shown_in_words_to_those_who_answer_for_people(
        self, cast: Cast, head: Client, administrator: Client
    ) -> None:
        for browser in (head, administrator):
            page = browser.get("/desk/rights/").content.decode()

            assert "Читает журнал" in page
            assert "Начальник отдела реализации газа" in page

    def test_are_closed_to_other_staff(self, curator: Client) -> None:
        assert curator.get("/desk/rights/").status_code == 403

    def test_follow_the_table_by_which_the_cabinet_judges(
        self, head: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = head.get("/desk/rights/").content.decode().count(">да<")
        monkeypatch.setitem(RIGHTS_OF, Role.CURATOR, RIGHTS_OF[Role.CURATOR] | {Right.POST_PAYMENTS})

        assert head.get("/desk/rights/").content.decode().count(">да<") == before + 1

    def test_come_as_a_spreadsheet_with_a_sheet_for_each_side(self, head: Client) -> None:
        book = openpyxl.load_workbook(BytesIO(head.get("/desk/rights/?format=xlsx").content))

        staff = book["Сотрудники поставщика"]
        assert [cell.value for cell in staff[1]][1:3] == ["Куратор", "Начальник отдела реализации газа"]
        given = {row[0].value: [cell.value for cell in row[1:]] for row in staff.iter_rows(min_row=2)}
        assert given["Читает журнал"] == [None, "да", None, None, None, "да"]
        assert book["Сотрудники потребителя"].max_column == 4

    def test_ask_the_database_for_nothing_but_the_frame(
        self, head: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(2):
            head.get("/desk/rights/")
