"""Each thing that can be wrong with a file: planted, found with its row, and nothing else is lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kabinet.formats.archives import Expected, FindingCode, Flag, Weight, day_volumes
from kabinet.formats.archives.findings import MOST_OF_A_CODE
from kabinet.values.gas_days import GasDayClock
from tests.formats.archives import samples
from tests.formats.archives.reading import CLOCK, changed, codes, found, lines, one, read, twice, without

ROWS = samples.hours(48)
EK270 = samples.ek270(ROWS)
SODEK = samples.sodek_csv(ROWS)
SPG761 = samples.spg761(ROWS)
SEVEN_UTC = datetime(2026, 10, 1, 7, tzinfo=UTC)


class TestWeight:
    def test_tells_what_is_left_out_from_what_is_to_be_judged(self) -> None:
        assert FindingCode.GAP.weight is Weight.LOSS
        assert FindingCode.ALARM.weight is FindingCode.SUMMER_TIME.weight is Weight.DOUBT
        assert FindingCode.NO_STARTING_TOTAL.weight is Weight.NOTE


class TestGap:
    def test_of_running_totals_knows_the_volume_in_it(self) -> None:
        archive = read(without(EK270, "2026-10-01,15:00", "2026-10-01,16:00"))

        row, facts = one(archive, FindingCode.GAP)
        assert facts == {"hours": 3, "volume": sum(hour.volume for hour in ROWS[4:7])}
        assert len(archive.hours) == 45
        assert found(archive, FindingCode.GAP)[0].hour == SEVEN_UTC + timedelta(hours=4)
        assert row == 9

    def test_of_increments_is_as_long_as_the_rows_that_are_not_there(self) -> None:
        archive = read(without(SPG761, "01.10.2026  15:00"))

        assert one(archive, FindingCode.GAP)[1] == {"hours": 1}
        assert len(archive.hours) == 47

    def test_leaves_the_gas_day_incomplete(self) -> None:
        archive = read(without(SODEK, "01.10.2026 15:00"))

        assert [day.complete for day in day_volumes(archive, CLOCK)] == [False, True]
        assert codes(archive) == {FindingCode.GAP}


class TestDoubles:
    def test_of_the_same_figures_count_once(self) -> None:
        archive = read(twice(SODEK, "01.10.2026 15:00"))

        assert codes(archive) == {FindingCode.DOUBLE_SAME}
        assert one(archive, FindingCode.DOUBLE_SAME)[1]["first_row"] == 11
        assert list(archive.hours.standard) == [hour.volume for hour in ROWS]

    def test_of_different_figures_keep_the_first(self) -> None:
        volume = samples.four(ROWS[4].volume).encode()
        archive = read(twice(SPG761, "01.10.2026  15:00", old=volume, new=b"1.0000"))

        row, facts = one(archive, FindingCode.DOUBLE_DIFFERENT)
        assert facts == {"first_row": 11, "kept": ROWS[4].volume, "other": 10_000}
        assert row == 12
        assert list(archive.hours.standard) == [hour.volume for hour in ROWS]

    def test_of_a_whole_file_appended_to_itself_change_nothing(self) -> None:
        archive = read(EK270 + EK270)

        assert list(archive.hours.standard) == [hour.volume for hour in ROWS]
        assert codes(archive) == {FindingCode.DOUBLE_SAME}

    def test_do_not_come_from_rows_in_disorder(self) -> None:
        heading, *rows = lines(EK270)

        archive = read(b"".join([heading, *rows[20:], *rows[:20]]))

        assert list(archive.hours.standard) == [hour.volume for hour in ROWS]
        assert codes(archive) == set()


class TestRowsThatCannotBeRead:
    def test_are_named_with_row_and_column_and_lose_only_themselves(self) -> None:
        archive = read(SODEK.replace(b"01.10.2026 15:00:00;", "О1.10.2026 15:00:00;".encode("cp1251")))

        [finding] = found(archive, FindingCode.UNREADABLE_CELL)
        assert (finding.row, finding.column, finding.facts["text"]) == (11, 1, "О1.10.2026 15:00:00")
        assert len(archive.hours) == 47

    def test_may_lack_a_figure_beside_the_volume(self) -> None:
        pressure = f"{ROWS[4].bar:.4f}".replace(".", ",").encode()
        archive = read(SODEK.replace(b";" + pressure + b";", b";?;", 1))

        assert [finding.column for finding in found(archive, FindingCode.UNREADABLE_CELL)] == [4]
        assert len(archive.hours) == 48
        assert None in archive.hours.pressure_pa

    def test_are_told_of_once_where_a_volume_is_empty(self) -> None:
        volume = samples.four(ROWS[4].volume).replace(".", ",").encode()
        archive = read(SODEK.replace(b";" + volume + b";", b";;", 1))

        assert [finding.column for finding in found(archive, FindingCode.UNREADABLE_CELL)] == [3]
        assert len(archive.hours) == 47

    @pytest.mark.parametrize("content", [SODEK, SPG761, EK270])
    def test_are_told_of_where_columns_are_shifted(self, content: bytes) -> None:
        rows = lines(content)
        rows[10] = rows[10].replace(b";", b";;", 1).replace(b"  ", b" 5 ", 1).replace(b")(", b")()(", 1)

        archive = read(b"".join(rows))

        [finding] = found(archive, FindingCode.COLUMNS_SHIFTED)
        assert finding.row == 11
        assert finding.facts["cells"] == finding.facts["expected"] + 1  # type: ignore[operator]
        assert len(archive.hours) >= 46

    @pytest.mark.parametrize(
        ("stamp", "year"), [(b"29.02.2027", 2027), (b"31.06.2026", 2026), (b"00.10.2026", 2026)]
    )
    def test_may_name_a_day_that_there_is_not(self, stamp: bytes, year: int) -> None:
        archive = read(SPG761.replace(b"01.10.2026  15", stamp + b"  15"))

        [finding] = found(archive, FindingCode.NO_SUCH_DAY)
        assert str(finding.facts["text"]).startswith(stamp.decode())
        assert year

    def test_are_none_on_29_february_of_a_leap_year(self) -> None:
        rows = samples.hours(72, datetime(2028, 2, 28, 10))  # noqa: DTZ001

        archive = read(samples.sodek_csv(rows))

        assert codes(archive) == set()
        assert [day.day for day in day_volumes(archive, CLOCK)][1] == date(2028, 2, 29)

    def test_may_lack_their_check_sum(self) -> None:
        archive = read(EK270.replace(b"(CRC Ok)", b"(CRC Error)", 9).replace(b"(CRC Error)", b"(CRC Ok)", 8))

        row, facts = one(archive, FindingCode.CRC_MISSING)
        assert (row, facts) == (10, {"text": "CRC Error"})
        assert FindingCode.GAP in codes(archive)

    def test_may_stand_beside_the_hour(self) -> None:
        archive = read(SPG761.replace(b"01.10.2026  15:00", b"01.10.2026  15:17"))

        assert one(archive, FindingCode.OFF_HOUR)[0] == 11
        assert len(archive.hours) == 47

    def test_are_listed_up_to_a_bound_and_counted_beyond(self) -> None:
        rows = samples.hours(300)

        archive = read(samples.ek270(rows).replace(b"CRC Ok", b"CRC", 250))

        assert len(found(archive, FindingCode.CRC_MISSING)) == MOST_OF_A_CODE
        assert archive.left_off == {FindingCode.CRC_MISSING: 50}


class TestTheFile:
    def test_may_mix_commas_and_points(self) -> None:
        archive = read(SODEK.replace(b",", b".", 40))

        assert {finding.column for finding in found(archive, FindingCode.MIXED_MARKS)} >= {2, 3}
        assert list(archive.hours.standard) == [row.volume for row in ROWS]

    @pytest.mark.parametrize("content", [EK270[:-30], SODEK[:-700], SPG761[:-30]])
    def test_may_break_off(self, content: bytes) -> None:
        archive = read(content)

        assert FindingCode.TRUNCATED in codes(archive)
        assert len(archive.hours) >= 40

    def test_may_hold_two_devices(self) -> None:
        other = samples.ek270(samples.hours(30), serial=samples.OTHER_SERIAL)

        archive = read(EK270 + other)

        assert archive.serial == samples.SERIAL
        assert list(archive.hours.standard) == [row.volume for row in ROWS]
        assert one(archive, FindingCode.TWO_DEVICES)[1] == {
            "read": samples.SERIAL,
            "other": samples.OTHER_SERIAL,
            "rows": 33,
        }
        assert read(EK270 + other, serial=samples.OTHER_SERIAL).serial == samples.OTHER_SERIAL

    def test_may_hide_rows_and_hold_formulas(self) -> None:
        archive = read(samples.sodek_xlsx(ROWS, hidden=[8, 9], formulas=True))

        assert codes(archive) == {FindingCode.HIDDEN_ROWS, FindingCode.FORMULAS, FindingCode.MERGED_CELLS}
        assert one(archive, FindingCode.HIDDEN_ROWS) == (8, {"rows": 2})
        assert list(archive.hours.standard) == [row.volume for row in ROWS]

    def test_may_hold_bytes_that_are_no_letters(self) -> None:
        archive = read(EK270.replace(b"(CRC Ok)", b"(\x98RC Ok)", 1))

        assert codes(archive) >= {FindingCode.UNDECODABLE, FindingCode.CRC_MISSING}

    def test_may_be_of_another_year(self) -> None:
        archive = read(EK270, expected=Expected(date(2025, 10, 1), date(2025, 10, 31)))

        assert one(archive, FindingCode.OTHER_YEAR)[1] == {"hours": 48, "year": 2026, "expected": 2025}

    def test_may_reach_beyond_the_period(self) -> None:
        archive = read(EK270, expected=Expected(date(2026, 10, 2), date(2026, 10, 31)))

        facts = {"hours": 24, "begins": "2026-10-01", "ends": "2026-10-01"}
        assert one(archive, FindingCode.OUTSIDE_PERIOD)[1] == facts

    def test_may_go_on_after_the_period(self) -> None:
        archive = read(EK270, expected=Expected(date(2026, 9, 1), date(2026, 10, 1)))

        facts = {"hours": 24, "begins": "2026-10-02", "ends": "2026-10-02"}
        assert one(archive, FindingCode.OUTSIDE_PERIOD)[1] == facts

    def test_may_be_exactly_of_the_period(self) -> None:
        assert codes(read(EK270, expected=Expected(date(2026, 10, 1), date(2026, 10, 2)))) == set()

    def test_may_count_its_days_otherwise_than_the_contract(self) -> None:
        archive = read(EK270, clock=GasDayClock(8, ZoneInfo("Europe/Moscow")))

        assert one(archive, FindingCode.DAY_HOUR_DIFFERS)[1] == {"device": 10, "contract": 8}


class TestFigures:
    def test_of_a_running_total_may_not_fall(self) -> None:
        lower = EK270.replace(b"(CRC Ok)", b"(CRC 0k)", 30).replace(b"CRC 0k", b"CRC Ok")
        total = lines(lower)[20].split(b")(")[4]

        archive = read(lower.replace(b"(" + total + b")", b"(5.0000)", 1))

        assert FindingCode.TOTAL_FELL in codes(archive)
        assert min(archive.hours.standard) >= 0

    def test_may_not_be_below_zero(self) -> None:
        volume = samples.four(ROWS[4].volume).encode()
        archive = read(SPG761.replace(volume, b"-1.0000", 1))

        assert one(archive, FindingCode.BELOW_ZERO) == (11, {"volume": -10_000})
        assert len(archive.hours) == 47

    def test_are_compared_with_the_counter_beside_them(self) -> None:
        volume = samples.four(ROWS[4].volume).replace(".", ",").encode()
        archive = read(SODEK.replace(volume, b"1,0000", 1))

        assert one(archive, FindingCode.TOTAL_DIFFERS) == (11, {"volume": 10_000, "total": ROWS[4].volume})

    def test_of_hours_are_compared_with_the_record_of_the_day(self) -> None:
        total = samples.four(sum(row.volume for row in ROWS[:24])).replace(".", ",").encode()
        archive = read(SODEK.replace(total, b"5000,0000", 1))

        row, facts = one(archive, FindingCode.HOURS_NOT_DAY)
        assert facts == {
            "day": "2026-10-01",
            "hours": sum(row.volume for row in ROWS[:24]),
            "record": 50_000_000,
        }
        assert row == 31

    def test_of_the_factor_are_compared_with_pressure_and_temperature(self) -> None:
        archive = read(samples.ek270(changed(ROWS, 5, c=ROWS[5].c * 1.02)))

        row, facts = one(archive, FindingCode.CONVERSION_OFF)
        assert (row, facts["hours"]) == (9, 1)
        assert facts["stated"] == round(round(ROWS[5].c * 1.02, 5) * 1_000_000)
        assert abs(int(str(facts["expected"])) - ROWS[5].c * 1_000_000) < 100

    def test_of_a_factor_may_differ_by_one_per_cent(self) -> None:
        assert codes(read(samples.ek270(changed(ROWS, 5, c=ROWS[5].c * 1.009)))) == set()

    def test_of_constants_may_change(self) -> None:
        archive = read(SPG761.replace(b"0.6882", b"0.6900", 10).replace(b"0.6900", b"0.6882", 5))

        changes = [
            (finding.facts["before"], finding.facts["after"])
            for finding in found(archive, FindingCode.CONSTANT_CHANGED)
        ]
        assert changes == [("0.6882", "0.6900"), ("0.6900", "0.6882")]

    @pytest.mark.parametrize(
        ("status", "code", "flag"),
        [("1", FindingCode.ALARM, Flag.ALARM), ("5", FindingCode.WARNING, Flag.WARNING), ("14", None, 0)],
    )
    def test_carry_the_status_of_the_device(self, status: str, code: FindingCode | None, flag: int) -> None:
        rows = [replace(row, status=status) if 5 <= n < 9 else row for n, row in enumerate(ROWS)]

        archive = read(samples.ek270(rows))

        assert codes(archive) == ({code} if code else set())
        assert list(archive.hours.flags[5:9]) == [flag] * 4
        if code:
            assert one(archive, code)[1] == {"status": status, "hours": 4}

    def test_may_be_zero_for_long(self) -> None:
        rows = [replace(row, volume=0) if 10 <= n < 24 else row for n, row in enumerate(ROWS)]

        archive = read(samples.spg761(rows))

        assert one(archive, FindingCode.ZERO_RUN) == (17, {"hours": 14})
        assert found(archive, FindingCode.ZERO_RUN)[0].hour == SEVEN_UTC + timedelta(hours=10)

    def test_may_be_zero_for_a_night(self) -> None:
        rows = [replace(row, volume=0) if 10 <= n < 18 else row for n, row in enumerate(ROWS)]

        assert codes(read(samples.spg761(rows))) == set()

    def test_may_jump(self) -> None:
        archive = read(samples.spg761(changed(ROWS, 20, volume=ROWS[20].volume * 20)))

        row, facts = one(archive, FindingCode.JUMP)
        assert (row, facts["volume"]) == (27, ROWS[20].volume * 20)
