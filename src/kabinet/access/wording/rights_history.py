"""The words of what became of somebody's rights, for both sides."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from kabinet.access.rules.rights_history import ACCESS_ENDED, ISSUED, RIGHTS_CHANGED, Passage
from kabinet.access.wording.rights import RIGHT
from kabinet.foundation import formatting
from kabinet.foundation.rights import Right


def title_of(passage: Passage) -> str:
    if passage.event == ISSUED:
        return _("Access issued for the contract No. %(contract)s") % {"contract": passage.contract}
    if passage.event == RIGHTS_CHANGED:
        return _("Rights for the contract No. %(contract)s changed") % {"contract": passage.contract}
    if passage.last_day is not None:
        return _("Last day with access set: %(day)s") % {"day": formatting.day(passage.last_day)}
    return _("Access ended") if passage.event == ACCESS_ENDED else _("Access ended by the supplier")


def text_of(passage: Passage) -> str:
    """Say which rights were given and which taken, or why the access ended."""
    said = [
        (_("Given: %(rights)s."), passage.given),
        (_("Taken: %(rights)s."), passage.taken),
        (_("Asked for and not given: %(rights)s."), passage.struck_out),
    ]
    lines = [words % {"rights": _named(rights)} for words, rights in said if rights]
    return " ".join(lines) or passage.reason


def _named(rights: Collection[Right]) -> str:
    return ", ".join(str(RIGHT[right]) for right in Right if right in rights)
