"""
What differs between two versions of a text: by paragraph, and by word within a paragraph that was rewritten.

A paragraph is a line; spaces around it and empty lines between paragraphs are no difference.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

# Two paragraphs that share at least this part of their words are one paragraph, rewritten.
_ALIKE = 0.4
# Beyond so many pairs a comparison takes seconds, and nobody reads its outcome.
_MOST_PAIRS_OF_WORDS = 4_000_000
_MOST_PAIRS_OF_PARAGRAPHS = 10_000
_WORDS = re.compile(r"\s+|\d+(?:[.,]\d+)*|\w+|[^\w\s]")


class Change(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that have one fate."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of both versions or of one; a rewritten one has pieces of several fates."""

    change: Change
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """So many paragraphs without changes, left out."""

    paragraphs: int


def paragraphs_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def differences(old: str, new: str) -> list[Paragraph]:
    """Return the paragraphs of both versions in their order, those removed before those added in their place."""
    before, after = paragraphs_of(old), paragraphs_of(new)
    matcher = SequenceMatcher(None, before, after)
    found: list[Paragraph] = []
    for fate, start, end, first, last in matcher.get_opcodes():
        if fate == "equal":
            found += [_whole(Change.SAME, text) for text in before[start:end]]
        else:
            found += _replaced(before[start:end], after[first:last])
    return found


def is_changed(paragraphs: Sequence[Paragraph]) -> bool:
    return any(one.change is not Change.SAME for one in paragraphs)


def folded(paragraphs: Sequence[Paragraph], *, around: int = 1) -> list[Paragraph | Gap]:
    """Leave out what is the same, but for so many paragraphs around each change."""
    changed = [place for place, one in enumerate(paragraphs) if one.change is not Change.SAME]
    shown = {
        near
        for place in changed
        for near in range(max(0, place - around), min(len(paragraphs), place + around + 1))
    }
    found: list[Paragraph | Gap] = []
    for is_shown, run in groupby(enumerate(paragraphs), key=lambda numbered: numbered[0] in shown):
        ones = [one for _place, one in run]
        # A gap of one paragraph would take as much room as the paragraph.
        found += ones if is_shown or len(ones) == 1 else [Gap(len(ones))]
    return found


def _whole(change: Change, text: str) -> Paragraph:
    return Paragraph(change, (Piece(change, text),))


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """Pair those that are alike, in their order; the others were removed or added."""
    done = 0
    waiting = 0
    for place, partner in _pairs(before, after):
        yield from (_whole(Change.REMOVED, text) for text in before[done:place])
        yield from (_whole(Change.ADDED, text) for text in after[waiting:partner])
        yield Paragraph(Change.REWRITTEN, _by_word(before[place], after[partner]))
        done, waiting = place + 1, partner + 1
    yield from (_whole(Change.REMOVED, text) for text in before[done:])
    yield from (_whole(Change.ADDED, text) for text in after[waiting:])


def _pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs whose likeness adds up to the most, none of them crossing another."""
    if len(before) * len(after) > _MOST_PAIRS_OF_PARAGRAPHS:
        return []
    bags = [_bag(text) for text in after]
    best: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])] * (len(after) + 1)
    for place, text in enumerate(before):
        bag, row = _bag(text), [best[0]]
        for partner, other in enumerate(bags):
            choice = max(best[partner + 1], row[-1], key=_total)
            if (likeness := _likeness(bag, other)) >= _ALIKE:
                total, pairs = best[partner]
                choice = max(choice, (total + likeness, [*pairs, (place, partner)]), key=_total)
            row.append(choice)
        best = row
    return best[-1][1]


def _total(choice: tuple[float, list[tuple[int, int]]]) -> float:
    return choice[0]


def _bag(text: str) -> Counter[str]:
    """Return the words of the paragraph with how often each stands there; numbers and marks make nothing alike."""
    return Counter(word for word in _WORDS.findall(text.lower()) if word.isalpha())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return which part of the words both have."""
    total = one.total() + other.total() or 1
    if 2 * min(one.total(), other.total()) < _ALIKE * total:
        return 0.0
    return 2 * sum(min(count, other[word]) for word, count in one.items()) / total


def _by_word(old: str, new: str) -> tuple[Piece, ...]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) * len(after) > _MOST_PAIRS_OF_WORDS:
        return (Piece(Change.REMOVED, old), Piece(Change.ADDED, new))
    matcher = SequenceMatcher(None, before, after)
    runs: list[tuple[str, str, str]] = []
    for fate, start, end, first, last in matcher.get_opcodes():
        removed, added = "".join(before[start:end]), "".join(after[first:last])
        same = removed if fate == "equal" else ""
        if same.isspace() and runs:
            # A space alone between two changes belongs to both of them.
            runs.append(("", same, same))
        else:
            runs.append((same, "" if same else removed, "" if same else added))
    return tuple(_pieces(runs))


def _pieces(runs: Sequence[tuple[str, str, str]]) -> Iterator[Piece]:
    """Join neighbouring changes: what was removed in one go, and then what was added in its place."""
    for is_same, group in groupby(runs, key=lambda run: bool(run[0])):
        ones = list(group)
        if is_same:
            yield Piece(Change.SAME, "".join(same for same, _removed, _added in ones))
            continue
        removed = "".join(removed for _same, removed, _added in ones)
        added = "".join(added for _same, _removed, added in ones)
        if removed:
            yield Piece(Change.REMOVED, removed)
        if added:
            yield Piece(Change.ADDED, added)
