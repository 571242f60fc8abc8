from pathlib import Path

import pytest

from kabinet.formats.archives import BadTemplate, all_templates, parse_template, template_named
from kabinet.formats.archives.shapes import Layout

SMALL = """
code = "small"
version = 1
title = { ru = "Прибор", en = "Device" }
[file]
layout = "separated"
recognised_by = 'Device 5'
[time]
format = "DD.MM.YYYY hh:mm"
[columns]
time = "Stamp"
standard = "Volume"
[volumes]
kind = "increments"
"""


class TestAllTemplates:
    def test_read_the_devices_that_are_named(self) -> None:
        codes = [template.code for template in all_templates()]

        assert codes == ["ek270-dp", "ek270", "sodek", "spg761", "tc215", "xml80020"]
        assert all(template.title["ru"] and template.title["en"] for template in all_templates())

    def test_are_packaged_under_the_name_of_their_code(self) -> None:
        files = Path(__file__).parents[3].glob("src/kabinet/formats/archives/devices/*.toml")

        assert {file.stem for file in files} == {template.code for template in all_templates()}

    def test_are_found_by_their_code(self) -> None:
        assert template_named("ek270").file.width == 18
        with pytest.raises(KeyError):
            template_named("ek999")


class TestParseTemplate:
    def test_fills_in_what_goes_without_saying(self) -> None:
        template = parse_template(SMALL, source="small.toml")

        assert template.file.layout is Layout.SEPARATED
        assert template.file.encodings == ("utf-8",)
        assert (template.time.stamp, template.volume_factor) == ("end", 1)

    @pytest.mark.parametrize(
        ("old", "new", "place", "reason"),
        [
            ('code = "small"', "code = ", "toml", "line 2"),
            ('code = "small"', 'code = "Малый"', "code", "form"),
            ("version = 1", 'version = "1"', "version", "whole number"),
            ("version = 1", "version = 0", "version", "from 1"),
            (', en = "Device"', "", "title.en", "missing"),
            ('"separated"', '"lines"', "file.layout", "one of groups, separated, xml"),
            ("recognised_by = 'Device 5'", "", "file.recognised_by", "text"),
            ("'Device 5'", "'Device (5'", "file.recognised_by", "no pattern"),
            ("recognised_by", 'encodings = "cp1252x"\nrecognised_by', "file.encodings", "no encoding"),
            ("recognised_by", "colour = 1\nrecognised_by", "file.colour", "means nothing here"),
            ('"DD.MM.YYYY hh:mm"', '"DD.MM hh:mm"', "time.format", "YYYY"),
            ('"DD.MM.YYYY hh:mm"', '"dd.mm.yyyy hh:mm"', "time.format", "YYYY"),
            ('standard = "Volume"', 'working = "Volume"', "columns.standard", "reads nothing"),
            ('standard = "Volume"', "standard = 3", "columns.width", "outside the 0 columns"),
            ('standard = "Volume"', "standard = true", "columns.standard", "position"),
            ('time = "Stamp"', "", "columns.time", "missing"),
            ('"increments"', '"sums"', "volumes.kind", "one of increments, totals"),
            ('kind = "increments"', 'kind = "increments"\nunit = "litres"', "volumes.unit", "m3"),
            ("[volumes]", '[rows]\nhour = "0x8104"\n[volumes]', "columns.kind", "rows.hour asks for it"),
            ("[volumes]", "[rows]\nday_total = 'Sum'\n[volumes]", "rows.day_total", "rows.day_title"),
            ("[volumes]", "[rows]\nday_title = 'Day'\n[volumes]", "rows.day_title", "groups day"),
            ("[volumes]", "[limits]\nzero_hours = 1\n[volumes]", "limits.zero_hours", "from 2"),
            ('"separated"', '"xml"', "file.row", "element"),
            ('"separated"', '"groups"', "file.width", "number of values"),
            ("[file]", "file = 5\n[other]", "file", "table"),
        ],
    )
    def test_says_which_key_is_wrong_and_why(self, old: str, new: str, place: str, reason: str) -> None:
        assert old in SMALL

        with pytest.raises(BadTemplate) as refused:
            parse_template(SMALL.replace(old, new), source="small.toml")

        assert (refused.value.source, refused.value.place) == ("small.toml", place)
        assert reason in refused.value.reason
