"""
PDF documents from Typst templates.

A template is `<package>/typst/<name>.typ` and documents at its head the data that it takes: ready strings, in the
document's own language. Equal template, data and stamp give equal bytes, on every machine that has the same fonts.
"""

import json
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

import kabinet

ROOT = Path(kabinet.__file__).parent

# Note [One compiler for a thread]
# ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
# A compiler remembers fonts, sources and layout between documents: the first one takes ten times as long as the
# next. It is not meant for two threads at once, so every thread keeps its own for each template.
_kept = threading.local()


class TemplateWarned(Exception):  # noqa: N818 - named as what happened
    """The template set something silently otherwise than it says, as with a font that is missing."""


def render(template: str, data: Mapping[str, Any], *, stamp: datetime) -> bytes:
    """
    Return the document "documents/act" with the data, dated by the stamp.

    :raises TypeError: the data holds other things than text, whole numbers, truth values, lists and mappings
    :raises TemplateWarned: Typst had to guess
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    pdf, warnings = _compiler(template).compile_with_warnings(
        format="pdf", sys_inputs=inputs, timestamp=_with_fixed_offset(stamp)
    )
    if warnings:
        raise TemplateWarned(template, [warning.message for warning in warnings])
    assert isinstance(pdf, bytes)  # noqa: S101 - pages come apart only in pictures
    return pdf


def _with_fixed_offset(stamp: datetime) -> datetime:
    """Return the same moment as Typst takes it: it knows whole seconds and offsets from UTC, and no named zones."""
    return stamp.replace(microsecond=0, tzinfo=timezone(stamp.utcoffset() or timedelta()))


def _compiler(template: str) -> typst.Compiler:
    """Return the compiler that this thread keeps. See Note [One compiler for a thread]."""
    compilers: dict[str, typst.Compiler] = _kept.__dict__.setdefault("compilers", {})
    if template not in compilers:
        package, _, name = template.partition("/")
        compilers[template] = typst.Compiler(
            ROOT / package / "typst" / f"{name}.typ",
            root=ROOT,
            font_paths=[settings.FONTS],
            ignore_system_fonts=True,
        )
    return compilers[template]
