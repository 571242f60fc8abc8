"""The parameters of supply in force on a day: dated, and replaced by the contract's own."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kabinet.organizations.rules.parameters import (
    ExpiredVerification,
    NoRuleSet,
    Parameters,
    TakeOrPay,
    parameters_on,
    read_parameters,
)
from kabinet.values.volume import Rounding
from tests.factories import PARAMETERS


@dataclass
class Rules:
    code: str
    valid_from: date
    valid_to: date | None = None
    parameters: dict[str, Any] = field(default_factory=lambda: PARAMETERS)

    @property
    def own(self) -> Parameters:
        return read_parameters(self.code, self.parameters)


OLD = Rules("old", date(2020, 1, 1), date(2026, 3, 1))
NEW = Rules("new", date(2026, 3, 1), parameters=PARAMETERS | {"tolerance_above": "0.05"})


def on(day: date, **overrides: Any) -> Parameters:
    return parameters_on(day, rule_sets=[NEW, OLD], overrides=overrides)


class TestRuleSets:
    @pytest.mark.parametrize(
        ("day", "code"),
        [(date(2020, 1, 1), "old"), (date(2026, 2, 28), "old"), (date(2026, 3, 1), "new")],
    )
    def test_the_end_of_one_is_the_beginning_of_the_next(self, day: date, code: str) -> None:
        assert on(day).rule_set == code

    def test_a_day_before_the_first_has_none(self) -> None:
        with pytest.raises(NoRuleSet) as refused:
            on(date(2019, 12, 31))

        assert refused.value.facts == {"day": date(2019, 12, 31)}

    def test_a_day_in_a_gap_has_none(self) -> None:
        with pytest.raises(NoRuleSet):
            parameters_on(date(2026, 3, 1), rule_sets=[OLD], overrides={})

    @pytest.mark.parametrize("name", sorted(PARAMETERS))
    def test_half_a_rule_set_is_none(self, name: str) -> None:
        rest = {key: value for key, value in PARAMETERS.items() if key != name}

        with pytest.raises(KeyError, match=name):
            parameters_on(
                date(2026, 1, 1), rule_sets=[Rules("half", date(2020, 1, 1), None, rest)], overrides={}
            )


class TestToleranceOfTheDistributor:
    @pytest.mark.parametrize(
        ("volume", "allowed"), [("0", 100), ("50000", 100), ("1000000", 1000), ("-200000", 200)]
    )
    def test_is_a_share_and_always_so_many_m3(self, volume: str, allowed: int) -> None:
        assert on(date(2026, 11, 1)).distributor_tolerance.of(Decimal(volume)) == allowed


class TestExpiredVerification:
    def test_is_only_told_unless_the_rules_of_the_day_or_the_contract_say_otherwise(self) -> None:
        strict = Rules("new", date(2026, 3, 1), parameters=PARAMETERS | {"expired_verification": "fault"})
        effect = [
            parameters_on(day, rule_sets=[strict, OLD], overrides={}).expired_verification
            for day in (date(2026, 2, 28), date(2026, 3, 1))
        ]

        assert effect == [ExpiredVerification.FLAG, ExpiredVerification.FAULT]
        own = on(date(2026, 11, 1), expired_verification="fault")
        assert own.expired_verification is ExpiredVerification.FAULT


class TestTakeOrPay:
    def test_is_a_clause_that_most_contracts_have_not(self) -> None:
        assert on(date(2026, 11, 1)).take_or_pay is None

    def test_is_a_contracts_own(self) -> None:
        own = on(date(2026, 11, 1), take_or_pay_share="0.8", take_or_pay_says="п. 5.6 договора")

        assert own.take_or_pay == TakeOrPay(Decimal("0.8"), "п. 5.6 договора")

    def test_half_a_clause_is_none(self) -> None:
        with pytest.raises(KeyError, match="take_or_pay_says"):
            on(date(2026, 11, 1), take_or_pay_share="0.8")


class TestOverrides:
    def test_replace_single_parameters_and_leave_the_others(self) -> None:
        own = on(date(2026, 11, 1), tolerance_below="0.15", rounding="half-up")

        assert (own.tolerance_below, own.tolerance_above) == (Decimal("0.15"), Decimal("0.05"))
        assert own.rounding is Rounding.HALF_UP


class TestSeasons:
    @pytest.mark.parametrize(
        ("day", "coefficient"),
        [
            (date(2026, 4, 14), "1.5"),
            (date(2026, 4, 15), "1.1"),
            (date(2026, 9, 15), "1.1"),
            (date(2026, 9, 16), "1.5"),
            (date(2026, 12, 31), "1.5"),
            (date(2027, 1, 1), "1.5"),
            (date(2028, 2, 29), "1.5"),
        ],
    )
    def test_span_the_turn_of_the_year(self, day: date, coefficient: str) -> None:
        assert on(day).overtake_coefficient(day) == Decimal(coefficient)

    def test_a_day_outside_all_of_them_costs_nothing_more(self) -> None:
        summer = [{"from": "06-01", "to": "08-31", "coefficient": "1.1"}]

        assert on(date(2026, 11, 1), overtake_seasons=summer).overtake_coefficient(date(2026, 11, 1)) == 1
