"""The engineer hands over the corrector's archive instead of typing."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Come
from tests.journeys.corrector import UNIT, archive_of
from tests.journeys.supplier import Supplier

OVEN = "УУГ-2 Стекловаренная печь"
YESTERDAY, DAY_BEFORE = date(2026, 11, 22), date(2026, 11, 21)
_GIVEN_ON = """
    SELECT v.volume / 10000, v.source FROM metering_dailyvolume v
    JOIN metering_meteringunit u ON u.id = v.unit_id
    WHERE u.name = ? AND v.gas_day = ? AND v.superseded_at IS NULL
"""
_HOURS = """
    SELECT count(*) FROM metering_hourlyvolume h JOIN metering_meteringunit u ON u.id = h.unit_id WHERE u.name = ?
"""
_GIVEN = """
    SELECT v.gas_day, v.volume / 10000, v.source FROM metering_dailyvolume v
    JOIN metering_meteringunit u ON u.id = v.unit_id
    WHERE u.name = ? AND v.gas_day >= '2026-11-22' AND v.superseded_at IS NULL
"""


def test_archive_is_handed_in_within_four_clicks(supplier: Supplier, come: Come, tmp_path: Path) -> None:
    engineer = come(supplier, "engineer-1")
    file = archive_of(supplier, tmp_path, YESTERDAY, YESTERDAY)

    engineer.follow("Передать показания из файла")
    engineer.main.locator("input[type=file]").set_input_files(file)
    engineer.press("Проверить файл")

    # What was recognised, and that nothing was submitted yet
    engineer.sees("Показания ещё не переданы", UNIT, "22.11.2026", "13,100")
    assert supplier.rows(_GIVEN, UNIT) == []

    engineer.press("Передать 1 сутки")

    engineer.sees("09:20", "до срока", "13,100", "12-4-0345/26")
    assert engineer.clicks == 3  # and one for the dialogue in which the file is chosen
    assert supplier.rows(_GIVEN, UNIT) == [("2026-11-22", 13_100, "archive")]

    # Handed over once more, it adds nothing
    engineer.open("/readings/files/")
    engineer.main.locator("input[type=file]").set_input_files(file)
    engineer.press("Проверить файл")
    engineer.sees("В этом файле нечего передавать", "уже передано, совпадает")
    expect(engineer.main.get_by_role("button", name="Передать")).to_have_count(0)


def test_hours_of_a_day_that_was_typed_are_handed_in_alone(
    supplier: Supplier, come: Come, tmp_path: Path
) -> None:
    """T1 every morning, and the archive at the end of the week: less than a cubic metre apart."""
    engineer = come(supplier, "engineer-2")
    typed = supplier.rows(_GIVEN_ON, OVEN, DAY_BEFORE.isoformat())
    [(volume, source)] = typed
    assert source == "client"
    file = archive_of(
        supplier, tmp_path, DAY_BEFORE, DAY_BEFORE, volume=Decimal(volume) - Decimal("0.3"), unit=OVEN
    )

    engineer.open("/readings/files/")
    engineer.main.locator("input[type=file]").set_input_files(file)
    engineer.press("Проверить файл")
    engineer.sees("Объёмов для передачи в этом файле нет", "уже передано, совпадает", "часы будут переданы")

    engineer.press("Передать часы за 1 сутки")

    engineer.sees("Часы архива переданы", "срок не установлен", "21.11.2026")
    assert supplier.rows(_GIVEN_ON, OVEN, DAY_BEFORE.isoformat()) == typed
    assert supplier.rows(_HOURS, OVEN) == [(24,)]


def test_strange_device_and_strange_file_are_named(supplier: Supplier, come: Come, tmp_path: Path) -> None:
    engineer = come(supplier, "engineer-2")
    file = archive_of(supplier, tmp_path, YESTERDAY, YESTERDAY)

    engineer.open("/readings/files/")
    engineer.main.locator("input[type=file]").set_input_files(file)
    engineer.press("Проверить файл")
    engineer.sees("нет среди приборов этого договора")

    nonsense = tmp_path / "погода.txt"
    nonsense.write_text("Солнечно")
    engineer.open("/readings/files/")
    engineer.main.locator("input[type=file]").set_input_files(nonsense)
    engineer.press("Проверить файл")
    engineer.sees("погода.txt", "Это не архив прибора")
