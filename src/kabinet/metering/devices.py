"""Whose device wrote an archive: the instrument of the contract that had its serial number then."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from kabinet.formats.archives import Archive, FindingCode, all_templates
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import ArchiveFile, Instrument, MeteringUnit
from kabinet.metering.rules.words import COUNTING, ArchiveStatus, InstrumentKind
from kabinet.organizations.queries import Terms

InstrumentsBySerial = Mapping[str, Sequence[Instrument]]

_NONE = timedelta(0)
_EVER = datetime.max.replace(tzinfo=UTC)
_LATIN = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


def instruments_by_serial(*, viewer: Viewer, terms: Terms) -> InstrumentsBySerial:
    """Return what counted gas under the contract, now or before, by bare serial number."""
    found: dict[str, list[Instrument]] = defaultdict(list)
    rows = Instrument.objects.visible_to(viewer).filter(unit__contract=terms.contract, kind__in=COUNTING)
    for row in rows.select_related("unit").order_by("installed_at", "id"):
        found[bare(row.serial_number)].append(row)
    return found


def bare(serial: str) -> str:
    return serial.strip().lstrip("0")


def instrument_of(archive: Archive, known: InstrumentsBySerial) -> Instrument | None:
    """
    Return the instrument that stood in its unit in the hours of the archive; None where there was none.

    Of several with the same number it is the corrector, then the one of the same model, then the one of most hours.
    """
    if not archive.serial or archive.of_point:
        return None
    standing = [
        one
        for one in known.get(bare(archive.serial), ())
        if not len(archive.hours) or _shared(one, archive) > _NONE
    ]
    return max(standing, key=lambda one: _likeness(one, archive), default=None)


def instruments_called(serial: str, *, viewer: Viewer, terms: Terms) -> Sequence[Instrument]:
    """Return those of the contract with this serial number, whenever they stood there, by time."""
    return instruments_by_serial(viewer=viewer, terms=terms).get(bare(serial), ())


def units_by_point(*, viewer: Viewer, terms: Terms) -> dict[str, int]:
    """
    Return by the code of its metering point the unit of the contract that a file is about.

    It is the unit of that code, or the one that was chosen for the latest file of the point that was handed in.
    """
    units = MeteringUnit.objects.visible_to(viewer).filter(contract=terms.contract)
    chosen = ArchiveFile.objects.visible_to(viewer).filter(
        contract=terms.contract,
        template__in=[one.code for one in all_templates() if one.device.is_point],
        status=ArchiveStatus.SUBMITTED,
        unit__isnull=False,
    )
    pairs = [*units.values_list("code", "id"), *chosen.order_by("id").values_list("serial", "unit_id")]
    return {bare(code): unit_id for code, unit_id in pairs}


def is_other_model(instrument: Instrument, read: str) -> bool:
    """
    Say whether a file calls its device otherwise than the card does: serial numbers are given anew by each maker.

    A template of several models, "EK260/EK270", says no more than that it is one of them.
    """
    return bool(read) and not any(_is_model(instrument.model, one) for one in read.split("/"))


def other_serials(archive: Archive) -> list[str]:
    """Return the serial numbers of the other devices in the file that it was read from."""
    others = [str(one.facts["other"]) for one in archive.findings if one.code is FindingCode.TWO_DEVICES]
    return list(dict.fromkeys(others))


def _likeness(one: Instrument, archive: Archive) -> tuple[bool, bool, timedelta, datetime]:
    same_model = bool(archive.model) and not is_other_model(one, archive.model)
    return one.kind == InstrumentKind.CORRECTOR, same_model, _shared(one, archive), one.installed_at


def _is_model(own: str, read: str) -> bool:
    """One of the two may say more: "СПГ761.1" is a "СПГ761"."""
    own, read = _plain(own), _plain(read)
    return bool(own and read) and (own.startswith(read) or read.startswith(own))


def _shared(one: Instrument, archive: Archive) -> timedelta:
    """Return how long of the archive's time the instrument stood in its unit."""
    if not len(archive.hours):
        return _NONE
    begins, ends = archive.hours.starts_at[0], archive.hours.starts_at[-1] + timedelta(hours=1)
    return min(ends, one.removed_at or _EVER) - max(begins, one.installed_at)


def _plain(model: str) -> str:
    """Return the name of a model without the look-alikes, spaces and dashes of its many spellings."""
    return "".join(sign for sign in model.upper().translate(_LATIN) if sign.isalnum())
