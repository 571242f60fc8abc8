"""
Take the pictures of docs/images from the running application: `python -m tools.screenshots`.

The demo supplier at a frozen moment, a server of its own on a free port, a window of 1366 × 768: the same pictures
every time, until a page changes.
"""

import os
import sys
import tempfile
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Page, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kabinet.project.settings")
django.setup()

from tests.journeys.pages import keys_of  # noqa: E402 (the demo's own words are asked for by the stories' pages)
from tests.journeys.people import CHROMIUM, Person, browsing  # noqa: E402
from tests.journeys.supplier import ROOT, Supplier, build_of_the_run  # noqa: E402

IMAGES = ROOT / "docs" / "images"
MOST_BYTES = 300_000
_TALLEST = 1500
_COLOURS = 192
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kabinet-screenshots-") as folder:
        state = Path(folder) / "state"
        state.mkdir()
        supplier = Supplier(state, build_of_the_run(Path(folder)))
        supplier.prepare()
        supplier.collect_static_files()
        with supplier.serving():
            _take_all(supplier)


def _pictures(supplier: Supplier) -> dict[str, dict[str, str]]:
    """Name the picture of each page, by the person who looks at it."""
    key = keys_of(supplier)
    return {
        "": {"sign-in": "/login/"},
        "engineer-1": {
            "home-of-the-engineer": "/",
            "readings": "/readings/2026-11/",
            "consumption": "/consumption/2026-11/",
            "request": "/requests/new/2026-12/",
            "receipt": f"/receipts/{key['receipt']}/",
        },
        "accountant-1": {
            "home-of-the-accountant": "/",
            "settlements": "/settlements/",
            "how-it-was-computed": f"/settlements/{key['charge']}/",
            "documents": "/documents/",
        },
        "metering": {"control-of-readings": "/desk/metering/"},
        "curator-1": {"queue": "/desk/", "decision": f"/desk/requests/{key['asked']}/"},
    }


def _take_all(supplier: Supplier) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        for user_name, pages in _pictures(supplier).items():
            with browsing(chromium, supplier, scripts=True) as person:
                if user_name:
                    person.sign_in(user_name)
                for name, path in pages.items():
                    _take(person, path, IMAGES / f"{name}.png")
        chromium.close()


def _take(person: Person, path: str, target: Path) -> None:
    person.open(path)
    person.page.evaluate("document.activeElement?.blur()")
    person.page.evaluate("document.fonts.ready")
    person.page.screenshot(path=target, full_page=True, clip=_clip(person.page), animations="disabled")
    _lighten(target)
    size = target.stat().st_size
    print(f"{target.relative_to(ROOT)}: {size} bytes")
    if size > MOST_BYTES:
        sys.exit(f"{target.name} is heavier than {MOST_BYTES} bytes")


def _clip(page: Page) -> dict[str, float]:
    """Cut long pages: a picture shows what a page is like, not all of its rows."""
    height = page.evaluate("document.documentElement.scrollHeight")
    return {"x": 0, "y": 0, "width": 1366, "height": min(height, _TALLEST)}


def _lighten(picture: Path) -> None:
    with Image.open(picture) as opened:
        reduced = opened.convert("RGB").quantize(
            _COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
    reduced.save(picture, optimize=True)


if __name__ == "__main__":
    main()
