"""
`python -m bench [NAME …]`: run the families of measurements.

Standard output gets one JSON line a figure; standard error, at the end, a table of the pages for whoever looks on.
"""

import sys

from bench import archives, forecast, hours, pages, pdf, sign_in, submissions
from bench.figures import Figure
from bench.tables import pages_table

FAMILIES = {
    "archives": archives.measure,
    "forecast": forecast.measure,
    "hours": hours.measure,
    "pages": pages.measure,
    "pdf": pdf.measure,
    "sign-in": sign_in.measure,
    "submissions": submissions.measure,
}


def main() -> int:
    wanted = sys.argv[1:] or list(FAMILIES)
    if unknown := set(wanted) - FAMILIES.keys():
        print(
            f"no such family: {', '.join(sorted(unknown))}; there are {', '.join(FAMILIES)}", file=sys.stderr
        )
        return 2
    figures: list[Figure] = []
    for name in wanted:
        for figure in FAMILIES[name]():
            print(figure.line(), flush=True)
            figures.append(figure)
    print(pages_table(figures), file=sys.stderr)
    return 1 if any(figure.holds is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
