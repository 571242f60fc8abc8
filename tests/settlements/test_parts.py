from decimal import Decimal

from kabinet.settlements.rules.parts import Keyed, parts_of


def keyed(*lines: tuple[int, str, str]) -> list[Keyed[str]]:
    return [Keyed(point, code, Decimal(factor), f"{code} x {factor}") for point, code, factor in lines]


def test_lines_are_parted_by_point_and_by_what_was_taken_over_the_maximum() -> None:
    lines = keyed((1, "gas", "1"), (1, "supply", "1"), (1, "gas", "1.5"), (1, "supply", "1"), (2, "gas", "1"))

    parts = parts_of(lines)

    assert [(part.supply_point_id, part.over, part.lines) for part in parts] == [
        (1, False, ["gas x 1", "supply x 1"]),
        (1, True, ["gas x 1.5", "supply x 1"]),
        (2, False, ["gas x 1"]),
    ]


def test_a_point_may_have_nothing_but_overtake() -> None:
    assert [part.over for part in parts_of(keyed((1, "gas", "1.1"), (1, "supply", "1.0")))] == [True]


def test_a_charge_without_lines_has_no_parts() -> None:
    assert parts_of(keyed()) == []
