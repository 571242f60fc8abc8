"""
Check that the Russian catalogues are complete: nothing in the source is missing in them, nothing is left untranslated.

A word asked for inside an f-string is refused: gettext's collector does not look there, and nobody would miss it. So is
a plural without its three Russian forms, a word that stands in a catalogue twice, one that says the same twice, and one
for which two catalogues have different Russian.

`--collect` writes what is new into them, to be translated.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parents[1] / "src" / "kabinet"

# What merging two branches of a catalogue can make of a long sentence.
_SAID_AGAIN = re.compile(r"(.{20,}?)\1+", re.DOTALL)

_WORDS = {"_"} | {
    f"{asking}{lazy}" for asking in ("gettext", "ngettext", "pgettext", "npgettext") for lazy in ("", "_lazy")
}


def collect(package: Path) -> None:
    """Let Django gather the package's words into its catalogue."""
    (package / "locale").mkdir(exist_ok=True)
    admin = Path(sys.executable).with_name("django-admin")
    command = [str(admin), "makemessages", "-l", "ru", "--no-obsolete", "--no-location", "-v0"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=package, check=True, env=environment)
    if catalogue(package).exists():  # a package that says nothing has none
        _tidy(catalogue(package))


def _tidy(path: Path) -> None:
    """Take out what gettext adds by itself: the moment of collecting, and guesses at what a new word might mean."""
    words = polib.pofile(str(path))
    for name in ("Report-Msgid-Bugs-To", "POT-Creation-Date"):
        words.metadata.pop(name, None)
    for entry in words:
        if entry.fuzzy:
            entry.flags.remove("fuzzy")
            entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
            entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
    words.save()


def catalogue(package: Path) -> Path:
    return package / "locale" / "ru" / "LC_MESSAGES" / "django.po"


def gaps(package: Path) -> list[str]:
    """Return the words of the package that have no Russian."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(
            shutil.copytree(package, Path(scratch) / package.name, ignore=shutil.ignore_patterns("*.mo"))
        )
        collect(copy)
        if not catalogue(copy).exists():
            return []
        entries = polib.pofile(str(catalogue(copy)))
        return [entry.msgid for entry in entries if not entry.translated()]


def hidden(package: Path) -> list[str]:
    """Return the places at which a word is asked for inside an f-string."""
    return [
        f"{path.relative_to(package)}:{node.lineno}: {ast.unparse(node)}"
        for path in sorted(package.rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _WORDS
    ]


def uneven(package: Path) -> list[str]:
    """Return the words with other than three forms of a plural, that stand there twice, or say the same twice over."""
    if not catalogue(package).exists():
        return []
    entries = polib.pofile(str(catalogue(package)))
    counted = Counter((entry.msgctxt, entry.msgid) for entry in entries)
    return [
        entry.msgid
        for entry in entries
        if counted[entry.msgctxt, entry.msgid] > 1
        or (entry.msgid_plural and sorted(entry.msgstr_plural) != [0, 1, 2])
        or _SAID_AGAIN.fullmatch(entry.msgstr)
    ]


def torn(packages: Iterable[Path]) -> list[str]:
    """
    Return the words for which two catalogues have different Russian.

    Django pours all catalogues into one, and every page shows what stood in the last: such a word wants a context.
    """
    said: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for path in filter(Path.exists, map(catalogue, packages)):
        for entry in polib.pofile(str(path)):
            said[entry.msgctxt, entry.msgid].add("/".join([entry.msgstr, *entry.msgstr_plural.values()]))
    return [word for (_, word), russian in said.items() if len(russian) > 1]


def main() -> int:
    packages = [path for path in sorted(SOURCE.iterdir()) if (path / "__init__.py").exists()]
    if "--collect" in sys.argv[1:]:
        for package in packages:
            collect(package)
        return 0
    found = {package.name: gaps(package) for package in packages}
    for name, messages in found.items():
        sys.stderr.writelines(f"{name}: not translated: {message!r}\n" for message in messages)
    out_of_sight = {package.name: hidden(package) for package in packages}
    for name, places in out_of_sight.items():
        sys.stderr.writelines(f"{name}: inside an f-string: {place}\n" for place in places)
    crooked = {package.name: uneven(package) for package in packages}
    for name, messages in crooked.items():
        sys.stderr.writelines(f"{name}: twice, or not three forms: {message!r}\n" for message in messages)
    ambiguous = torn(packages)
    sys.stderr.writelines(f"different Russian in two catalogues: {word!r}\n" for word in ambiguous)
    return 1 if any([*found.values(), *out_of_sight.values(), *crooked.values(), ambiguous]) else 0


if __name__ == "__main__":
    sys.exit(main())
