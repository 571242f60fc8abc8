"""Requests in a bounded load by wrk: how many a second, and how long they take."""

import http.cookiejar
import json
import re
import subprocess
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass

_REPORT = """
done = function(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format('REPORT {"requests": %d, "seconds": %f, "p50": %f, "p95": %f, "errors": %d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, bad))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """Milliseconds at the median and at 95 %, requests a second, and how many were answered."""

    p50: float
    p95: float
    per_second: float
    requests: int


class LoadFailedError(RuntimeError):
    """wrk is missing, or the server answered with errors."""


def press(url: str, *, cookie: str, connections: int, seconds: int) -> Load:
    """
    Ask for the page over and over for some seconds.

    :raises LoadFailedError: an answer was not 2xx, or a connection failed
    """
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_REPORT)
        script.flush()
        command = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            "--timeout",
            "10s",
            "-H",
            f"Cookie: {cookie}",
            "-s",
            script.name,
            url,
        ]
        answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 30)
    found = re.search(r"^REPORT (.*)$", answer.stdout, re.MULTILINE)
    if not found:
        raise LoadFailedError(answer.stdout + answer.stderr)
    report = json.loads(found[1])
    if report["errors"] or not report["requests"]:
        raise LoadFailedError(f"{url}: {report}")
    return Load(report["p50"], report["p95"], report["requests"] / report["seconds"], report["requests"])


def sign_in(address: str, account: Mapping[str, str]) -> str:
    """Sign in as a person would, and return the cookies as one header."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"{address}/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        raise LoadFailedError("the sign-in page has no form")
    fields = {
        "csrfmiddlewaretoken": token[1],
        "username": account["user_name"],
        "password": account["password"],
    }
    browser.open(f"{address}/login/", urllib.parse.urlencode(fields).encode()).read()
    cookies = {cookie.name: cookie.value for cookie in jar}
    if "sessionid" not in cookies:
        raise LoadFailedError(f"{account['user_name']} could not sign in")
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
