"""`python -m bench [NAME …]`: run the families of measurements and print one JSON line a figure."""

import sys

from bench import pages, pdf, sign_in
from bench.figures import Figure

FAMILIES = {"pages": pages.measure, "pdf": pdf.measure, "sign-in": sign_in.measure}


def main() -> int:
    wanted = sys.argv[1:] or list(FAMILIES)
    if unknown := set(wanted) - FAMILIES.keys():
        print(
            f"no such family: {', '.join(sorted(unknown))}; there are {', '.join(FAMILIES)}", file=sys.stderr
        )
        return 2
    missed: list[Figure] = []
    for name in wanted:
        for figure in FAMILIES[name]():
            print(figure.line(), flush=True)
            if figure.holds is False:
                missed.append(figure)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
