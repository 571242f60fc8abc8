"""Two versions of the offer agreement under which the demo supplier gives access."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from kabinet.access.models import Offer
from kabinet.demo.sheets import Sheets


@dataclass(frozen=True, slots=True)
class Version:
    pk: int
    name: str
    since: date


TITLE = "Договор-оферта об использовании личного кабинета потребителя газа"
_VERSIONS = (("2025-01", date(2025, 1, 1)), ("2026-03", date(2026, 3, 1)))


def write_offers(sheets: Sheets) -> list[Version]:
    written = []
    for name, since in _VERSIONS:
        text = files("kabinet.demo").joinpath(f"offer-{name}.txt").read_text(encoding="utf-8")
        row = sheets[Offer].add(version=name, title=TITLE, text=text, in_force_from=since)
        written.append(Version(row["id"], name, since))
    return written


def in_force(versions: Sequence[Version], on: date) -> Version | None:
    """Return the version in force on the day, of versions in the order of their days."""
    return next((version for version in reversed(versions) if version.since <= on), None)
