"""XML: one element is a row; its cells are its own texts and attributes and those of the elements around it."""

from xml.parsers import expat

from kabinet.formats.archives.errors import NotAnArchive
from kabinet.formats.archives.findings import Findings
from kabinet.formats.archives.layouts.table import Table, by_name, check_size
from kabinet.formats.archives.shapes import Template

_MOST_TEXT = 1000
_MOST_DEPTH = 40
MOST_ELEMENTS = 1_000_000


def read(content: bytes, template: Template, *, file: str, findings: Findings) -> Table:  # noqa: ARG001 (as the others)
    """
    Read the rows up to the place where the file breaks off, if it does.

    :raises NotAnArchive: it declares entities, nests or goes on without end, or breaks before its first row
    """
    reader = _Reader(template)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: reader.begin(
        name, attributes, parser.CurrentLineNumber
    )
    parser.CharacterDataHandler = reader.add
    parser.EndElementHandler = reader.end
    try:
        parser.Parse(content, True)  # noqa: FBT003 (expat takes no name)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, NotAnArchive):
            raise
        if not reader.table.rows:
            raise NotAnArchive("damaged") from error
        reader.table.cut = True
    return reader.table


def _refuse(*_: object) -> None:
    raise NotAnArchive("entities")


class _Reader:
    def __init__(self, template: Template) -> None:
        self._row = template.file.row
        self._paths = tuple(
            dict.fromkeys(
                name for place in template.columns.places() if isinstance(place, tuple) for name in place
            )
        )
        positions = by_name(template, {path: position for position, path in enumerate(self._paths)})
        if positions is None:
            raise NotAnArchive("no-columns", template=template.code)
        self.table = Table(positions)
        self._attributes: dict[str, list[str]] = {}
        for name, _, key in (path.partition("@") for path in self._paths):
            if key:
                self._attributes.setdefault(name, []).append(key)
        self._depth = 0
        self._elements = 0
        self._seen: dict[str, str] = {}
        self._around: dict[str, str] = {}
        self._text = ""
        self._line = 0

    def begin(self, name: str, attributes: dict[str, str], line: int) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _MOST_DEPTH or self._elements > MOST_ELEMENTS:
            raise NotAnArchive("damaged")
        if name == self._row:
            self._line = line
            self._around = dict(self._seen)
        self._text = ""
        self._seen.pop(name, None)
        for key in self._attributes.get(name, ()):
            self._seen[f"{name}@{key}"] = attributes.get(key, "")

    def add(self, text: str) -> None:
        if len(self._text) < _MOST_TEXT:
            self._text += text

    def end(self, name: str) -> None:
        self._depth -= 1
        if name in self._paths and (text := self._text.strip()):
            self._seen[name] = text
        self._text = ""
        if name == self._row:
            self.table.rows.append([self._seen.get(path, "") for path in self._paths])
            self.table.numbers.append(self._line)
            self._seen = self._around
            check_size(len(self.table.rows))
