from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kabinet.formats.archives import Flag, NotAnArchive, day_volumes, parse_template
from kabinet.formats.archives.findings import FindingCode
from kabinet.values.gas_days import GasDayClock
from tests.formats.archives import samples
from tests.formats.archives.reading import CLOCK, codes, found, lines, read
from tests.formats.archives.test_recognition import DAY
from tests.formats.archives.test_templates import SMALL

ROWS = samples.hours(48)
SEVEN_UTC = datetime(2026, 10, 1, 7, tzinfo=UTC)
WRITTEN = {
    "ek270": samples.ek270(ROWS),
    "ek270-dp": samples.ek270(ROWS, wide=True),
    "tc215": samples.tc215(ROWS),
    "sodek csv": samples.sodek_csv(ROWS),
    "sodek text": samples.sodek_text(ROWS),
    "sodek xlsx": samples.sodek_xlsx(ROWS),
    "spg761": samples.spg761(ROWS),
}


class TestReadArchive:
    @pytest.mark.parametrize("device", WRITTEN)
    def test_gives_back_what_the_device_measured(self, device: str) -> None:
        archive = read(WRITTEN[device])

        assert list(archive.hours.starts_at) == [SEVEN_UTC + timedelta(hours=n) for n in range(48)]
        assert list(archive.hours.standard) == [row.volume for row in ROWS]
        assert list(archive.hours.working) == [row.working for row in ROWS]
        assert archive.hours.pressure_pa[0] == round(ROWS[0].bar * 100_000)
        assert archive.hours.temperature[0] == round(ROWS[0].celsius * 100)
        assert set(archive.hours.flags) == {0}

    @pytest.mark.parametrize("device", WRITTEN)
    def test_finds_nothing_in_a_file_that_is_in_order(self, device: str) -> None:
        expected = {FindingCode.MERGED_CELLS} if device == "sodek xlsx" else set()

        assert codes(read(WRITTEN[device])) == expected

    @pytest.mark.parametrize(
        ("device", "template", "model", "serial"),
        [
            ("ek270", "ek270", "EK270", samples.SERIAL),
            ("ek270-dp", "ek270-dp", "EK270", samples.SERIAL),
            ("tc215", "tc215", "TC215", samples.SERIAL),
            ("sodek csv", "sodek", "ЕК270", samples.SERIAL),
            ("sodek xlsx", "sodek", "ЕК270", samples.SERIAL),
            ("spg761", "spg761", "СПГ761.1", "24017"),
        ],
    )
    def test_names_the_device_as_the_file_does(
        self, device: str, template: str, model: str, serial: str
    ) -> None:
        archive = read(WRITTEN[device])

        assert (archive.template, archive.version, archive.model) == (template, 1, model)
        assert (archive.serial, archive.device_hour) == (serial, 10)
        assert (archive.begins_at, archive.ends_at) == (SEVEN_UTC, SEVEN_UTC + timedelta(hours=48))

    @pytest.mark.parametrize("device", ["ek270", "ek270-dp", "sodek csv", "sodek text", "sodek xlsx"])
    def test_reads_what_the_file_says_of_days(self, device: str) -> None:
        days = read(WRITTEN[device]).days

        sums = {
            date(2026, 10, 1): sum(row.volume for row in ROWS[:24]),
            date(2026, 10, 2): sum(row.volume for row in ROWS[24:]),
        }
        known = {day.day: day.standard for day in days}
        assert known.items() <= sums.items()
        assert date(2026, 10, 2) in known

    def test_says_which_row_closes_an_hour(self) -> None:
        archive = read(WRITTEN["ek270"])

        assert list(archive.hours.rows[:2]) == [4, 5]

    def test_reads_a_year_of_hours(self) -> None:
        rows = samples.hours(samples.YEAR, samples.YEAR_START)

        archive = read(samples.ek270(rows))

        assert (len(archive.hours), sum(archive.hours.standard)) == (8760, sum(row.volume for row in rows))
        assert codes(archive) == set()
        assert all(day.complete for day in day_volumes(archive, CLOCK))

    def test_reads_the_row_that_is_known_from_the_device(self) -> None:
        row = (
            "(18484)(640)(2014-05-02,10:00:00)(882066.6309)(884266.5191)(67859)(68044)(12.9437)(10.16)(0.97417)"
            "(13.57199)(7)(14)(0)(0)(0)(0x8104)(CRC Ok)"
        )
        after = (
            row.replace("10:00:00", "11:00:00")
            .replace("884266.5191", "884279.0191")
            .replace("(640)", "(641)")
        )

        archive = read(f"{row}\n{after}\n".encode())

        assert archive.hours.standard == [125_000]
        assert archive.hours.pressure_pa == [1_294_370]
        assert Flag(archive.hours.flags[0]) is Flag.WARNING
        assert codes(archive) == {FindingCode.WARNING}

    def test_reads_a_row_of_a_day_as_the_end_of_its_last_hour(self) -> None:
        content = b"".join(
            line for line in lines(WRITTEN["ek270"]) if not (b",10:00:00" in line and b"0x8104" in line)
        )

        archive = read(content)

        assert list(archive.hours.standard) == [row.volume for row in ROWS]
        assert [day.day for day in archive.days] == [date(2026, 10, 1), date(2026, 10, 2)]

    def test_reads_rows_that_stand_a_day_apart_as_days(self) -> None:
        content = b"".join(
            line for line in lines(WRITTEN["tc215"]) if b"(" not in line or b",10:00:00" in line
        )

        archive = read(content)

        assert len(archive.hours) == 0
        assert [day.day for day in archive.days] == [date(2026, 10, 1), date(2026, 10, 2)]
        assert sum(day.standard for day in archive.days) == sum(row.volume for row in ROWS)

    def test_tells_of_days_that_are_missing_among_days(self) -> None:
        rows = samples.hours(5 * 24)
        content = b"".join(
            line
            for line in lines(samples.tc215(rows))
            if b"(" not in line or (b",10:00:00" in line and b"10-03" not in line)
        )

        archive = read(content)

        assert [day.day.day for day in archive.days] == [1, 4, 5]
        [gap] = found(archive, FindingCode.GAP)
        assert dict(gap.facts) == {"hours": 48, "volume": sum(row.volume for row in rows[24:72])}

    def test_keeps_events_apart(self) -> None:
        content = WRITTEN["ek270"].replace(b"2026-10-01,12:00:00", b"2026-10-01,11:17:05", 1)
        content = content.replace(b"0x8104", b"0x8105", 3).replace(b"0x8105", b"0x8104", 2)

        archive = read(content)

        assert [(event.at, event.code, event.row) for event in archive.events] == [
            (datetime(2026, 10, 1, 8, 17, tzinfo=UTC), "0x8105", 5)
        ]

    def test_takes_the_hour_of_the_device_from_the_file_unless_told(self) -> None:
        content = WRITTEN["sodek csv"].replace(
            "приборное: 10".encode("cp1251"), "приборное: 08".encode("cp1251")
        )

        assert read(content).device_hour == 8
        assert read(content, device_hour=10).device_hour == 10

    @pytest.mark.parametrize("day_hour", [0, 8, 10])
    def test_takes_the_hour_of_the_device_from_its_rows_of_days(self, day_hour: int) -> None:
        rows = samples.hours(72, samples.START.replace(hour=day_hour))

        archive = read(samples.ek270(rows, day_hour=day_hour))

        assert archive.device_hour == day_hour
        assert [day.standard for day in archive.days] == [
            sum(row.volume for row in rows[24 * n : 24 * n + 24]) for n in (0, 1, 2)
        ]
        assert found(archive, FindingCode.HOURS_NOT_DAY) == []

    def test_follows_the_contract_where_the_file_says_nothing_of_days(self) -> None:
        clock = GasDayClock(8, ZoneInfo("Europe/Moscow"))

        archive = read(samples.spg761(ROWS), clock=clock)

        assert archive.device_hour == 8
        assert found(archive, FindingCode.DAY_HOUR_DIFFERS) == []

    def test_places_hours_by_the_zone_of_the_contract(self) -> None:
        clock = GasDayClock(10, ZoneInfo("Asia/Yekaterinburg"))

        assert read(WRITTEN["ek270"], clock=clock).begins_at == datetime(2026, 10, 1, 5, tzinfo=UTC)

    def test_reads_the_newest_first(self) -> None:
        heading, *rows = lines(WRITTEN["spg761"].replace(b"\r\n\r\n", b"\r\n"))
        content = b"".join([heading, *rows[:4], *reversed(rows[4:])])

        assert read(content).hours.standard == read(WRITTEN["spg761"]).hours.standard

    def test_reads_thousands_of_cubic_metres_and_gauge_pressure(self) -> None:
        text = SMALL + 'unit = "thousand-m3"\n[pressure]\nunit = "kgf/cm2"\ngauge = true\n'
        text = text.replace("standard =", 'pressure = "P"\nstandard =')
        template = parse_template(text, source="small.toml")
        content = b"Device 5\nStamp;Volume;P\n01.10.2026 11:00;1,2345678;3\n01.10.2026 12:00;0,5;3,1\n"

        archive = read(content, template=template)

        assert list(archive.hours.standard) == [12_345_678, 5_000_000]
        assert archive.hours.pressure_pa[0] == round(3 * 98_066.5 + 101_325)

    def test_reads_cells_in_quotes(self) -> None:
        template = parse_template(SMALL, source="small.toml")
        content = b'Device 5\n"Stamp";"A;B";"Volume"\n"01.10.2026 24:00";"x;y\nz";"1 234,5"\n'

        archive = read(content, template=template)

        assert list(archive.hours.standard) == [12_345_000]
        assert archive.begins_at == datetime(2026, 10, 1, 20, tzinfo=UTC)


class TestXml:
    def test_reads_a_day_of_hours(self) -> None:
        archive = read(samples.xml80020(DAY), "80020_480120_20261001_1.xml")

        assert list(archive.hours.standard) == [row.volume for row in DAY]
        assert archive.begins_at == datetime(2026, 9, 30, 21, tzinfo=UTC)
        assert archive.serial == "480120070113"

    def test_adds_half_hours_up(self) -> None:
        archive = read(samples.xml80020(DAY, minutes=30, group="deliverygroup"))

        assert list(archive.hours.standard) == [row.volume // 2 * 2 for row in DAY]

    def test_leaves_an_hour_open_of_which_one_half_is_missing(self) -> None:
        content = samples.xml80020(DAY, minutes=30)
        begin, end = content.index(b'<period start="0530"'), content.index(b'<period start="0600"')

        archive = read(content[:begin] + content[end:])

        assert [moment.hour for moment in archive.hours.starts_at] == [*range(21, 24), 0, 1, *range(3, 21)]
        assert codes(archive) == {FindingCode.GAP}

    def test_reads_a_month_of_days_from_one_zip(self) -> None:
        days = [samples.hours(24, datetime(2026, 10, n)) for n in (1, 2, 3)]  # noqa: DTZ001
        files = {f"80020_{n}.xml": samples.xml80020(rows) for n, rows in enumerate(days)}

        archive = read(samples.zipped(files), "october.zip")

        assert list(archive.hours.standard) == [row.volume for rows in days for row in rows]
        assert codes(archive) == set()

    def test_leaves_an_unreliable_hour_open(self) -> None:
        archive = read(samples.xml80020(DAY, unreliable=5))

        assert len(archive.hours) == 23
        [finding] = found(archive, FindingCode.UNRELIABLE)
        assert dict(finding.facts) == {"status": "1", "hours": 1}

    def test_leaves_a_day_open_of_which_nothing_is_reliable(self) -> None:
        content = samples.xml80020(DAY).replace(b'status="0"', b'status="1"')
        for row in DAY:
            content = content.replace(samples.four(row.volume).encode(), b"")

        with pytest.raises(NotAnArchive, match="no-rows"):
            read(content)

    def test_reads_one_of_several_metering_points(self) -> None:
        content = samples.xml80020(DAY)
        point = content[content.index(b"<measuringpoint ") : content.index(b"</area>")]
        second = point.replace(b"480120070113", b"480120070114")

        both = read(content.replace(point, point + second))

        assert both.serial == "480120070113"
        [finding] = found(both, FindingCode.TWO_DEVICES)
        assert (finding.facts["other"], finding.facts["rows"]) == ("480120070114", 24)
        assert list(both.hours.standard) == [row.volume for row in DAY]

    def test_takes_no_status_from_the_value_before(self) -> None:
        content = samples.xml80020(DAY, unreliable=3).replace(b'<value status="0">', b"<value>")

        assert len(read(content).hours) == 23

    def test_skips_the_channels_of_other_quantities(self) -> None:
        content = samples.xml80020(DAY)
        channel = content[content.index(b"<measuringchannel") : content.index(b"</measuringpoint>")]
        both = content.replace(channel, channel.replace(b'code="01"', b'code="02"') + channel)

        assert read(both).hours.standard == read(content).hours.standard

    def test_keeps_the_rows_before_the_place_where_the_file_breaks_off(self) -> None:
        content = samples.xml80020(DAY)

        archive = read(content[: content.index(b'start="0900"')])

        assert len(archive.hours) == 9
        assert codes(archive) == {FindingCode.TRUNCATED}
