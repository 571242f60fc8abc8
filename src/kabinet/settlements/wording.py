"""The words of this area."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KIND = {
    "opening": pgettext_lazy("ledger", "Opening balance"),
    "charge": pgettext_lazy("ledger", "Gas supplied"),
    "payment": pgettext_lazy("ledger", "Payment"),
    "correction": pgettext_lazy("ledger", "Correction"),
    "reversal": pgettext_lazy("ledger", "Reversal"),
    "penalty": pgettext_lazy("ledger", "Penalty"),
}

TRANCHE_STATE = {
    "not-due": pgettext_lazy("payment", "Not due yet"),
    "due": pgettext_lazy("payment", "To be paid"),
    "partly-paid": pgettext_lazy("payment", "Partly paid"),
    "paid": pgettext_lazy("payment", "Paid"),
    "overdue": pgettext_lazy("payment", "Overdue"),
}

#: How a state is coloured, as `ui.Tag` names it.
TRANCHE_TAG = {
    "not-due": "done",
    "due": "my-move",
    "partly-paid": "warning",
    "paid": "done",
    "overdue": "problem",
}

ROUNDING = {
    "half-even": pgettext_lazy("rounding", "to thousandths, halves to the even digit"),
    "half-up": pgettext_lazy("rounding", "to thousandths, halves up"),
}

REFUSALS = {
    "settlements.entry-not-found": _("There is no such entry, or it is not yours."),
    "settlements.no-price": _("No price is in force for this day. Call your curator."),
    "settlements.amount-not-positive": _("The amount must be more than zero."),
    "settlements.already-reversed": _("The entry was reversed before."),
    "settlements.posted-in-future": _("The day of the payment is still to come."),
}
