"""The filters and tags that every template knows without loading them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString

from kabinet.foundation import formatting, ui

register = template.Library()


@register.filter
def num(value: Decimal | int | None, places: int = 0) -> str:
    return formatting.DASH if value is None else formatting.number(value, places)


@register.filter
def rub(value: Decimal | None) -> str:
    return formatting.DASH if value is None else formatting.rub(value)


@register.filter
def pct(value: Decimal | None, places: int = 1) -> str:
    return formatting.DASH if value is None else formatting.percent(value, places)


@register.filter
def volume(value: Decimal | None) -> str:
    return formatting.DASH if value is None else formatting.volume(value)


@register.filter
def gasday(value: date) -> str:
    return formatting.gas_day(value)


@register.filter
def day(value: date) -> str:
    return formatting.day(value)


@register.filter
def day_in_words(value: date) -> str:
    return formatting.day_in_words(value)


@register.filter
def moment(value: datetime) -> str:
    return formatting.moment(value)


@register.simple_tag
def tag(text: str, kind: str = "closed") -> SafeString:
    return ui.Tag(text, kind).render()


@register.simple_tag
def link(text: str, url: str) -> SafeString:
    return ui.Link(text, url).render()


@register.simple_tag
def action(text: str, url: str, kind: str = "secondary") -> SafeString:
    """Place a link that looks like a button."""
    return ui.Action(text, url, kind=kind).render()


@register.inclusion_tag("ui/submit.html")
def submit(
    text: str, kind: str = "primary", *, name: str = "", value: str = "", busy: str = ""
) -> dict[str, Any]:
    """Place the button that sends the form; `busy` is its text while the answer is awaited."""
    return {"text": text, "kind": kind, "name": name, "value": value, "busy": busy}
