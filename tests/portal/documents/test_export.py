from datetime import datetime
from decimal import Decimal
from io import BytesIO

from django.test import Client
from openpyxl import load_workbook

from kabinet.documents.rules.words import Kind
from tests.factories import Cast
from tests.portal.documents.things import PAGE, place


class TestExport:
    def test_all_pages_of_what_is_found(self, cast: Cast, accountant: Client) -> None:
        for number in range(60):
            place(cast, str(number), amount=Decimal("1.50"))
        place(cast, "77", kind=Kind.LETTER)

        answer = accountant.get(f"{PAGE}?kind=act&size=25&format=xlsx")

        sheet = load_workbook(BytesIO(answer.content)).active
        assert sheet is not None
        assert sheet.max_row == 61
        assert isinstance(sheet["C2"].value, datetime)
        assert sheet["E2"].value == 1.5

    def test_csv_is_what_excel_opens(self, cast: Cast, accountant: Client) -> None:
        place(cast, "=1+1", amount=Decimal("1234.50"))

        answer = accountant.get(f"{PAGE}?format=csv")
        assert answer.content.startswith(b"\xef\xbb\xbf")
        assert "Акт;'=1+1;31.10.2026;октябрь 2026;1234,50;" in answer.content.decode("utf-8-sig")
