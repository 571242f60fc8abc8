"""No word of the interface stands where the collector of translations does not look."""

from pathlib import Path

import pytest
from tools.translations import catalogue, hidden, torn, uneven

from tests.architecture import source


def write(package: Path, words: str) -> None:
    path = catalogue(package)
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + words)


class TestWordsInsideFStrings:
    def test_are_nowhere(self) -> None:
        assert hidden(source.SOURCE) == []

    @pytest.mark.parametrize(
        "asked", ["_('Rights')", "gettext('plan')", "pgettext_lazy('of a person', 'Rights')"]
    )
    def test_are_caught_when_planted(self, tmp_path: Path, asked: str) -> None:
        (tmp_path / "page.py").write_text(f'NAME = f"{{{asked}}}.xlsx"\n')

        assert hidden(tmp_path) == [f"page.py:1: {asked}"]

    def test_are_fine_beside_one(self, tmp_path: Path) -> None:
        (tmp_path / "page.py").write_text('TITLE = _("Rights")\nNAME = f"{TITLE}.xlsx"\n')

        assert hidden(tmp_path) == []


class TestCatalogues:
    @pytest.mark.parametrize(
        "planted",
        [
            'msgid "One"\nmsgstr "Один"\n\nmsgid "One"\nmsgstr "Раз"\n',
            'msgid "One long sentence"\nmsgstr "Одно длинное предложение.Одно длинное предложение."\n',
            'msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "%d день"\nmsgstr[1] "%d дня"\n',
        ],
        ids=["twice", "said twice", "two forms"],
    )
    def test_are_caught_when_crooked(self, tmp_path: Path, planted: str) -> None:
        write(tmp_path, planted)

        assert uneven(tmp_path) != []

    def test_are_caught_when_they_disagree(self, tmp_path: Path) -> None:
        for package, russian in {"desk": "Имя", "portal": "Название"}.items():
            write(tmp_path / package, f'msgid "Name"\nmsgstr "{russian}"\n\nmsgid "Day"\nmsgstr "Сутки"\n')

        assert torn([tmp_path / "desk", tmp_path / "portal", tmp_path / "silent"]) == ["Name"]
