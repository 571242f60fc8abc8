"""Parts of pages about a client's people, the same at both doors."""

from django.utils.translation import gettext as _

from kabinet.access.queries.members import Member
from kabinet.access.rules.rights_history import Passage
from kabinet.access.wording.members import in_lines, state_look, state_words
from kabinet.access.wording.rights_history import text_of, title_of
from kabinet.foundation import formatting, ui


def state_tag(member: Member) -> ui.Tag:
    state, membership = member.state, member.membership
    words = state_words(state, valid_from=membership.valid_from, valid_to=membership.valid_to)
    return ui.Tag(words, state_look(state, valid_to=membership.valid_to, on=member.on))


def powers(member: Member) -> ui.Content:
    """Return the paper that the person acts on, and until when."""
    last = member.last_day
    until = _("until %(day)s") % {"day": formatting.day(last)} if last else _("without an end")
    return ui.Noted(member.membership.authority, until)


def rights_in_short(member: Member) -> ui.Content:
    by_number = {contract.number: member.rights[pk] for pk, contract in member.contracts.items()}
    lines = [ui.Noted(words, about) if about else words for words, about in in_lines(by_number)]
    return ui.join(lines, glue="")


def rights_event(passage: Passage) -> ui.Event:
    meta = f"{passage.by} · {formatting.moment(passage.at)}"
    return ui.Event(title_of(passage), meta, text_of(passage), kind="problem" if passage.is_end else "done")
