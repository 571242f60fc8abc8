"""
The sign-in under attack: whether time tells names apart, and ten thousand guesses against one account.

Both run through the production server with its real password hashes. The addresses are told as a proxy tells them.
"""

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from bench.browser import Browser
from bench.figures import Figure
from bench.supplier import ROOT, Supplier, load, server

_SUPPLIER = Supplier("sign-in", 12, ROOT / "build/bench/sign-in")
_PROXIED = {"KABINET_PROXIES": "127.0.0.1"}

_TRIES, _NAMES = 200, 10
_RATIO = 1.05

_GUESSES, _AT_ONCE, _ADDRESSES = 10_000, 8, 5_000
_RIGHT_EVERY = 1_000
_MANY = "1000000"
_FOUND = 302

_PREPARE = """
import django; django.setup()
import json, sys
from kabinet.access.models import User, WrongTries
people = User.objects.order_by("id")
people.update(is_active=True)
people.filter(username__in=json.load(sys.stdin)).update(is_active=False)
WrongTries.objects.everywhere(reason="each measurement begins anew").delete()
"""
_COUNT = """
import django; django.setup()
import json
from kabinet.access.models import WrongTries
from kabinet.journal.models import Record
reason = "a measurement counts"
refused = Record.objects.everywhere(reason=reason).filter(event="access.sign_in_refused")
print(json.dumps([refused.count(), WrongTries.objects.everywhere(reason=reason).count()]))
"""


def measure() -> Iterator[Figure]:
    load(_SUPPLIER)
    people = json.loads(_SUPPLIER.command("demo", "accounts", "--json"))
    names, password = [one["user_name"] for one in people], people[0]["password"]
    yield from _compare(names)
    yield from _attack(names[0], password)


def _run(script: str, given: object = None) -> str:
    answer = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(given),
        env=_SUPPLIER.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout


# --- Does time tell whether there is such a user? ---


def _compare(names: Sequence[str]) -> Iterator[Figure]:
    """Try three kinds of names in turn, each as often and from addresses of its own, with no limit in the way."""
    kinds = {
        "wrong-password": names[:_NAMES],
        "inactive-user": names[_NAMES : 2 * _NAMES],
        "unknown-user": [f"nobody-{number}" for number in range(_NAMES)],
    }
    _run(_PREPARE, kinds["inactive-user"])
    with server(_SUPPLIER, **_PROXIED, KABINET_SIGN_IN_TRIES=_MANY) as running:
        taken = _times(running.address, kinds)
    medians = {kind: median(times) for kind, times in taken.items()}
    for kind, value in medians.items():
        yield Figure(f"sign-in.{kind}.p50", value, "ms")
    ratio = max(medians.values()) / min(medians.values())
    yield Figure("sign-in.slowest-to-fastest", ratio, "p50 / p50", _RATIO)


def _times(origin: str, kinds: dict[str, Sequence[str]]) -> dict[str, list[float]]:
    browser = Browser(origin)
    browser.open_sign_in()
    taken: dict[str, list[float]] = {kind: [] for kind in kinds}
    dice = random.Random(1)  # noqa: S311 (an order, not a secret)
    for number in range(_TRIES + _NAMES):
        for kind in dice.sample(list(kinds), len(kinds)):
            browser.address = f"198.51.100.{number % 200}"
            _status, milliseconds = browser.sign_in(kinds[kind][number % _NAMES], "not the password")
            if number >= _NAMES:  # the first round warms the process up
                taken[kind].append(milliseconds)
    return taken


# --- Ten thousand guesses against one account ---


def _attack(name: str, password: str) -> Iterator[Figure]:
    """
    Guess from many addresses at once, the right password among the guesses; meanwhile the person comes time and again:
    in the browser they have signed in with, from anywhere, and in a new one from their usual place.
    """
    _run(_PREPARE, [])
    judged_before, _rows = json.loads(_run(_COUNT))
    with server(_SUPPLIER, **_PROXIED) as running:
        origin = running.address
        own = _own_browser(origin, name, password)
        with ThreadPoolExecutor(_AT_ONCE) as guessers:
            shares = [guessers.submit(_guess, origin, name, password, share) for share in range(_AT_ONCE)]
            coming: list[tuple[int, float]] = []
            while not all(share.done() for share in shares):
                coming += [_come_back(own, name, password), _come_anew(origin, name, password)]
        statuses = sum((share.result()[0] for share in shares), Counter[int]())
        seconds = max(share.result()[1] for share in shares)
    judged, rows = json.loads(_run(_COUNT))
    yield Figure("sign-in.attack.judged", judged - judged_before, "guesses")
    yield Figure("sign-in.attack.counters", rows, "rows", 2 * (judged - judged_before) + 3)
    yield from _figures_of_attack(statuses, seconds, coming)


def _own_browser(origin: str, name: str, password: str) -> Browser:
    browser = Browser(origin, address="192.0.2.10")
    browser.open_sign_in()
    if browser.sign_in(name, password)[0] != _FOUND:
        raise RuntimeError(f"{name} could not sign in before the attack")
    return browser


def _guess(origin: str, name: str, password: str, share: int) -> tuple[Counter[int], float]:
    """Make this thread's share of the guesses; return the statuses and the seconds."""
    dice = random.Random(share)  # noqa: S311 (addresses, not secrets)
    browser = Browser(origin)
    browser.open_sign_in()
    statuses: Counter[int] = Counter()
    total = 0.0
    for number in range(share, _GUESSES, _AT_ONCE):
        place = dice.randrange(_ADDRESSES)
        browser.address = f"198.{18 + place // 65536}.{place // 256 % 256}.{place % 256}"
        right = number > 0 and number % _RIGHT_EVERY == 0
        status, milliseconds = browser.sign_in(name, password if right else f"guess {number}")
        statuses[status] += 1
        total += milliseconds / 1000
    return statuses, total


def _come_back(own: Browser, name: str, password: str) -> tuple[int, float]:
    """The person comes in the known browser, from a place where nobody has seen them."""
    browser = Browser(own.origin, address="203.0.113.77", cookies=dict(own.cookies))
    browser.cookies.pop("sessionid", None)
    browser.open_sign_in()
    return browser.sign_in(name, password)


def _come_anew(origin: str, name: str, password: str) -> tuple[int, float]:
    """The person comes without any cookies, from their usual place."""
    browser = Browser(origin, address="192.0.2.10")
    browser.open_sign_in()
    return browser.sign_in(name, password)


def _figures_of_attack(
    statuses: Counter[int], seconds: float, coming: Sequence[tuple[int, float]]
) -> Iterator[Figure]:
    refused = sum(status != _FOUND for status, _ in coming)
    yield Figure("sign-in.attack.guesses", statuses.total(), "guesses")
    yield Figure("sign-in.attack.guesses-a-second", statuses.total() / seconds, "guesses/s")
    yield Figure("sign-in.attack.let-in", statuses[_FOUND], "guesses", 0)
    yield Figure("sign-in.attack.person-came", len(coming), "sign-ins")
    yield Figure("sign-in.attack.person-refused", refused, "sign-ins", 0)
    yield Figure("sign-in.attack.person.p50", median(taken for _, taken in coming), "ms")
