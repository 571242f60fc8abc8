"""What all parts of a page have in common: a part is a value with ready texts, and `{{ part }}` places it."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import ClassVar
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Query = Mapping[str, str | list[str]]


class Part:
    """A part of a page; its template finds it under `name`."""

    name: ClassVar[str]

    def render(self) -> SafeString:
        return render_to_string(f"ui/{self.name}.html", {self.name: self})

    def __str__(self) -> str:
        return self.render()

    def __html__(self) -> str:
        return self.render()


Content = str | Part


def html(content: Content) -> str:
    """Return the text escaped, or the part rendered."""
    if type(content) is str:  # most cells: Django's own way costs three times as much
        return escape(content)
    return content.render() if isinstance(content, Part) else conditional_escape(content)


def safe(markup: str) -> SafeString:
    """Vouch for markup that was put together from escaped pieces."""
    return mark_safe(markup)  # noqa: S308 (the callers escape)


def join(contents: Iterable[Content], glue: str = " ") -> SafeString:
    return safe(glue.join(html(content) for content in contents))


def query_url(query: Query, **changes: str | None) -> str:
    """Return the link to the same page with parts of the query changed, or left out where they are None."""
    merged = {**query, **changes}
    kept = {key: value for key, value in merged.items() if value not in (None, "", [])}
    return f"?{urlencode(kept, doseq=True)}" if kept else "?"
