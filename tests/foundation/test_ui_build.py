"""What `npm run build` left for the browser and for the PDF documents."""

import gzip
import re

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

FRONTEND = settings.BUILD / "frontend"
NEEDED = "АЯаяЁёAz09₽№«»—–…²³°±×−  "


def packed(name: str) -> int:
    return len(gzip.compress((FRONTEND / name).read_bytes(), 9))


class TestStyleSheet:
    def test_stays_light(self) -> None:
        assert packed("kabinet.css") <= 35_000

    def test_asks_no_other_host_and_carries_no_foreign_font(self) -> None:
        css = (FRONTEND / "kabinet.css").read_text()

        assert set(re.findall(r"url\(([^)]*)\)", css)) == {"golos-400.woff2", "golos-600.woff2"}
        assert "GDS Transport" not in css

    def test_old_browsers_get_a_plain_value_before_each_variable_of_colour(self) -> None:
        css = (FRONTEND / "kabinet.css").read_text()

        alone = re.findall(r"[{;](?:color|background|background-color|border-color):var\([^)]*\)", css)
        levelled = [rule for rule in alone if not _has_plain_value_before(css, rule)]
        assert levelled == []


def _has_plain_value_before(css: str, rule: str) -> bool:
    name = rule[1:].partition(":")[0]
    before = css[: css.index(rule)]
    return re.search(rf"{name}:[^;{{}}]+$", before) is not None


class TestScripts:
    def test_stay_light(self) -> None:
        assert packed("kabinet.js") + packed("htmx.min.js") <= 45_000


class TestFonts:
    def test_those_of_the_pages_stay_light(self) -> None:
        assert sum(font.stat().st_size for font in FRONTEND.glob("*.woff2")) <= 60_000

    @pytest.mark.parametrize("name", ["golos-400.woff2", "golos-600.woff2"])
    def test_those_of_the_pages_have_every_sign_and_tabular_figures(self, name: str) -> None:
        font = TTFont(FRONTEND / name)

        assert [sign for sign in NEEDED if ord(sign) not in font.getBestCmap()] == []
        assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}

    @pytest.mark.parametrize("name", ["golos-text-400.ttf", "golos-text-700.ttf"])
    def test_those_of_the_documents_are_whole(self, name: str) -> None:
        font = TTFont(settings.FONTS / name)

        assert [sign for sign in NEEDED if ord(sign) not in font.getBestCmap()] == []
