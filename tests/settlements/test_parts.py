from dataclasses import dataclass

from kabinet.settlements.rules.parts import parts_of


@dataclass
class Line:
    supply_point_id: int
    code: str
    coefficient: str


def test_lines_are_parted_by_point_and_by_what_was_taken_over_the_maximum() -> None:
    lines = [
        Line(1, "gas", "1"),
        Line(1, "supply", "1"),
        Line(1, "gas", "1.5"),
        Line(1, "supply", "1"),
        Line(2, "gas", "1"),
    ]

    parts = parts_of(lines)

    assert [(part.supply_point_id, part.over, len(part.lines)) for part in parts] == [
        (1, False, 2),
        (1, True, 2),
        (2, False, 1),
    ]


def test_a_point_may_have_nothing_but_overtake() -> None:
    assert [part.over for part in parts_of([Line(1, "gas", "1.1"), Line(1, "supply", "1.0")])] == [True]


def test_a_charge_without_lines_has_no_parts() -> None:
    assert parts_of([]) == []
