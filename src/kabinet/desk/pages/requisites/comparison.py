"""A change of the requisites beside what it replaces."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from kabinet.access.wording.requisites import FIELD
from kabinet.foundation import formatting, ui
from kabinet.organizations.queries import replaced_on, requisites_versions
from kabinet.organizations.rules.requisites import ABOUT_MONEY, Requisites, changed

#: Where an account is parted, as banks print it: 40702 810 6 0000 0000001.
_ACCOUNT_PARTS = (5, 8, 9, 13)
_ACCOUNTS = ("account", "correspondent_account")


def contents(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a proposal's page shows of the change. Two queries at most."""
    day = date.fromisoformat(content["valid_from"])
    new = Requisites.of(content)
    return {"facts": ui.Facts([ui.Fact(_("In force from"), formatting.day(day))]), **compared(new, day=day)}


def compared(new: Requisites, *, day: date) -> dict[str, Any]:
    """Return the parts that show what changes on the day; the account by itself, and so that nobody overlooks it."""
    old = replaced_on(day)
    names = changed(old, new)
    return {
        "versus": _accounts(old, new, day) if is_about_money(old, new) else None,
        "table": _table(old, new, names),
        "later": _later(day),
    }


def is_about_money(old: Requisites, new: Requisites) -> bool:
    return any(name in ABOUT_MONEY for name in changed(old, new))


def _accounts(old: Requisites, new: Requisites, day: date) -> ui.Versus:
    return ui.Versus(
        _("The account to which all customers pay changes"),
        _("Compare every figure with the letter of the bank, not with the proposal."),
        _side(_("Now"), old),
        _side(_("From %(day)s") % {"day": formatting.day(day)}, new),
    )


def _side(label: str, own: Requisites) -> ui.Side:
    facts = {"bank": own.bank, "bik": own.bik, "account": parted(own.correspondent_account)}
    note = _("%(bank)s, BIK %(bik)s, correspondent account %(account)s") % facts
    return ui.Side(label, parted(own.account), note)


def parted(account: str) -> str:
    """Return the account in groups that can be compared by eye."""
    places = (0, *_ACCOUNT_PARTS, len(account))
    return " ".join(account[start:end] for start, end in pairwise(places))


def readable(own: Requisites, name: str) -> str:
    value = str(getattr(own, name))
    return parted(value) if name in _ACCOUNTS else value


def _table(old: Requisites, new: Requisites, names: list[str]) -> ui.Table:
    return ui.Table(
        caption=_("What changes in the requisites"),
        columns=[ui.Column(_("Requisite")), ui.Column(_("Now")), ui.Column(_("Will be"))],
        rows=[ui.Row([str(FIELD[name]), readable(old, name), readable(new, name)]) for name in names],
        empty=ui.Empty(_("Nothing differs from the requisites in force on that day.")),
        stack=True,
    )


def _later(day: date) -> ui.Notice | None:
    """Warn of a version that is set already, and takes over on a later day with what it holds."""
    later = [one.valid_from for one in requisites_versions() if one.valid_from > day]
    if not later:
        return None
    text = _("Other requisites are set already, and replace these on %(day)s.")
    return ui.Notice(text % {"day": formatting.day(min(later))}, kind="warning")
