import hashlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.files import samples


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, settings: Settings) -> Path:
    """Return the folder in which the files of this test alone are kept."""
    folder = tmp_path / "files"
    own = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "default": own}
    return folder


@pytest.fixture(scope="session")
def clamd_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the real antivirus with two signatures of our own, and return its socket."""
    program = shutil.which("clamd")
    if program is None:
        pytest.fail("clamd is missing: apt-get install clamav-daemon")
    folder = tmp_path_factory.mktemp("clamd")
    address = folder / "clamd.sock"
    process = subprocess.Popen(
        [program, "-c", str(_configuration(folder, address))], stdout=subprocess.DEVNULL
    )
    _wait_until_listening(address, process)
    yield str(address)
    process.terminate()
    process.wait()


@pytest.fixture
def clamd(clamd_address: str, settings: Settings) -> str:
    settings.CLAMD = clamd_address
    return clamd_address


def _configuration(folder: Path, address: Path) -> Path:
    signatures = folder / "db"
    signatures.mkdir()
    (signatures / "test.ndb").write_text(f"Test.Eicar.NDB:0:*:{samples.EICAR.hex()}\n")
    (signatures / "test.hsb").write_text(
        f"{hashlib.sha256(samples.EICAR).hexdigest()}:{len(samples.EICAR)}:Test.Eicar.HSB\n"
    )
    lines = {
        "LocalSocket": address,
        "DatabaseDirectory": signatures,
        "Foreground": "yes",
        "StreamMaxLength": "30M",
        "TemporaryDirectory": folder,
    }
    # The daemon gives up root's rights, and its user could not read root's temporary folders
    lines["User"] = "root"
    path = folder / "clamd.conf"
    path.write_text("".join(f"{name} {value}\n" for name, value in lines.items()))
    return path


def _wait_until_listening(address: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            pytest.fail(f"clamd ended with status {process.returncode}")
        with socket.socket(socket.AF_UNIX) as client:
            if address.exists() and client.connect_ex(str(address)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("clamd does not listen")
