"""Guides quote the words of pages, stand in both languages and lead somewhere; each check catches what is planted."""

from pathlib import Path

import pytest

from tests.architecture import guides


def names_of(language: str) -> set[str]:
    return {path.name for path in (guides.GUIDES / language).glob("*.md")} - {"README.md"}


class TestWords:
    @pytest.mark.parametrize("language", ["ru", "en"])
    def test_quoted_by_guides_stand_on_pages(self, language: str) -> None:
        pages = guides.words_of_pages(language)
        found = {
            path.name: unknown
            for path in (guides.GUIDES / language).glob("*.md")
            if (unknown := guides.unknown_quotes(path.read_text(), language=language, pages=pages))
        }

        assert found == {}

    def test_of_no_page_are_caught(self) -> None:
        guide = "Нажмите «Отправить заявку», потом «Отослать депешу»; `«в программе»` и «Подать заявку на …»."

        unknown = guides.unknown_quotes(guide, language="ru", pages=guides.words_of_pages("ru"))

        assert unknown == ["Отослать депешу"]


class TestLanguages:
    def test_have_the_same_guides(self) -> None:
        assert names_of("ru") == names_of("en")

    @pytest.mark.parametrize(("index", "prefix"), [("README.md", "en/"), ("ru/README.md", "")])
    def test_have_an_index_that_names_each(self, index: str, prefix: str) -> None:
        text = (guides.GUIDES / index).read_text()

        assert [name for name in names_of("en") if f"]({prefix}{name})" not in text] == []


class TestLinks:
    def test_lead_to_files(self) -> None:
        broken = {str(path): found for path in guides.documents() if (found := guides.broken_links(path))}

        assert broken == {}

    def test_to_nowhere_are_caught(self, tmp_path: Path) -> None:
        page = tmp_path / "page.md"
        page.write_text("[here](page.md#part), [there](gone.md) and [abroad](https://example.org)")

        assert guides.broken_links(page) == ["gone.md"]
