"""Archives spoiled in the ways that files are spoiled, and what must hold of whatever is read from them."""

from collections import Counter
from collections.abc import Callable, Sequence
from operator import lt
from pathlib import Path
from random import Random

from kabinet.formats.archives import Archive, NotAnArchive, day_volumes, read_archive, recognise
from kabinet.formats.archives.findings import MOST_OF_A_CODE
from tests.formats.archives.reading import CLOCK

GOLDEN = Path(__file__).with_name("golden")
KINDS = {
    "empty",
    "too-large",
    "too-many-files",
    "too-many-rows",
    "encrypted",
    "damaged",
    "unknown",
    "wrong-template",
    "wrong-encoding",
    "entities",
    "several-kinds",
    "no-rows",
    "no-columns",
}
_ENCODINGS = ("cp1251", "cp866", "utf-8", "utf-16", "koi8-r", "latin-1")
_PIECES = (
    *(b";", b",", b".", b"-", b"(", b")", b" ", b"\t", b'"', b"\x00", b"\xff", b"<", b">", b"&"),
    *(b"29.02.2026", b"24:00", b"9" * 12, b"0x8103"),
)
Mutation = Callable[[bytes, Random], bytes]


def golden_files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(GOLDEN.iterdir()) if path.suffix != ".json"}


def spoiled(content: bytes, chance: Random) -> bytes:
    """Return the file with one to four things done to it."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        content = chance.choice(_MUTATIONS)(content, chance)
    return content


def judged(content: bytes, name: str) -> Archive | str:
    """
    Return the archive, or the code of the refusal.

    :raises AssertionError: what was read cannot be
    """
    try:
        template = recognise(content, name)
        archive = read_archive(content, name, template=template, clock=CLOCK)
    except NotAnArchive as refused:
        return known(refused.code)
    check(archive)
    return archive


def known(code: str) -> str:
    assert code in KINDS
    return code


def check(archive: Archive) -> None:
    """:raises AssertionError: the archive contradicts itself"""
    hours = archive.hours
    columns: Sequence[Sequence[object]] = (
        hours.starts_at, hours.standard, hours.working, hours.pressure_pa, hours.temperature, hours.flags, hours.rows
    )  # fmt: skip
    assert {len(column) for column in columns} == {len(hours)}
    assert all(map(lt, hours.starts_at, hours.starts_at[1:])), "hours in order, and once"
    assert all(moment.minute == moment.second == 0 for moment in hours.starts_at)
    assert all(type(volume) is int and volume >= 0 for volume in hours.standard)
    assert all(volume is None or volume >= 0 for volume in hours.working)
    assert all(row >= 1 for row in hours.rows)
    assert all(day.standard >= 0 for day in archive.days)
    days = day_volumes(archive, CLOCK)
    assert sum(day.standard for day in days) == sum(hours.standard)
    assert sum(day.hours for day in days) == len(hours)
    assert len({day.day for day in days}) == len(days)
    assert all(day.hours <= day.expected_hours for day in days)
    assert max(Counter(finding.code for finding in archive.findings).values(), default=0) <= MOST_OF_A_CODE
    assert len(hours) or archive.days or archive.findings, "nothing came of it, and nobody is told why"


def _cut(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _flip(content: bytes, chance: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 10))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _digit(content: bytes, chance: Random) -> bytes:
    places = [
        place
        for place in (chance.randrange(len(content) + 1) for _ in range(40))
        if content[place : place + 1].isdigit()
    ]
    changed = bytearray(content)
    for place in places[:3]:
        changed[place] = chance.choice(b"0123456789")
    return bytes(changed)


def _insert(content: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.choice(_PIECES) + content[place + chance.choice((0, 0, 1, 5)) :]


def _replace(content: bytes, chance: Random) -> bytes:
    old, new = chance.sample(_PIECES, 2)
    return content.replace(old, new, chance.choice((1, 3, 50)))


def _of_lines(change: Callable[[list[bytes], Random], None]) -> Mutation:
    def mutation(content: bytes, chance: Random) -> bytes:
        mark = b"\n" if b"\n" in content[:2000] and not content.startswith(b"<?xml") else b"<period"
        lines = content.split(mark)
        change(lines, chance)
        return mark.join(lines)

    return mutation


def _swap(lines: list[bytes], chance: Random) -> None:
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _double(lines: list[bytes], chance: Random) -> None:
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))


def _drop(lines: list[bytes], chance: Random) -> None:
    begin = chance.randrange(len(lines))
    del lines[begin : begin + chance.choice((1, 1, 2, 8))]


def _turn(lines: list[bytes], chance: Random) -> None:
    begin = chance.randrange(len(lines))
    lines[begin:] = lines[begin:][::-1]


def _repeat(lines: list[bytes], chance: Random) -> None:
    begin = chance.randrange(len(lines))
    lines += lines[begin:]


def _recode(content: bytes, chance: Random) -> bytes:
    was, becomes = chance.choice(_ENCODINGS[:3]), chance.choice(_ENCODINGS)
    return content.decode(was, errors="replace").encode(becomes, errors="replace")


_MUTATIONS: Sequence[Mutation] = (
    _cut, _flip, _flip, _digit, _digit, _insert, _insert, _replace, _recode,
    *map(_of_lines, (_swap, _double, _drop, _turn, _repeat)),
)  # fmt: skip
