"""What differs between two versions of a text."""

import time

from hypothesis import given
from hypothesis import strategies as st

from kabinet.formats.differences import Change, Gap, Paragraph, differences, folded, is_changed

SAME, REMOVED, ADDED, REWRITTEN = Change.SAME, Change.REMOVED, Change.ADDED, Change.REWRITTEN

OLD = """1. Предмет
1.1. Поставщик даёт доступ.

2. Сроки
2.1. Заявка подаётся в течение двух часов после суток.
2.2. Жалобы не принимаются.
"""


def fates(paragraphs: list[Paragraph]) -> list[Change]:
    return [one.change for one in paragraphs]


def pieces(paragraph: Paragraph) -> list[tuple[Change, str]]:
    return [(piece.change, piece.text) for piece in paragraph.pieces]


class TestDifferences:
    def test_of_the_same_text_are_none(self) -> None:
        found = differences(OLD, OLD.replace("\n", "\r\n  "))

        assert not is_changed(found)
        assert len(found) == 5

    def test_shows_an_added_and_a_removed_paragraph(self) -> None:
        new = OLD.replace("2.2. Жалобы не принимаются.\n", "2.2. Деньги возвращают за неделю.\n")

        found = differences(OLD, new)

        assert fates(found) == [SAME, SAME, SAME, SAME, REMOVED, ADDED]
        assert pieces(found[4]) == [(REMOVED, "2.2. Жалобы не принимаются.")]

    def test_shows_by_word_what_was_rewritten(self) -> None:
        new = OLD.replace("двух часов после суток", "трёх часов после газовых суток")

        [rewritten] = [one for one in differences(OLD, new) if one.change is not SAME]

        assert rewritten.change is REWRITTEN
        assert pieces(rewritten) == [
            (SAME, "2.1. Заявка подаётся в течение "),
            (REMOVED, "двух"),
            (ADDED, "трёх"),
            (SAME, " часов после "),
            (ADDED, "газовых "),
            (SAME, "суток."),
        ]

    def test_takes_the_number_of_a_clause_for_one_word(self) -> None:
        [found] = differences("4.2. Время по часам сервера.", "4.14. Время по часам сервера.")

        assert pieces(found)[:2] == [(REMOVED, "4.2"), (ADDED, "4.14")]

    def test_joins_words_changed_in_a_row(self) -> None:
        [found] = differences("Срок ответа пять рабочих дней.", "Срок ответа три календарных дня.")

        assert pieces(found) == [
            (SAME, "Срок ответа "),
            (REMOVED, "пять рабочих дней"),
            (ADDED, "три календарных дня"),
            (SAME, "."),
        ]

    def test_pairs_a_rewritten_paragraph_with_its_own_and_not_with_its_neighbour(self) -> None:
        old = "Доступ выдают лично в окне.\nПоказания передают до десяти часов."
        new = (
            "Кабинет работает круглосуточно без перерыва.\n"
            "Доступ выдают лично в окне 3.\n"
            "Показания передают до одиннадцати часов."
        )

        assert fates(differences(old, new)) == [ADDED, REWRITTEN, REWRITTEN]

    def test_of_nothing_and_a_text_are_the_text(self) -> None:
        assert fates(differences("", OLD)) == [ADDED] * 5
        assert fates(differences(OLD, "")) == [REMOVED] * 5

    def test_are_found_in_a_moment_in_whatever_is_compared(self) -> None:
        started = time.monotonic()

        differences("и\n" * 3000, "б\nи\n" * 3000)
        differences("и б в " * 600, "в б и " * 600)
        differences("и " * 90_000, "б " * 90_000)
        differences("\n".join(f"и {n}" for n in range(3000)), "\n".join(f"б {n}" for n in range(3000)))

        assert time.monotonic() - started < 5

    @given(
        st.lists(st.sampled_from(["один два три", "один два", "три", "четыре, пять"]), max_size=8),
        st.lists(st.sampled_from(["один два три", "один, три", "три", "пять"]), max_size=8),
    )
    def test_give_back_both_versions(self, old: list[str], new: list[str]) -> None:
        found = differences("\n".join(old), "\n".join(new))

        assert _version(found, without=ADDED) == old
        assert _version(found, without=REMOVED) == new


def _version(paragraphs: list[Paragraph], *, without: Change) -> list[str]:
    """Put one of the two versions together again."""
    return [
        "".join(piece.text for piece in one.pieces if piece.change is not without)
        for one in paragraphs
        if one.change is not without
    ]


class TestFolded:
    def test_leaves_out_what_is_far_from_a_change(self) -> None:
        old = "\n".join(f"Пункт номер {n}" for n in range(10))
        new = old.replace("Пункт номер 5", "Совсем другое дело")

        found = folded(differences(old, new))

        assert found[0] == Gap(4)
        assert found[-1] == Gap(3)
        assert [one.change for one in found[1:-1] if isinstance(one, Paragraph)] == [
            SAME,
            REMOVED,
            ADDED,
            SAME,
        ]

    def test_leaves_no_single_paragraph_out(self) -> None:
        old = "Первый\nВторой\nТретий"

        assert Gap(1) not in folded(differences(old, old + "\nЧетвёртый"))

    def test_of_the_same_text_is_one_gap(self) -> None:
        assert folded(differences(OLD, OLD)) == [Gap(5)]
