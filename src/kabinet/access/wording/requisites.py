"""The words of the supplier's own requisites: what each is called, and what is wrong with it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIELD: dict[str, str | Promise] = {
    "name": pgettext_lazy("requisites", "Name"),
    "inn": _("INN"),
    "kpp": _("KPP"),
    "address": _("Address"),
    "account": _("Settlement account"),
    "bank": _("Bank"),
    "bik": _("BIK"),
    "correspondent_account": _("Correspondent account"),
    "signer": _("Who signs"),
    "signer_position": _("Position of who signs"),
    "signer_in_genitive": _("Who signs, in the genitive, after “represented by”"),
    "signer_basis": _("On the basis of what, in the genitive"),
    "accountant": _("Who signs as chief accountant"),
}

#: What is wrong with a field, by the code that the rules give.
PROBLEM: dict[str, str | Promise] = {
    "empty": _("Fill in “%(field)s”"),
    "too-long": _("“%(field)s”: at most %(most)d characters"),
    "inn": _(
        "The INN has 10 or 12 digits, and its check digits do not agree: compare it with the certificate"
    ),
    "kpp": _("The KPP has 9 characters, for example 770101001"),
    "bik": _("The BIK has 9 digits"),
    "account": _(
        "The key of the account does not agree with the BIK: compare all 20 digits with the letter of the bank"
    ),
    "correspondent_account": _(
        "The key of the correspondent account does not agree with the BIK: it has 20 digits and begins with 30101"
    ),
}

REFUSALS: dict[str, str | Promise] = {
    "organizations.requisites-in-past": _(
        "%(day)s has passed: requisites change on %(today)s at the earliest."
    ),
    "organizations.requisites-day-taken": _(
        "Other requisites come into force on %(day)s: choose another day."
    ),
    "organizations.requisites-unchanged": _("Nothing differs from the requisites in force on that day."),
    "organizations.requisites-unfit": _("The requisites have a mistake in them."),
    "access.requisites-moved": _(
        "Other requisites were set after you had opened this page. What you typed is kept: compare it with them."
    ),
}
