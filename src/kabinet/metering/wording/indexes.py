"""How a counter and the days agree, in words, with the colour of the tag."""

from django.utils.translation import gettext as _

from kabinet.foundation import formatting
from kabinet.metering.index_plan import Comparison
from kabinet.metering.queries import IndexReading, fits_removal
from kabinet.metering.rules.indexes import Reading


def finding(compared: Comparison) -> tuple[str, str]:
    """Return the words and the kind of `ui.Tag`."""
    if compared.missing:
        text = _("days without a volume: %(missing)s of %(days)s")
        return text % {"missing": compared.missing, "days": compared.days}, "warning"
    if compared.agrees:
        return _("agrees with the days"), "done"
    volume = formatting.signed(formatting.volume_with_unit(-compared.difference))
    return _("the days differ by %(volume)s") % {"volume": volume}, "problem"


def past_closing(row: IndexReading) -> tuple[str, str] | None:
    """Return the mark of a reading that does not fit the index at which its counter was removed."""
    if row.superseded_at is not None or fits_removal(row.instrument, Reading(row.taken_at, row.index)):
        return None
    return _("more than when it was removed: correct it"), "problem"
