from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from tests.factories import Cast
from tests.portal.metering.things import GRID, give


class TestSheet:
    def test_holds_the_month_with_true_numbers_and_days(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        answer = engineer.get(f"{GRID}?format=xlsx")

        sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
        header, first, *_rest = sheet.iter_rows(values_only=True)
        assert header[0] == "Газовые сутки"
        assert first[0].date() == date(2026, 11, 1)
        assert first[1] == pytest.approx(36.1)
        assert sheet.max_row == 31

    def test_comes_as_csv_too(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        lines = engineer.get(f"{GRID}?format=csv").content.decode("utf-8-sig").split("\r\n")

        assert lines[1].startswith("01.11.2026;36,100;")
