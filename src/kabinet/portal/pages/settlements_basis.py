"""From what a charge was computed, as it was stored beside the figures."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kabinet.foundation import formatting, ui
from kabinet.settlements import wording

_NAMES = {
    "volumes": gettext_lazy("Volumes"),
    "contract_volume": gettext_lazy("Contract volume"),
    "daily_maximum": gettext_lazy("Daily maximum"),
    "price_list": gettext_lazy("Price list"),
    "rule_set": gettext_lazy("Rules of supply"),
    "rounding": gettext_lazy("Rounding"),
    "vat_percent": gettext_lazy("VAT rate"),
}


def basis_facts(bases: Iterable[Mapping[str, Any]]) -> list[ui.Fact]:
    """Return each basis once; lines of one point share theirs. What has no name of ours stands as it was stored."""
    merged: dict[str, list[str]] = {}
    for basis in bases:
        for name, value in basis.items():
            text = _text(name, value)
            if text not in merged.setdefault(name, []):
                merged[name].append(text)
    return [ui.Fact(str(_NAMES.get(name, name)), "; ".join(texts)) for name, texts in merged.items()]


def _text(name: str, value: Any) -> str:
    try:
        return _TEXTS[name](value)
    except (KeyError, ValueError, ArithmeticError, TypeError, AttributeError):
        return str(value)


def _volumes(versions: Mapping[str, Mapping[str, int]]) -> str:
    """Say for each metering unit which gas days were taken in a later version than the first."""
    return "; ".join(f"{unit}: {_corrected_days(days)}" for unit, days in versions.items())


def _corrected_days(days: Mapping[str, int]) -> str:
    if not days:
        return _("all gas days as first given")
    corrected = [
        _("%(day)s in version %(version)s")
        % {"day": formatting.day(date.fromisoformat(day)), "version": version}
        for day, version in sorted(days.items())
    ]
    return _("corrected: %(days)s") % {"days": ", ".join(corrected)}


def _price_list(found: Mapping[str, str]) -> str:
    facts = {
        "act": found["act"],
        "group": found["group"],
        "day": formatting.day(date.fromisoformat(found["valid_from"])),
    }
    return _("%(act)s, price group %(group)s, in force from %(day)s") % facts


def _volume(m3: str) -> str:
    return formatting.volume_with_unit(Decimal(m3))


_TEXTS: dict[str, Callable[[Any], str]] = {
    "volumes": _volumes,
    "contract_volume": _volume,
    "daily_maximum": _volume,
    "price_list": _price_list,
    "rule_set": str,
    "rounding": lambda code: str(wording.ROUNDING[code]),
    "vat_percent": lambda percent: formatting.percent(Decimal(percent), 0),
}
