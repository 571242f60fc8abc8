from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from tests import factories
from tests.factories import Cast
from tests.portal.metering.things import GRID, give, text_of


class TestSheet:
    def test_holds_the_month_with_true_numbers_and_days(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        answer = engineer.get(f"{GRID}?format=xlsx")

        sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
        header, first, *_rest = sheet.iter_rows(values_only=True)
        assert header[0] == "Газовые сутки"
        assert first[0].date() == date(2026, 11, 1)
        assert first[1] == pytest.approx(36.1)
        assert sheet.max_row == 32

    def test_ends_with_the_totals_of_the_screen(self, cast: Cast, engineer: Client) -> None:
        second = factories.metering_unit(cast.point, "УУГ-2")
        give(cast.unit, 21)
        give(second, 20)

        sheet = openpyxl.load_workbook(BytesIO(engineer.get(f"{GRID}?format=xlsx").content)).active
        *_days, totals = sheet.iter_rows(values_only=True)
        screen = text_of(engineer.get(GRID))
        assert totals[0] == "Итого"
        assert totals[1:4] == pytest.approx((758.1, 722, 1480.1))
        for shown in ("758,100", "722,000", "1 480,100", f"{totals[6]:.3f}".replace(".", ",")):
            assert f">{shown}<" in screen

        lines = engineer.get(f"{GRID}?format=csv").content.decode("utf-8-sig").split("\r\n")
        assert lines[-2].startswith("Итого;758,100;722,000;1480,100;")

    def test_comes_as_csv_too(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        lines = engineer.get(f"{GRID}?format=csv").content.decode("utf-8-sig").split("\r\n")

        assert lines[1].startswith("01.11.2026;36,100;")
