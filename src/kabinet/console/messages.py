"""Compile the message catalogues (.po to .mo) without system tools, only those that changed."""

import sys
from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parents[1]


def compile_catalogues(source: Path = SOURCE) -> list[Path]:
    """Write the .mo beside each .po that is newer; return the written ones."""
    written = []
    for po in sorted(source.rglob("locale/*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            polib.pofile(str(po)).save_as_mofile(str(mo))
            written.append(mo)
    return written


if __name__ == "__main__":
    sys.stdout.writelines(f"{path}\n" for path in compile_catalogues())
