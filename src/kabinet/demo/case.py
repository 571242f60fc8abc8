"""One contract whose past is made up, with everything that its parts write to and reckon by."""

from dataclasses import dataclass
from random import Random

from kabinet.demo.clients import Client, Deal
from kabinet.demo.scope import Scope
from kabinet.demo.sheets import Sheets
from kabinet.demo.terms import Terms


@dataclass(frozen=True, slots=True)
class Case:
    scope: Scope
    sheets: Sheets
    terms: Terms
    client: Client
    deal: Deal

    @property
    def is_first(self) -> bool:
        """Whether it is the client's first contract."""
        return self.deal is self.client.deals[0]

    def dice(self, part: str) -> Random:
        return self.scope.dice(self.client.index, self.deal.serial, part)
