"""The worked example of the guide, as it stands in the document."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tools.read_archive import report

from kabinet.formats.archives import BadTemplate, parse_template
from kabinet.formats.archives.templates import ROLES
from kabinet.values.gas_days import GasDayClock

GUIDES = Path(__file__).parents[3] / "docs" / "guide"
CLOCK = GasDayClock(10, ZoneInfo("Europe/Moscow"))


def blocks(language: str) -> dict[str, str]:
    text = (GUIDES / language / "new-device.md").read_text("utf-8")
    return dict(re.findall(r"```(\w+)\n(.*?)```", text, re.DOTALL))


@pytest.mark.parametrize("language", ["en", "ru"])
class TestNewDevice:
    def test_reads_its_sample_by_its_template_as_it_says(self, language: str, tmp_path: Path) -> None:
        written = blocks(language)
        (tmp_path / "flow-5.csv").write_bytes(written["csv"].encode("cp1251"))
        (tmp_path / "flow-5.toml").write_text(written["toml"], "utf-8")

        assert report(tmp_path / "flow-5.csv", tmp_path / "flow-5.toml", CLOCK) == written["text"].strip()

    def test_names_a_slip_of_the_pen_as_it_says(self, language: str) -> None:
        text = (GUIDES / language / "new-device.md").read_text("utf-8")

        with pytest.raises(BadTemplate) as refused:
            parse_template(
                blocks(language)["toml"].replace("standard =", "standart = 5\nstandard ="),
                source="flow-5.toml",
            )

        assert f"`{refused.value}`" in text

    def test_names_every_role_of_a_column(self, language: str) -> None:
        text = (GUIDES / language / "new-device.md").read_text("utf-8")

        assert all(re.search(rf"[`.]{role}`", text) for role in ROLES)
