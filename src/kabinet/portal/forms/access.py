"""Signing in, the password of one's own, codes of the second factor."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext, ngettext
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


def _password_field(label: Any, *, autocomplete: str, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, "class": "w-20"}),
    )


class NewPasswordForm(Form):
    """A new password, typed twice: nobody sees what they type, and a slip would cost a way to the desk."""

    new_password = _password_field(_("New password"), autocomplete="new-password")
    repeated_password = _password_field(_("New password once more"), autocomplete="new-password")

    def __init__(self, *args: Any, user: Any = AnonymousUser, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.fields["new_password"].help_text = ngettext(
            "At least %(count)d character, not a common word and not like your name",
            "At least %(count)d characters, not a common word and not like your name",
            settings.PASSWORD_LENGTH,
        ) % {"count": settings.PASSWORD_LENGTH}

    def clean_new_password(self) -> str:
        new: str = self.cleaned_data["new_password"]
        validate_password(new, self.user)
        return new

    def refuse_code(self) -> None:
        self.add_error(
            "new_password", gettext("This looks like a code from a slip. Think of a password of your own")
        )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        new, repeated = typed.get("new_password"), typed.get("repeated_password")
        if new and repeated and new != repeated:
            self.add_error("repeated_password", gettext("The two passwords differ: type both once more"))
        return typed


class PasswordForm(NewPasswordForm):
    current_password = _password_field(_("Current password"), autocomplete="current-password")
    field_order = ("current_password", "new_password", "repeated_password")

    def refuse_current(self) -> None:
        self.add_error("current_password", gettext("The current password is wrong"))

    def refuse_same(self) -> None:
        self.add_error("new_password", gettext("This is your current password. Think of another one"))


class CodeForm(Form):
    """A code of the app, or a printed one: either is taken in both shapes of the form."""

    code = forms.CharField(
        label=_("Code from the app"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "class": "w-10",
                "inputmode": "numeric",
            }
        ),
    )

    def __init__(self, *args: Any, printed: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.printed = printed
        if printed:
            self.fields["code"].label = gettext("Printed code")
            attributes = self.fields["code"].widget.attrs
            attributes |= {"autocomplete": "off", "autocapitalize": "characters", "class": "w-20"}
            del attributes["inputmode"]

    def refuse(self) -> None:
        """Say that the code is wrong, and what mostly is the reason."""
        self.add_error(
            "code",
            gettext("There is no such code on your sheet, or it has been used")
            if self.printed
            else gettext("The code is wrong or was used before. Wait until the app shows the next one"),
        )


class FirstCodeForm(CodeForm):
    """The first code of a new app, and the password: an open session alone binds no telephone."""

    current_password = _password_field(_("Current password"), autocomplete="current-password")

    def refuse_password(self) -> None:
        self.add_error("current_password", gettext("The current password is wrong"))


class ProofForm(FirstCodeForm):
    """What somebody signed in proves themselves by, before the second factor is touched."""

    field_order = ("current_password", "code")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].label = gettext("Code from the app, or a printed one")
        del self.fields["code"].widget.attrs["inputmode"]
