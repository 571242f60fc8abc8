"""
Two hundred customers hand in the 31 days of December at the same moment, each pressing the last button twice.

Through the production server, every request as a browser without scripts sends it.
"""

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from statistics import quantiles

from bench.browser import Browser
from bench.figures import Figure
from bench.supplier import ROOT, Supplier, load, server

_CLIENTS = 200
_SUPPLIER = Supplier("submissions", _CLIENTS + 1, ROOT / "build/bench/submissions")
_MONTH = "/readings/2026-12/"
_NEW_YEAR = "2027-01-01T11:30:00+03:00"
_FOUND = 302

_USUAL = """
import django; django.setup()
import json
from statistics import median
from collections import defaultdict
from kabinet.metering.models import DailyVolume, VolumeSubmission
reason = "a measurement"
rows = DailyVolume.objects.everywhere(reason=reason)
if rows.filter(gas_day__gte="2026-12-01").exists():
    raise SystemExit("the month was handed in by an earlier run")
given = defaultdict(list)
recent = rows.filter(gas_day__gte="2026-10-06", superseded_at=None)
for unit, day, volume in recent.values_list("unit_id", "gas_day", "volume"):
    given[f"{unit}-{day.weekday()}"].append(volume)
print(json.dumps({place: str(round(median(volumes) / 1000, 3)) for place, volumes in given.items()}))
"""
_COUNT = """
import django; django.setup()
import json
from collections import Counter
from kabinet.metering.models import DailyVolume, VolumeSubmission
reason = "a measurement"
submissions = VolumeSubmission.objects.everywhere(reason=reason).filter(month="2026-12")
rows = DailyVolume.objects.everywhere(reason=reason).filter(gas_day__gte="2026-12-01")
print(json.dumps([submissions.count(), submissions.values("contract").distinct().count(), rows.count()]))
"""


@dataclass
class Client:
    """A customer's engineer, what their grid asks for, and how long each answer took, ms."""

    name: str
    browser: Browser
    cells: dict[str, str] = field(default_factory=dict)
    taken: list[float] = field(default_factory=list)
    receipts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    def open_month(self, usual: Mapping[str, str]) -> None:
        _status, page = self.browser.get(_MONTH)
        text = page.decode()
        self.browser.token = _value(text, "csrfmiddlewaretoken")
        for name, unit, day in re.findall(r'name="(v-(\d+)-([\d-]+))"', text):
            if volume := usual.get(f"{unit}-{date.fromisoformat(day).weekday()}"):
                self.cells[name] = volume

    def hand_in(self) -> None:
        """Check, look at the check page, and press its button twice at the same moment."""
        self.browser.connection.close()  # the server has given the idle one up; the next request opens another
        status, _page = self._clocked(_MONTH, {"action": "check", **self.cells})
        if status != _FOUND:
            self.errors.append(f"check {status}")
            return
        _status, page = self.browser.get(f"{_MONTH}check/")
        text = page.decode()
        self.browser.token = _value(text, "csrfmiddlewaretoken")
        reasons = dict.fromkeys(re.findall(r'<select name="([^"]+)"', text), "production")
        fields = {"key": _value(text, "key"), **self.cells, **reasons}
        twin = Client(self.name, Browser(self.browser.origin, cookies=dict(self.browser.cookies)))
        twin.browser.token = self.browser.token
        second = threading.Thread(target=twin.submit, args=(fields,))
        second.start()
        self.submit(fields)
        second.join()
        self.taken += twin.taken
        self.receipts |= twin.receipts
        self.errors += twin.errors

    def submit(self, fields: Mapping[str, str]) -> None:
        status, _page = self._clocked(f"{_MONTH}check/", fields)
        if status == _FOUND and "/receipts/" in self.browser.location:
            self.receipts.add(self.browser.location)
        else:
            self.errors.append(f"submit {status} {self.browser.location}")

    def _clocked(self, path: str, fields: Mapping[str, str]) -> tuple[int, bytes]:
        started = time.perf_counter()
        try:
            return self.browser.post(path, fields)
        except OSError as error:
            self.errors.append(repr(error))
            return 0, b""
        finally:
            self.taken.append((time.perf_counter() - started) * 1000)


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    if found is None:
        raise RuntimeError(f"the page has no field {name}")
    return found[1]


def measure() -> Iterator[Figure]:
    (_SUPPLIER.state / "loaded").unlink(missing_ok=True)  # a month can be handed in once
    load(_SUPPLIER)
    usual = json.loads(_run(_USUAL))
    people = json.loads(_SUPPLIER.command("demo", "accounts", "--json"))
    names = [one["user_name"] for one in people if re.fullmatch(r"engineer-\d+", one["user_name"])]
    with server(_SUPPLIER, KABINET_FROZEN_NOW=_NEW_YEAR) as running:
        clients = _come(running.address, names, people[0]["password"], usual)
        started = time.perf_counter()
        with ThreadPoolExecutor(len(clients)) as pool:
            list(pool.map(Client.hand_in, clients))
        seconds = time.perf_counter() - started
    yield from _figures(clients, seconds)


def _come(origin: str, names: Sequence[str], password: str, usual: Mapping[str, str]) -> list[Client]:
    """Sign everybody in beforehand, and let them open the month; whose contract has not begun stays out."""

    def one(name: str) -> Client:
        client = Client(name, Browser(origin))
        client.browser.open_sign_in()
        client.browser.sign_in(name, password)
        client.open_month(usual)
        return client

    with ThreadPoolExecutor(8) as pool:
        return [client for client in pool.map(one, names) if client.cells][:_CLIENTS]


def _figures(clients: Sequence[Client], seconds: float) -> Iterator[Figure]:
    submissions, contracts, rows = json.loads(_run(_COUNT))
    taken = sorted(ms for client in clients for ms in client.taken)
    wanted = sum(len(client.cells) for client in clients)
    yield Figure("submissions.clients", len(clients), "customers")
    yield Figure("submissions.errors", sum(len(client.errors) for client in clients), "errors", 0)
    yield Figure("submissions.double", submissions - contracts, "submissions too many", 0)
    yield Figure(
        "submissions.receipts-twice", sum(len(client.receipts) != 1 for client in clients), "customers", 0
    )
    yield Figure("submissions.lost", wanted - rows, "volumes", 0)
    yield Figure("submissions.volumes", rows, "volumes")
    yield Figure("submissions.seconds", seconds, "s for all")
    yield Figure("submissions.p50", quantiles(taken, n=20)[9], "ms")
    yield Figure("submissions.p95", quantiles(taken, n=20)[18], "ms")
    for error in [error for client in clients for error in client.errors][:5]:
        print(error, file=sys.stderr)


def _run(script: str) -> str:
    answer = subprocess.run(
        [sys.executable, "-c", script],
        env=_SUPPLIER.environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return answer.stdout
