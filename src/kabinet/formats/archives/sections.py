"""A table of a template's TOML, read key by key; what nobody asked for is a mistake of the author."""

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kabinet.formats.archives.errors import BadTemplate

_GREATEST = 10_000


class Section:
    def __init__(self, source: str, path: str, data: Mapping[str, Any]) -> None:
        self._source = source
        self._path = path
        self._data = data
        self._asked: set[str] = set()

    def wrong(self, key: str, reason: str) -> BadTemplate:
        return BadTemplate(self._source, f"{self._path}.{key}" if self._path else key, reason)

    def names(self) -> Sequence[str]:
        return tuple(self._data)

    def done(self) -> None:
        """:raises BadTemplate: there is a key that means nothing here"""
        for key in self._data.keys() - self._asked:
            raise self.wrong(key, "means nothing here")

    def section(self, key: str) -> "Section":
        found = self._take(key, {})
        if not isinstance(found, dict):
            raise self.wrong(key, "is to be a table")
        return Section(self._source, f"{self._path}.{key}" if self._path else key, found)

    def text(self, key: str, *, default: str | None = None, form: str = ".*") -> str:
        found = self._take(key, default)
        if not isinstance(found, str) or not re.fullmatch(form, found):
            raise self.wrong(key, "is missing, or not a text of the form asked for")
        return found

    def texts(self, key: str, *, default: tuple[str, ...] = (), needed: bool = False) -> tuple[str, ...]:
        found = self._take(key, default)
        texts = (
            (found,) if isinstance(found, str) else tuple(found) if isinstance(found, list | tuple) else ()
        )
        if not all(isinstance(text, str) for text in texts) or (needed and not texts):
            raise self.wrong(key, "is to be a text or a list of texts")
        return texts

    def texts_by_name(self, key: str, *, names: Sequence[str]) -> Mapping[str, str]:
        section = self.section(key)
        texts = {name: section.text(name, form=".+") for name in names}
        section.done()
        return texts

    def number(self, key: str, *, default: int | None = None, least: int = 0) -> int:
        found = self._take(key, default)
        if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= _GREATEST:
            raise self.wrong(key, f"is to be a whole number from {least} to {_GREATEST}")
        return found

    def flag(self, key: str) -> bool:
        found = self._take(key, False)  # noqa: FBT003 (what a missing flag says)
        if not isinstance(found, bool):
            raise self.wrong(key, "is to be true or false")
        return found

    def choice(self, key: str, choices: Iterable[str], *, default: str | None = None) -> str:
        found, known = self._take(key, default), [str(choice) for choice in choices]
        if found not in known:
            raise self.wrong(key, f"is to be one of {', '.join(known)}")
        return str(found)

    def encodings(self, key: str) -> tuple[str, ...]:
        found = self.texts(key, default=("utf-8",))
        for name in found:
            try:
                codecs.lookup(name)
            except LookupError:
                raise self.wrong(key, f"there is no encoding “{name}”") from None
        return found

    def pattern(self, key: str, *, groups: Sequence[str] = ()) -> re.Pattern[str] | None:
        return next(iter(self.patterns(key, groups=groups)), None)

    def patterns(
        self, key: str, *, groups: Sequence[str] = (), needed: bool = False
    ) -> tuple[re.Pattern[str], ...]:
        return tuple(self._compiled(key, text, groups) for text in self.texts(key, needed=needed))

    def place(self, key: str) -> int | tuple[str, ...]:
        return self._place(key, self._take(key, None))

    def places(self, key: str, *, needed: bool = False) -> tuple[int | tuple[str, ...], ...]:
        found = self._take(key, [])
        places = tuple(self._place(key, one) for one in (found if isinstance(found, list) else [found]))
        if needed and not places:
            raise self.wrong(key, "is missing")
        return places

    def _place(self, key: str, found: object) -> int | tuple[str, ...]:
        if isinstance(found, int) and not isinstance(found, bool):
            return found
        names = [found] if isinstance(found, str) else found
        if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
            raise self.wrong(key, "is to be a position from 1, a header, or a list of headers")
        return tuple(names)

    def _compiled(self, key: str, text: str, groups: Sequence[str]) -> re.Pattern[str]:
        try:
            pattern = re.compile(text, re.IGNORECASE | re.MULTILINE)
        except re.error as error:
            raise self.wrong(key, f"“{text}” is no pattern: {error}") from None
        if groups and not set(pattern.groupindex) & set(groups):
            raise self.wrong(key, f"“{text}” names none of the groups {', '.join(groups)}")
        return pattern

    def _take(self, key: str, default: Any) -> Any:
        self._asked.add(key)
        return self._data.get(key, default)
