"""The printed form of a version of the offer agreement."""

from datetime import datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation

from kabinet.access.models import Offer
from kabinet.access.rules.offers import Draft, paragraphs
from kabinet.foundation import formatting, pdf


def offer_pdf(offer: Offer) -> bytes:
    """Return the version as a PDF, the same bytes each time."""
    draft = Draft(offer.version, offer.title, offer.text, offer.in_force_from)
    return _drawn(draft, settings.BRAND["supplier_full"], settings.BRAND["cabinet"])


# Anybody may ask for it, and a version never changes: what was drawn is kept.
@lru_cache(maxsize=16)
def _drawn(draft: Draft, supplier: str, cabinet: str) -> bytes:
    with translation.override("ru"):
        data = {
            "supplier": supplier,
            "cabinet": cabinet,
            "title": draft.title,
            "version": draft.version,
            "in_force": formatting.day_in_words(draft.in_force_from),
            "paragraphs": [{"text": one.text, "heading": one.is_heading} for one in paragraphs(draft.text)],
        }
    stamp = datetime.combine(draft.in_force_from, time(), tzinfo=ZoneInfo(settings.TIME_ZONE))
    return pdf.render("access/offer", data, stamp=stamp)
