"""
A document between its form and its publication.

It travels in the check page's form, signed, so that nothing is placed and nothing is kept before the person has
looked at it; the file alone is already in the store, where a file that nobody refers to does no harm.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core import signing

from kabinet.desk.forms.documents import PublishForm
from kabinet.documents.operations import Facts
from kabinet.documents.rules.words import Kind
from kabinet.foundation.refusal import NotFound
from kabinet.values.months import BillingMonth

_SALT = "desk.publish"
_LASTS = 20 * 3600


class DraftNotFound(NotFound):
    """The signature is not ours, or the draft is too old."""

    code = "desk.draft-not-found"


@dataclass(frozen=True, slots=True)
class Draft:
    """`file_id` is None for a document that is drawn up."""

    contract_id: int
    facts: Facts
    file_id: int | None
    file_name: str
    key: str

    def signed(self) -> str:
        facts = self.facts
        return signing.dumps(
            {
                "contract": self.contract_id,
                "kind": facts.kind,
                "number": facts.number,
                "dated_on": facts.dated_on.isoformat(),
                "month": str(facts.month) if facts.month else "",
                "amount": "" if facts.amount is None else str(facts.amount),
                "title": facts.title,
                "file": self.file_id,
                "name": self.file_name,
                "key": self.key,
            },
            salt=_SALT,
        )

    def typed(self) -> dict[str, Any]:
        """Return what the form is filled with when the person goes back to change something."""
        facts = self.facts
        return {
            "contract": self.contract_id,
            "kind": facts.kind,
            "number": facts.number,
            "dated_on": facts.dated_on,
            "month": str(facts.month) if facts.month else "",
            "amount": facts.amount,
            "title": facts.title,
            "source": "drawn" if self.file_id is None else "uploaded",
        }


def draft_of(form: PublishForm, *, file_id: int | None, file_name: str) -> Draft:
    typed = form.cleaned_data
    facts = Facts(
        kind=form.kind_chosen,
        number=typed["number"],
        dated_on=typed["dated_on"],
        month=typed["month"],
        amount=typed["amount"],
        title=typed["title"],
    )
    name = file_name or f"{facts.kind}_{facts.number}_{facts.dated_on}.pdf".replace("/", "-")
    return Draft(typed["contract"], facts, file_id, name, key=f"desk-{uuid.uuid4().hex}")


def read_draft(signed: str) -> Draft:
    """:raises DraftNotFound: it was not made by us, or too long ago"""
    try:
        raw = signing.loads(signed, salt=_SALT, max_age=_LASTS)
    except signing.BadSignature as error:
        raise DraftNotFound from error
    facts = Facts(
        kind=Kind(raw["kind"]),
        number=raw["number"],
        dated_on=date.fromisoformat(raw["dated_on"]),
        month=BillingMonth.parse(raw["month"]) if raw["month"] else None,
        amount=Decimal(raw["amount"]) if raw["amount"] else None,
        title=raw["title"],
    )
    return Draft(raw["contract"], facts, raw["file"], raw["name"], raw["key"])
