"""Signing in, and the password of one's own."""

import re
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kabinet.foundation.forms import Form

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


class SignInForm(Form):
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound:  # the focus belongs to what went wrong
            del self.fields["username"].widget.attrs["autofocus"]

    def refuse(self) -> None:
        """Say that the pair is wrong, never which half; and that the keyboard may be in the other alphabet."""
        self.add_error(None, gettext("Wrong user name or password"))
        if _CYRILLIC.search(self.data["username"]):
            self.add_error(
                "username", gettext("There are Russian letters in the name: check the keyboard layout")
            )


class PasswordForm(Form):
    current_password = forms.CharField(
        label=_("Current password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "w-20"}),
    )
    new_password = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        help_text=_("At least 10 characters, not a common word and not like your name"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "w-20"}),
    )

    def __init__(self, *args: Any, user: Any = AnonymousUser, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_new_password(self) -> str:
        new: str = self.cleaned_data["new_password"]
        validate_password(new, self.user)
        return new

    def refuse_current(self) -> None:
        self.add_error("current_password", gettext("The current password is wrong"))
