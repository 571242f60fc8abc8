"""
Run a command against a throw-away PostgreSQL cluster: `python -m tests.cluster [--in-memory] COMMAND …`.

The cluster has the ICU locale `ru`, as production wants it, listens on a free port of 127.0.0.1, is started under an
unprivileged user where we are root (initdb refuses root), and is gone afterwards. In memory, where there is enough, a
test that empties every table after itself takes half the time; what is measured and what is large stays on the disk.
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

_MEMORY = Path("/dev/shm")
_ENOUGH = 2 * 1024**3
_IN_MEMORY = "--in-memory"

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


def place(*, in_memory: bool) -> Path | None:
    """Return the folder for the cluster's files; None is the system's own for such."""
    if in_memory and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _ENOUGH:
        return _MEMORY
    return None


@contextmanager
def cluster(*, in_memory: bool = False) -> Iterator[str]:
    """Start a cluster and yield the URL of its database."""
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="kabinet-postgres-", dir=place(in_memory=in_memory)))
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
    in_memory = sys.argv[1:2] == [_IN_MEMORY]
    command = sys.argv[2:] if in_memory else sys.argv[1:]
    with cluster(in_memory=in_memory) as url:
        environment = {**os.environ, "KABINET_DATABASE_URL": url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
