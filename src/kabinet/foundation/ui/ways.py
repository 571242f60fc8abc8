"""Ways from here: tabs, chips of filters, pages of a list, neighbouring months, breadcrumbs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import ClassVar

from django.utils.safestring import SafeString

from kabinet.foundation.ui.base import Part, Query, query_url, safe
from kabinet.foundation.ui.words import Link

_NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Tabs(Part):
    tabs: Sequence[Tab]
    label: str = ""

    def render(self) -> SafeString:
        label = f' aria-label="{escape(self.label)}"' if self.label else ""
        return safe(f'<nav{label}><ul class="tabs">{"".join(map(_tab, self.tabs))}</ul></nav>')


def _tab(tab: Tab) -> str:
    current = ' aria-current="page"' if tab.current else ""
    count = "" if tab.count is None else f' <span class="tab-count">{tab.count}</span>'
    label = f"{escape(tab.label)}{count}"
    return f'<li class="tab"><a class="tab-link" href="{escape(tab.url)}"{current}>{label}</a></li>'


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter; the link takes it away."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Chips(Part):
    name: ClassVar[str] = "chips"

    chips: Sequence[Chip]
    reset_url: str = "?"


@dataclass(frozen=True, slots=True)
class Stepper(Part):
    """The neighbouring periods; a missing url is a period that cannot be opened."""

    name: ClassVar[str] = "stepper"

    current: str
    previous: str
    next: str
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True, slots=True)
class Breadcrumbs(Part):
    name: ClassVar[str] = "breadcrumbs"

    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page's number with its link, or a gap in the row of numbers."""

    number: int = 0
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pages(Part):
    name: ClassVar[str] = "pages"

    number: int
    count: int
    query: Query = field(default_factory=dict)

    def _url(self, number: int) -> str:
        return query_url(self.query, page=None if number == 1 else str(number))

    @property
    def previous_url(self) -> str:
        return self._url(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self._url(self.number + 1) if self.number < self.count else ""

    @property
    def links(self) -> list[PageLink]:
        near = range(self.number - _NEIGHBOURS + 1, self.number + _NEIGHBOURS)
        shown = sorted({1, self.count, *(n for n in near if 1 <= n <= self.count)})
        links: list[PageLink] = []
        for n in shown:
            if links and n > links[-1].number + 1:
                links.append(PageLink())
            links.append(PageLink(n, self._url(n), current=n == self.number))
        return links
