"""Whether the collected static files still are those of their sources."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders

_STAMP = "sources.sha256"


@dataclass(frozen=True)
class Statics:
    """`root` is where they are collected; a stamp beside it tells from which sources."""

    root: Path

    def are_current(self) -> bool:
        stamp = self.root.with_name(_STAMP)
        return self.root.is_dir() and stamp.exists() and stamp.read_text() == self._digest

    def remember(self) -> None:
        self.root.with_name(_STAMP).write_text(self._digest)

    @cached_property
    def _digest(self) -> str:
        found = hashlib.sha256()
        for finder in get_finders():
            for path, storage in finder.list([]):
                source = Path(storage.path(path)).stat()
                found.update(f"{path} {source.st_mtime_ns} {source.st_size}\n".encode())
        return found.hexdigest()
