"""The words of the distributor's months: states of a report, and what does not agree."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kabinet.foundation import formatting
from kabinet.metering.rules.beside import PointBeside
from kabinet.metering.rules.distributor import DiscrepancyKind
from kabinet.metering.rules.words import ReportStatus
from kabinet.metering.wording import archives as archive_wording

STATUS: dict[str, str | Promise] = {
    ReportStatus.READ: pgettext_lazy("report", "read, does not count yet"),
    ReportStatus.COUNTS: pgettext_lazy("report", "counts for the month"),
    ReportStatus.REPLACED: pgettext_lazy("report", "replaced by a newer one"),
}
TAG = {ReportStatus.READ: "my-move", ReportStatus.COUNTS: "done", ReportStatus.REPLACED: "closed"}

#: Where a report is no report, the words for archives of devices do not fit.
PROBLEM: dict[str, str | Promise] = {
    "unknown": _("The file is no table"),
    "wrong-template": _(
        "The file is not laid out as the distributor's report: there is no column with codes of supply points"
    ),
    "damaged": _("The file is damaged: save it anew and hand it over again"),
    "no-rows": _("There is no row with a supply point and its volume in the report"),
}

DISCREPANCY: dict[str, str | Promise] = {
    DiscrepancyKind.UNREADABLE: _("“%(text)s” in column %(column)s is no volume; the row was left out"),
    DiscrepancyKind.UNKNOWN_BUYER: _("Neither the buyer nor the contract is known to us"),
    DiscrepancyKind.UNKNOWN_CONTRACT: _("The contract is not known to us"),
    DiscrepancyKind.UNKNOWN_POINT: _("The supply point is not known to us; its volume is not compared"),
    DiscrepancyKind.OTHER_CONTRACT: _("With us the point belongs to contract %(ours)s"),
    DiscrepancyKind.OTHER_BUYER: _("With us the contract is of %(ours)s"),
    DiscrepancyKind.OTHER_ADDRESS: _("Address “%(theirs)s”, with us “%(ours)s”"),
    DiscrepancyKind.PARTS_DIFFER: _("Within and over the contract make %(parts)s, the total says %(total)s"),
    DiscrepancyKind.OWN_DIFFERS: _("Column D says %(own)s, the total says %(total)s"),
    DiscrepancyKind.BUYER_DIFFERS: _("The buyer's total is %(total)s, the points make %(sum)s"),
    DiscrepancyKind.TWICE: _("The point stands in row %(first_row)s already; both were added up"),
    DiscrepancyKind.VOLUME_DIFFERS: _("Volume %(theirs)s, by our daily volumes %(ours)s"),
    DiscrepancyKind.NO_DAYS: _("Volume %(theirs)s, and we have no daily volumes of the point"),
    DiscrepancyKind.PLAN_WITHOUT_FACT: _("Contract volume %(plan)s, and no row in the report"),
}


def problem(code: str) -> str:
    """Return why the file is no report that could be read."""
    return str(PROBLEM[code]) if code in PROBLEM else archive_wording.problem(code)


def discrepancy(kind: str, facts: Mapping[str, str | Decimal]) -> str:
    shown = {
        name: formatting.volume_with_unit(fact) if isinstance(fact, Decimal) else fact
        for name, fact in facts.items()
    }
    return str(DISCREPANCY[kind]) % shown


def agreement(one: PointBeside) -> tuple[str, str]:
    """Return words and look of the mark beside a supply point of a statement."""
    if one.theirs is None:
        return gettext("not in the report"), "warning"
    return (gettext("differs"), "problem") if one.is_apart else (gettext("agrees"), "done")
