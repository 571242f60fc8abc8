"""The rules and prices that the demo's contracts are reckoned by, read once for the whole load."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kabinet.demo.clients import Deal
from kabinet.organizations.models import RuleSet
from kabinet.organizations.queries import rule_sets
from kabinet.organizations.rules.parameters import Parameters, parameters_on
from kabinet.settlements.queries import Prices
from kabinet.settlements.rules.charges import Component
from kabinet.values.months import BillingMonth


@dataclass
class Terms:
    rule_sets: tuple[RuleSet, ...] = field(default_factory=rule_sets)
    prices: Prices = field(default_factory=Prices.load)
    _components: dict[tuple[str, BillingMonth], list[Component]] = field(default_factory=dict)
    _parameters: dict[tuple[object, date], Parameters] = field(default_factory=dict)

    def parameters(self, deal: Deal, day: date) -> Parameters:
        place = (deal.variant, day)
        if place not in self._parameters:
            self._parameters[place] = parameters_on(day, rule_sets=self.rule_sets, overrides=deal.overrides)
        return self._parameters[place]

    def components(self, group: str, month: BillingMonth) -> list[Component]:
        if (group, month) not in self._components:
            self._components[group, month] = self.prices.components(group, month.first_day)
        return self._components[group, month]

    def vat_percent(self, month: BillingMonth) -> int:
        return self.prices.vat_percent(month.first_day)


#: The agreed volume by month and supply point key, m³.
Plan = dict[BillingMonth, dict[int, Decimal]]
