"""Workbooks of Excel 97 are tried in a process of their own before they are read in ours, see trial.py."""

import subprocess
import sys
from pathlib import Path

from kabinet.formats.archives.errors import NotAnArchive

_TRIAL = str(Path(__file__).with_name("trial.py"))
_PATIENCE = 30


def check_old(content: bytes) -> None:
    """:raises NotAnArchive: the workbook is damaged, and reading it would take more than a workbook may"""
    try:
        done = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-I", _TRIAL], input=content, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotAnArchive("damaged") from error
    if done.returncode:
        raise NotAnArchive("damaged")
