"""The words of the sign-in: what people are told was done in their name."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Subject and body of the notifications about an event.
EVENTS: dict[str, tuple[str | Promise, str | Promise]] = {
    "access.new_place": (
        _("Sign-in to your account from a new place"),
        _(
            "%(at)s, address %(address)s, browser: %(browser)s. If it was you, there is nothing to do. If it was not: "
            "change the password in the settings, which ends the other sessions, and call the hotline."
        ),
    ),
    "access.own_password_chosen": (
        _("The access code was replaced by a password"),
        _(
            "%(at)s, address %(address)s. The code from the slip counts no longer, destroy the slip. If it was not "
            "you, call the hotline at once."
        ),
    ),
    "access.password_changed": (
        _("The password of your account was changed"),
        _(
            "%(at)s, address %(address)s. The other sessions have ended. If it was not you, call the hotline at once."
        ),
    ),
    "access.second_factor_on": (
        _("Signing in to your account takes a second factor now"),
        _(
            "%(at)s, address %(address)s. From now on the sign-in asks for a code of your app. Keep the printed codes "
            "where you will find them without the telephone. If it was not you, call the hotline at once."
        ),
    ),
    "access.second_factor_off": (
        _("Signing in to your account takes the password alone now"),
        _(
            "%(at)s, address %(address)s: the second factor was switched off. If it was not you, call the hotline at "
            "once."
        ),
    ),
    "access.recovery_codes_renewed": (
        _("New codes for the loss of the second factor were printed"),
        _(
            "%(at)s, address %(address)s. The earlier sheet counts no longer, destroy it. If it was not you, call the "
            "hotline at once."
        ),
    ),
    "access.recovery_code_used": (
        _("Somebody signed in to your account by a printed code"),
        _(
            "%(at)s, address %(address)s. Codes left on the sheet: %(left)s. If it was not you, call the hotline at "
            "once."
        ),
    ),
    "access.second_step_refused": (
        _("Somebody knows the password of your account"),
        _(
            "%(at)s, address %(address)s: the password was right, and the codes of the second factor were wrong "
            "several times. Nobody was let in. If it was not you, change the password in the settings and call the "
            "hotline."
        ),
    ),
}
