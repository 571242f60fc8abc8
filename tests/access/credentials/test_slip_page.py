"""The slip as a page: one sheet in three panels, whatever stands in it."""

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kabinet.foundation.pdf import render

STAMP = datetime(2026, 11, 23, 6, 20, 12, 345, tzinfo=UTC)
SAMPLE = {
    "language": "ru",
    "supplier": "ПАО «НОВАТЭК»",
    "cabinet": "lk.novatek.ru",
    "hotline": "+7 495 730-60-00, пн–чт 8:00–17:00",
    "person": "Новикова Ольга Андреевна",
    "organization": "ООО «Завод Керамик»",
    "username": "novikova.oa",
    "code": "H7KX-4TRN-9PWD",
    "until": "07.12.2026 09:20 МСК",
    "length": "10",
    "number": "4211",
    "point": "Окно 3, Москва, ул. Удальцова, д. 2",
    "officer": "Рябова Юлия Викторовна",
    "printed_at": "23.11.2026 09:20 МСК",
}
LONG = {
    "username": "shch" * 15,
    "person": "Константинопольская-Заводоуправская " * 5,
    "organization": "Общество с ограниченной ответственностью " * 4,
    "point": "Пункт выдачи доступа в личный кабинет, город Санкт-Петербург, улица Газовиков " * 2,
}


def sheet(**changes: str) -> bytes:
    return render("access/slip", SAMPLE | changes, stamp=STAMP)


def tool(folder: Path, content: bytes, *command: str) -> str:
    path = folder / "slip.pdf"
    path.write_bytes(content)
    words = [str(path) if word == "PDF" else word for word in command]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def panels(folder: Path, content: bytes) -> list[str]:
    """Return the texts of the three thirds of the sheet, from above."""
    third = 281  # of 842 points
    crop = [("-y", str(third * number), "-H", str(third)) for number in range(3)]
    size = ("-x", "0", "-W", "596")
    return [tool(folder, content, "pdftotext", "-layout", *where, *size, "PDF", "-") for where in crop]


class TestSlip:
    @pytest.mark.parametrize("language", ["ru", "en"])
    @pytest.mark.parametrize("changes", [{}, LONG], ids=["usual", "long"])
    def test_is_one_sheet(self, tmp_path: Path, language: str, changes: dict[str, str]) -> None:
        found = tool(tmp_path, sheet(language=language, **changes), "pdfinfo", "PDF")

        assert re.search(r"^Pages:\s+1$", found, re.MULTILINE)

    def test_has_the_code_inside_and_the_name_outside(self, tmp_path: Path) -> None:
        upper, middle, lower = panels(tmp_path, sheet())

        assert SAMPLE["code"] in middle
        assert SAMPLE["username"] in middle
        assert SAMPLE["person"] in lower
        assert SAMPLE["organization"] in lower
        for outside in (upper, lower):
            assert SAMPLE["code"] not in outside
            assert SAMPLE["username"] not in outside

    def test_keeps_the_code_inside_however_long_the_names_are(self, tmp_path: Path) -> None:
        _upper, middle, lower = panels(tmp_path, sheet(**LONG))

        assert SAMPLE["code"] in middle
        assert LONG["username"] in middle
        assert SAMPLE["officer"] in lower

    def test_shows_the_code_in_letters_of_one_width(self, tmp_path: Path) -> None:
        fonts = tool(tmp_path, sheet(), "pdffonts", "PDF").splitlines()[2:]

        assert {line.split()[0].partition("+")[2] for line in fonts} == {
            "GolosText-Regular",
            "GolosText-Bold",
            "DejaVuSansMono-Bold",
        }

    def test_takes_markup_in_a_name_for_text(self, tmp_path: Path) -> None:
        hostile = '#panic("x") $x$ *b* @y'

        assert hostile in tool(tmp_path, sheet(person=hostile), "pdftotext", "-layout", "PDF", "-")

    def test_says_nothing_of_the_person_in_its_properties(self, tmp_path: Path) -> None:
        found = tool(tmp_path, sheet(), "pdfinfo", "PDF")

        assert not any(SAMPLE[name] in found for name in ("code", "username", "person"))
