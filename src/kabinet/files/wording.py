"""The words of this area. Each sentence names the file, so that one of a batch can be found."""

from django.utils.translation import gettext_lazy as _

from kabinet.foundation.refusal import Refusal

REFUSALS = {
    "files.missing": _("Choose a file."),
    "files.empty": _("%(name)s: the file is empty."),
    "files.too-large": _("%(name)s: the file must be smaller than %(megabytes)s MB."),
    "files.too-many": _("No more than %(limit)s files at a time."),
    "files.type-not-allowed": _("%(name)s: the file must be %(allowed)s."),
    "files.damaged": _("%(name)s: the file is damaged or cut off. Save it anew and upload it again."),
    "files.encrypted": _("%(name)s: the file is protected by a password. Remove the password."),
    "files.infected": _("%(name)s: a virus was found in the file."),
    "files.bomb": _("%(name)s: the file unfolds into too much. Split it, or save it at a lower resolution."),
    "files.scanner-unavailable": _(
        "%(name)s: the file could not be checked for viruses and was not taken. Try again later."
    ),
    "files.broken-off": _("%(name)s: the file was not uploaded. Try again."),
    "files.not-found": _("There is no such file, or it is not yours."),
}


def explain(refusal: Refusal) -> str:
    """Put a refusal of this area into a sentence: "Act.exe: the file must be PDF, JPG, PNG or TIFF."."""
    return str(REFUSALS[refusal.code]) % refusal.facts
