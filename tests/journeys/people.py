"""People at their browsers: what a page did behind their back is noted and must be nothing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Download,
    Locator,
    Page,
    Request,
    expect,
)

from tests.journeys.supplier import Supplier

#: Without windows and tabs, the same pages are half the work.
CHROMIUM = "/usr/bin/chromium-headless-shell"
CHROMIUM_WITH_WINDOWS = "/usr/bin/chromium"
PASSWORD = "kabinet-demo-2026"
DESKTOP = (1366, 768)
PHONE = (320, 640)

# A page that says "no such page" or "correct this" is an answer; Chromium calls it an error of the network.
_ANSWERED_WITH_STATUS = "Failed to load resource: the server responded with a status of 4"
# What the browser fetches from itself: a PDF is shown by an extension that it brings along.
_BY_THE_BROWSER = ("data:", "blob:", "about:", "chrome:", "chrome-extension:")


@dataclass
class Watch:
    """What no page may do: ask another host, break a rule of the content security policy, fail in a script."""

    origin: str
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("console", self._message)
        context.on(
            "weberror",
            lambda error: self.complaints.append(f"{error.page and error.page.url}: {error.error}"),
        )
        context.on(
            "response",
            lambda answer: (
                self.failures.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None
            ),
        )

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", *_BY_THE_BROWSER)):
            self.strangers.append(request.url)

    def _message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_ANSWERED_WITH_STATUS):
            self.complaints.append(f"{message.location['url']}: {message.text}")

    def check(self) -> None:
        assert not self.strangers, f"other hosts were asked: {self.strangers}"
        assert not self.failures, f"the server broke: {self.failures}"
        assert not self.complaints, f"the browser complains: {self.complaints}"


@dataclass
class Person:
    """Somebody with a browser. `page` is Playwright's; the methods are what people do all the time."""

    page: Page
    supplier: Supplier
    scripts: bool
    user_name: str = ""
    clicks: int = 0

    def open(self, path: str) -> "Person":
        self.page.goto(self.supplier.origin + path, wait_until="load")
        return self

    def sign_in(self, user_name: str, password: str = PASSWORD) -> "Person":
        """Send the form of the sign-in without drawing it; what people see and type there is a story of its own."""
        self.user_name = user_name
        ask, address = self.page.context.request, f"{self.supplier.origin}/login/"
        form = ask.get(address).text()
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[0]
        typed = {"username": user_name, "password": password, "csrfmiddlewaretoken": token}
        answer = ask.post(address, form=typed, max_redirects=0)
        assert answer.status == 302, f"{user_name} is not let in"
        self.open(answer.headers["location"])
        expect(self.page.locator("form[action='/logout/']").first).to_be_attached()
        return self

    def type_credentials(self, user_name: str, password: str) -> None:
        self.page.locator("input[name=username]").fill(user_name)
        self.page.locator("input[name=password]").fill(password)
        self.main.locator("button[data-primary]").click()

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.supplier.origin)

    def press(self, name: str, *, exact: bool = True) -> None:
        """Press the one button of the name, and count it."""
        self._click(self.main.get_by_role("button", name=name, exact=exact))

    def follow(self, name: str, *, exact: bool = False) -> None:
        """Follow the first link of the name in the content, and count it."""
        self._click(self.main.get_by_role("link", name=name, exact=exact).first)

    def go_to(self, item: str) -> None:
        self._click(self.page.get_by_role("navigation").get_by_role("link", name=item, exact=True).first)

    def _click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).to_contain_text(text)

    def does_not_see(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).not_to_contain_text(text)

    def downloads(self, link: Locator, folder: Path) -> Path:
        with self.page.expect_download() as waiting:
            link.click()
        return keep(waiting.value, folder)


def keep(download: Download, folder: Path) -> Path:
    target = folder / download.suggested_filename
    download.save_as(target)
    return target


@contextmanager
def browsing(
    browser: Browser, supplier: Supplier, *, scripts: bool, size: tuple[int, int] = DESKTOP
) -> Iterator[Person]:
    """Open a browser of one's own: nothing of it is shared with the other people of the story."""
    context = browser.new_context(
        java_script_enabled=scripts,
        locale="ru-RU",
        timezone_id="Europe/Moscow",
        viewport={"width": size[0], "height": size[1]},
        accept_downloads=True,
        reduced_motion="reduce",  # while one page fades into the next, clicks go nowhere
    )
    context.set_default_timeout(10_000)
    watch = Watch(supplier.origin)
    watch.over(context)
    try:
        yield Person(context.new_page(), supplier, scripts)
        watch.check()
    finally:
        context.close()
