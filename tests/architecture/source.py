"""The rules of the house that are read off the source text."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "kabinet"
AREAS = (
    "requests",
    "documents",
    "settlements",
    "metering",
    "access",
    "organizations",
    "journal",
    "notifications",
    "files",
    "jobs",
)
# Not django.urls: who tells a person of something names the address of its page.
_HTTP = ("django.http", "django.shortcuts", "django.views")
# The demo supplier fills tables in bulk, and the gate itself stands before them.
_BEHIND_THE_GATE = ("foundation/gate.py", "demo/")
_BACK_DOORS = {"machinery", "_default_manager", "_base_manager"}


def modules(root: Path = SOURCE) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*.py")) if "migrations" not in path.parts)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def http_in_areas(root: Path = SOURCE) -> list[str]:
    """Return the modules of areas that know HTTP."""
    return [
        f"{path.relative_to(root)}: {name}"
        for area in AREAS
        for path in modules(root / area)
        for name in imported(ast.parse(path.read_text()))
        if name.startswith(_HTTP)
    ]


def back_doors(root: Path = SOURCE) -> list[str]:
    """Return the places that reach a gated table past its gate."""
    return [
        f"{path.relative_to(root)}:{node.lineno} {node.attr}"
        for path in modules(root)
        if not path.relative_to(root).as_posix().startswith(_BEHIND_THE_GATE)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in _BACK_DOORS
    ]


def clock_looks(root: Path = SOURCE) -> list[str]:
    """Return the places of domain code that look at the clock themselves."""
    return [
        f"{path.relative_to(root)}:{node.lineno}"
        for package in ("values", "formats", *AREAS)
        if package != "jobs"  # its worker is a process of its own, and lives by the clock
        for path in modules(root / package)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "today", "utcnow"}
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"datetime", "date", "timezone", "clock"}
    ]


def packages_without_tests(root: Path = SOURCE, tests: Path = ROOT / "tests") -> list[str]:
    """Return the packages that have code and no test module of their own."""
    return [
        package.name
        for package in sorted(root.iterdir())
        if (package / "__init__.py").exists()
        if not list((tests / package.name).glob("test_*.py"))
    ]
