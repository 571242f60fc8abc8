"""What somebody types to find a person or an application."""

from collections.abc import Callable
from functools import reduce
from operator import and_

from django.db.models import Q

_MOST_WORDS = 6


def all_words(words: str, *, anywhere: Callable[[str], Q]) -> Q:
    """Return the condition that each of the words stands somewhere; `anywhere` says where one is looked for."""
    return reduce(and_, map(anywhere, words.split()[:_MOST_WORDS]), Q())


def in_text(column: str, word: str) -> Q:
    """SQLite folds the case of ASCII letters only. Names begin with a capital, so the word is tried with one, too."""
    return Q((f"{column}__icontains", word)) | Q((f"{column}__icontains", word.capitalize()))
