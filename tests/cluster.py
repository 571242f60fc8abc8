"""
Run a command against a throw-away PostgreSQL cluster: `python -m tests.cluster COMMAND …`.

The cluster has the ICU locale `ru`, as production wants it, listens on a free port of 127.0.0.1, is started under an
unprivileged user where we are root (initdb refuses root), and is gone afterwards.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SERVER = "-c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class PostgresMissingError(RuntimeError):
    """PostgreSQL 15 or later is not installed."""


def find_binaries() -> Path:
    """:raises PostgresMissingError: there is none"""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    raise PostgresMissingError("PostgreSQL is not installed: apt-get install postgresql")


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster and yield the URL of its database."""
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="kabinet-postgres-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]

    def call(program: str, *arguments: str) -> None:
        subprocess.run(
            [*as_owner, str(binaries / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )

    data = str(folder / "data")
    port = _free_port()
    call(
        "initdb", "-D", data, "-U", "kabinet", "--auth=trust", "-E", "UTF8",
        "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=ru", "--no-sync",
    )  # fmt: skip
    call(
        "pg_ctl",
        "-D",
        data,
        "-w",
        "-l",
        str(folder / "log"),
        "-o",
        f"{_SERVER} -p {port} -k {folder}",
        "start",
    )
    try:
        yield f"postgres://kabinet@127.0.0.1:{port}/postgres"
    finally:
        call("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> int:
    with cluster() as url:
        return subprocess.run(
            sys.argv[1:], env={**os.environ, "KABINET_DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
