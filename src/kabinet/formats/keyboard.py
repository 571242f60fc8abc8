"""Text typed with the keyboard switched to the other language."""

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_CYRILLIC = str.maketrans(_LATIN.upper() + _LATIN, _CYRILLIC.upper() + _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC + _CYRILLIC.upper(), _LATIN + _LATIN.upper())


def switched(text: str) -> str:
    """
    Return what the same keys give in the other layout: "frn 1045" reads "акт 1045", and "шмфтщмф" reads "ivanova".

    Words without a letter stay as they are: the dot and comma of a sum are no letters.
    """
    return " ".join(_switch(word) for word in text.split(" "))


def _switch(word: str) -> str:
    if not any(sign.isalpha() for sign in word):
        return word
    return word.translate(_TO_LATIN if any(sign in _CYRILLIC for sign in word.lower()) else _TO_CYRILLIC)
