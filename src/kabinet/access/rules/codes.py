"""The access code on a slip: easy to copy by hand, hard to guess. Plain Python."""

import secrets

#: Of signs that look alike one at most: D and none of O, Q, 0; none of I, L, 1; 6 and no G; neither B nor 8, S nor 5, Z
#: nor 2; V and no U. And no vowels, so that no words come about.
ALPHABET = "34679CDFHJKMNPRTVWX"
LENGTH, _GROUP = 12, 4

#: Russian capitals that look like signs of the alphabet: what somebody types in the Russian layout by their look.
_BY_LOOK = str.maketrans("СНКМРТХЗ", "CHKMPTX3")


def new_code() -> str:
    """Return a code of twelve signs in groups, some 50 bits: H7KX-4TRN-9PWD."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return _grouped(signs)


def as_printed(typed: str) -> str:
    """
    Return what was typed in the shape in which the slip shows it: case, spaces and hyphens do not matter.

    What cannot be a code comes back as it was typed.
    """
    signs = "".join(sign for sign in typed.upper() if sign not in " -–—\u00a0").translate(_BY_LOOK)
    return _grouped(signs) if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else typed


def is_code(text: str) -> bool:
    """Say whether the text is a code in the shape in which it is printed."""
    return len(text) > LENGTH and set(text) <= {*ALPHABET, "-"} and as_printed(text) == text


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))
