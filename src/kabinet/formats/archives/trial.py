"""
Reads a workbook of Excel 97 in a process that may take only so much: a spoiled one lets the reader ask for all memory,
and that ends the process. `old_workbooks` starts it as a program of its own; it knows nothing of the house.
"""

import io
import resource
import sys

from python_calamine import CalamineWorkbook

_MOST_MEMORY = 1 << 30
_MOST_SECONDS = 20


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    for place in range(len(book.sheet_names)):
        book.get_sheet_by_index(place)


if __name__ == "__main__":
    main()
