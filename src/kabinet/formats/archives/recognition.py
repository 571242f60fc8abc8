"""Which template a file goes by: the one all of whose marks stand in its beginning."""

import codecs
from collections.abc import Iterable, Sequence

from kabinet.formats.archives.containers import Part, unfold
from kabinet.formats.archives.errors import NotAnArchive
from kabinet.formats.archives.shapes import Layout, Template
from kabinet.formats.archives.templates import all_templates

_HEAD_BYTES = 16 * 1024
_HEAD_ROWS = 60
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WRONG_SHARE = 200


def recognise(content: bytes, name: str, templates: Sequence[Template] | None = None) -> Template:
    """
    Return the template that the file goes by.

    :raises NotAnArchive: unknown, or one of the refusals of a whole file
    """
    return template_of(unfold(content, name), templates)


def template_of(parts: Iterable[Part], templates: Sequence[Template] | None = None) -> Template:
    """:raises NotAnArchive: unknown, or the files of a ZIP go by different templates"""
    known = all_templates() if templates is None else templates
    found = {_template_of(part, known).code: part for part in parts}
    if len(found) > 1:
        raise NotAnArchive("several-kinds", templates=sorted(found))
    return next(template for template in known if template.code in found)


def decoded(part: Part, template: Template) -> tuple[str, str, int]:
    """
    Return the text, its encoding, and how many signs of it are lost.

    :raises NotAnArchive: the file is not of this template, or is in another encoding
    """
    encoding = _encoding(part, template)
    if not encoding:
        raise NotAnArchive("wrong-template", template=template.code, name=part.name)
    text = part.content.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if lost * _WRONG_SHARE > len(text):
        raise NotAnArchive("wrong-encoding", encoding=encoding, name=part.name)
    return text, encoding, lost


def check_sheet(part: Part, template: Template) -> None:
    """:raises NotAnArchive: the workbook is not of this template"""
    if not _is_sheet_of(part, template):
        raise NotAnArchive("wrong-template", template=template.code, name=part.name)


def _template_of(part: Part, known: Iterable[Template]) -> Template:
    for template in known:
        if _is_sheet_of(part, template) if part.sheet is not None else _encoding(part, template):
            return template
    raise NotAnArchive("unknown", name=part.name)


def _is_sheet_of(part: Part, template: Template) -> bool:
    if part.sheet is None or not template.file.sheet:
        return False
    return _has_marks("\n".join("\t".join(row) for row in part.sheet.rows[:_HEAD_ROWS]), template)


def _encoding(part: Part, template: Template) -> str:
    """Return the encoding in which the marks are there: at best one in which every byte is a sign."""
    head = part.content[:_HEAD_BYTES]
    lossy: list[str] = []
    for encoding in _encodings(head, template):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            lossy.append(encoding)
        else:
            if _has_marks(text.replace("\r", ""), template):
                return encoding
    for encoding in lossy:
        if _has_marks(head.decode(encoding, errors="replace").replace("\r", ""), template):
            return encoding
    return ""


def _encodings(head: bytes, template: Template) -> Sequence[str]:
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return (encoding,)
    if (
        template.file.layout is Layout.XML
    ):  # the file itself tells; its marks are plain letters in every encoding
        return ("cp1251",)
    return template.file.encodings


def _has_marks(head: str, template: Template) -> bool:
    return all(mark.search(head) for mark in template.file.marks)
