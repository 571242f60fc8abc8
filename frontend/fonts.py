# ruff: noqa: INP001 (a script of the build, in no package)

"""
Make the fonts from the subsets of the npm package: woff2 for the browser, TrueType for the PDF documents.

Usage: fonts.py <folder of the package's files> <folder for woff2> <folder for ttf>
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
WEB_WEIGHTS = (400, 600)
PDF_WEIGHTS = (400, 700)

# Latin, Cyrillic, № ₽ « » — and the rest of what pages print; ₽ is in the latin-ext part only.
WEB_CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *range(0x400, 0x460),
    *(ord(sign) for sign in "ҐґІіЇї–—‘’‚“”„†•…‰‹›€№₽™−≈≠≤≥×√"),
]
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum", "lnum", "case"]


def merge(source: Path, weight: int) -> TTFont:
    """Return one plain TrueType font: text set from separate subsets falls back to other families unnoticed."""
    with tempfile.TemporaryDirectory() as folder:
        parts = [_unpacked(source, subset, weight, Path(folder)) for subset in SUBSETS]
        return Merger().merge([str(part) for part in parts])


def _unpacked(source: Path, subset: str, weight: int, folder: Path) -> Path:
    font = TTFont(source / f"golos-text-{subset}-{weight}-normal.woff2", recalcTimestamp=False)
    font.flavor = None
    part = folder / f"{subset}.ttf"
    font.save(part)
    return part


def save_for_pdf(source: Path, folder: Path) -> None:
    for weight in PDF_WEIGHTS:
        merge(source, weight).save(folder / f"golos-text-{weight}.ttf")


def save_for_web(source: Path, folder: Path) -> None:
    for weight in WEB_WEIGHTS:
        font = merge(source, weight)
        subsetter = Subsetter(Options(layout_features=FEATURES, hinting=False))
        subsetter.populate(unicodes=WEB_CHARACTERS)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(folder / f"golos-{weight}.woff2")


if __name__ == "__main__":
    package, web, pdf = (Path(argument) for argument in sys.argv[1:])
    web.mkdir(parents=True, exist_ok=True)
    pdf.mkdir(parents=True, exist_ok=True)
    save_for_web(package, web)
    save_for_pdf(package, pdf)
