"""Fields for what is known of a person: the name, the telephone, the e-mail, as people type them."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kabinet.formats.signs import plain

_NAME = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d\s().-]+(?:(?:доб|ext)?[.\s]*\d{1,6})?")
_DIGITS_OF_A_PHONE = range(10, 22)


class LineField(forms.CharField):
    """One line of text: a run of spaces is one, and no other mark than the plain one parts words."""

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "")


class FullNameField(LineField):
    """Surname, name and patronymic, each in letters of one alphabet."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=gettext_lazy("Surname, name, patronymic"),
            help_text=gettext_lazy("In full, as in the passport"),
            max_length=200,
            widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-30"}),
            **options,
        )

    def validate(self, value: str) -> None:
        super().validate(value)
        words = value.split()
        if len(words) < 2 or not all(_NAME.fullmatch(word) for word in words):  # noqa: PLR2004 (surname and name)
            raise forms.ValidationError(_("Write surname, name and patronymic in letters"))
        if mixed := next((word for word in words if _CYRILLIC.search(word) and _LATIN.search(word)), ""):
            text = _("Russian and Latin letters are mixed in “%(word)s”: check the keyboard layout")
            raise forms.ValidationError(text % {"word": mixed})


class PhoneField(LineField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=gettext_lazy("Telephone"),
            help_text=gettext_lazy("For example +7 495 123-45-67"),
            max_length=40,
            widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "class": "w-20"}),
            **options,
        )

    def validate(self, value: str) -> None:
        super().validate(value)
        digits = sum(sign.isdecimal() for sign in value)
        if digits not in _DIGITS_OF_A_PHONE or not _PHONE.fullmatch(value):
            raise forms.ValidationError(_("Write the telephone with its code, for example +7 495 123-45-67"))


class EmailLineField(LineField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=gettext_lazy("E-mail"),
            max_length=254,
            widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off", "class": "w-30"}),
            **options,
        )

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value.isascii():
            text = _("There are letters in the address that are not Latin: check the keyboard layout")
            raise forms.ValidationError(text)
        try:
            forms.EmailField().clean(value)
        except forms.ValidationError as problem:
            text = _("Write the e-mail address in full, for example ivanova@example.org")
            raise forms.ValidationError(text) from problem
