"""Documents: how long an act takes to draw once the process is warm."""

import json
import subprocess
import sys
from collections.abc import Iterator

from bench.figures import Figure
from bench.supplier import SMALL, load

_BAR = 60.0

_DRAW = """
import django; django.setup()
import json, time
from statistics import median
from kabinet.access import queries as access
from kabinet.access.models import User
from kabinet.documents import drawing
from kabinet.documents.models import Document
from kabinet.foundation import clock
viewer = access.viewer_of(user=User.objects.filter(role="head").first(), address="", on=clock.now().date())
acts = list(Document.objects.visible_to(viewer).filter(kind="act", direction="out").order_by("id")[:40])
taken = []
for act in acts:
    started = time.perf_counter()
    drawing.draw(act, viewer=viewer)
    taken.append((time.perf_counter() - started) * 1000)
warm = sorted(taken[5:])
print(json.dumps({"first": taken[0], "p50": median(warm), "p95": warm[int(len(warm) * 0.95)]}))
"""


def measure() -> Iterator[Figure]:
    load(SMALL)
    answer = subprocess.run(
        [sys.executable, "-c", _DRAW], env=SMALL.environment(), capture_output=True, text=True, check=True
    )
    taken = json.loads(answer.stdout)
    yield Figure("pdf.act.first", taken["first"], "ms")
    yield Figure("pdf.act.p50", taken["p50"], "ms", _BAR)
    yield Figure("pdf.act.p95", taken["p95"], "ms")
