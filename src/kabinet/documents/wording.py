"""The words of this area."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kabinet.documents.rules.words import TO_BE_SIGNED

KIND = {
    "act": pgettext_lazy("document", "Act"),
    "invoice": pgettext_lazy("document", "Invoice"),
    "tax-invoice": pgettext_lazy("document", "Tax invoice"),
    "reconciliation": pgettext_lazy("document", "Reconciliation act"),
    "contract": pgettext_lazy("document", "Contract"),
    "quality-passport": pgettext_lazy("document", "Gas quality passport"),
    "power-of-attorney": pgettext_lazy("document", "Power of attorney"),
    "letter": pgettext_lazy("document", "Letter"),
    "other": pgettext_lazy("document", "Document"),
}

#: What a kind is called in full, on the card of a document.
FULL_KIND = {
    **KIND,
    "act": pgettext_lazy("document", "Act of gas supplied and accepted"),
    "other": pgettext_lazy("document", "Other document"),
}

DIRECTION = {
    "out": pgettext_lazy("document", "From the supplier"),
    "in": pgettext_lazy("document", "From the client"),
}

STATUS = {
    "new": pgettext_lazy("document", "New"),
    "seen": pgettext_lazy("document", "Viewed"),
    "awaits-signature": pgettext_lazy("document", "Awaits the client's signature"),
    "under-review": pgettext_lazy("document", "Scan under review"),
    "accepted": pgettext_lazy("document", "Accepted"),
    "returned": pgettext_lazy("document", "Returned"),
}

#: The same as the client reads it.
CLIENT_STATUS = {**STATUS, "awaits-signature": pgettext_lazy("document", "Awaits your signature")}

#: One line for the client on what the status means.
EXPLANATION = {
    "new": _("The supplier placed the document. You have not opened it yet."),
    "seen": _("The document has been opened. Nothing is to be done."),
    "awaits-signature": _("Print the document, sign it and send back a scan."),
    "under-review": _("The supplier is checking the scan. Nothing is to be done until they answer."),
    "accepted": _("The supplier accepted the signed document. Nothing is to be done."),
    "returned": _("The supplier returned the scan. Read the reason and send a corrected one."),
}

#: How a status is coloured for the client, as `ui.Tag` names it.
CLIENT_TAG = {
    "new": "progress",
    "seen": "done",
    "awaits-signature": "my-move",
    "under-review": "sent",
    "accepted": "done",
    "returned": "problem",
}

REFUSALS = {
    "documents.document-not-found": _("There is no such document, or it is not yours."),
    "documents.nothing-to-send": _("Choose at least one file."),
    "documents.file-needed": _("Choose the document's file: it is not drawn up from the month's figures."),
    "documents.reason-needed": _("Enter the reason for returning the scan."),
    "documents.already-decided": _("%(by)s decided this at %(at)s. Nothing was changed."),
    "documents.not-awaited": _("No signed scan of this document is awaited: it was accepted already."),
    "documents.nothing-to-draw": _("The document cannot be drawn up: there are no figures for its month."),
}

SCAN_ACCEPTED = "documents.scan.accepted"
SCAN_RETURNED = "documents.scan.returned"


def published(kind: str) -> str:
    """Return the event of placing: one a kind, so that each reader finds the kind in their own language."""
    return f"documents.published.{kind}"


_NEW = (
    _("New document: {kind} No. %(number)s of %(day)s"),
    _("Contract %(contract)s: the supplier placed the document, you can open and download it."),
)
_TO_SIGN = (
    _("To be signed: {kind} No. %(number)s of %(day)s"),
    _("Contract %(contract)s: print the document, sign it and send back a scan."),
)


def _placing(kind: str) -> tuple[str | Promise, str | Promise]:
    subject, body = _TO_SIGN if kind in TO_BE_SIGNED else _NEW
    return format_lazy(subject, kind=KIND[kind]), body


#: Subject and body of the notifications about an event.
EVENTS: dict[str, tuple[str | Promise, str | Promise]] = {
    **{published(kind): _placing(kind) for kind in KIND},
    SCAN_ACCEPTED: (
        _("Scan accepted: %(name)s"),
        _("Contract %(contract)s: %(by)s accepted the scan. Nothing is to be done."),
    ),
    SCAN_RETURNED: (
        _("Scan returned: %(name)s"),
        _("Contract %(contract)s: %(by)s returned the scan. Reason: %(reason)s. Send a corrected one."),
    ),
}
