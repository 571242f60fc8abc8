"""How long guessing pauses after too many wrong passwords from one address for one user name."""

from datetime import timedelta
from typing import Any


def pause(_request: Any = None) -> timedelta:
    return timedelta(minutes=15)
