"""The supplier's own requisites, which documents carry by their date. Plain Python."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from kabinet.foundation.refusal import Refusal
from kabinet.values.identifiers import is_account, is_bik, is_inn, is_kpp

#: How long a text may be: what is longer does not fit the payment code or the line of a form.
LONGEST = {
    "name": 160,
    "inn": 12,
    "kpp": 9,
    "address": 300,
    "account": 20,
    "bank": 45,
    "bik": 9,
    "correspondent_account": 20,
    "signer": 100,
    "signer_position": 200,
    "signer_in_genitive": 300,
    "signer_basis": 200,
    "accountant": 100,
}

#: Where the money of all customers goes.
ABOUT_MONEY = ("account", "bank", "bik", "correspondent_account")


class RequisitesUnfit(Refusal):
    """Facts: problems, the code of what is wrong by the name of the field."""

    code = "organizations.requisites-unfit"


class RequisitesInPast(Refusal):
    """Documents of that day may have been drawn. Facts: day, today."""

    code = "organizations.requisites-in-past"


class RequisitesDayTaken(Refusal):
    """Facts: day."""

    code = "organizations.requisites-day-taken"


class RequisitesUnchanged(Refusal):
    code = "organizations.requisites-unchanged"


@dataclass(frozen=True, slots=True)
class Requisites:
    """
    The supplier as documents name it: who, where, the account to pay to, and who signs.

    The signer stands as "И. И. Иванов", position and name again in the genitive for «в лице …», the basis in the
    genitive: «доверенности № 1».
    """

    name: str
    inn: str
    kpp: str
    address: str
    account: str
    bank: str
    bik: str
    correspondent_account: str
    signer: str
    signer_position: str
    signer_in_genitive: str
    signer_basis: str
    accountant: str

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Requisites":
        """Take what the fields are called from a mapping that may hold more."""
        return cls(**{field.name: values[field.name] for field in fields(cls)})

    def content(self) -> dict[str, str]:
        return asdict(self)

    def problems(self) -> dict[str, str]:
        """Return the code of what is wrong, by the name of the field: all of it at once."""
        found = {name: "empty" for name, value in self.content().items() if not value.strip()}
        found |= {name: "too-long" for name, value in self.content().items() if len(value) > LONGEST[name]}
        checks = {
            "inn": is_inn(self.inn),
            "kpp": is_kpp(self.kpp),
            "bik": is_bik(self.bik),
            "account": is_account(self.account, bik=self.bik) and not self.account.startswith("301"),
            "correspondent_account": is_account(self.correspondent_account, bik=self.bik)
            and self.correspondent_account.startswith("30101"),
        }
        # With a wrong БИК no key can be right: only the БИК is told.
        hidden = {"account", "correspondent_account"} if "bik" in found or not checks["bik"] else set()
        wrong = {name: name for name, is_right in checks.items() if not is_right and name not in hidden}
        return wrong | found

    def check(self, *, valid_from: date, today: date) -> None:
        """
        Judge them by themselves.

        :raises RequisitesUnfit: check digits or keys are wrong, or something is missing
        :raises RequisitesInPast: the day has passed
        """
        if problems := self.problems():
            raise RequisitesUnfit(problems=problems)
        if valid_from < today:
            raise RequisitesInPast(day=valid_from, today=today)


def changed(old: Requisites, new: Requisites) -> list[str]:
    """Return the names of the fields that differ, in the order in which they are read."""
    return [
        field.name for field in fields(Requisites) if getattr(old, field.name) != getattr(new, field.name)
    ]
