"""The table of roles and rights is what was agreed on, written out once more; and each word of it has its words."""

from django.utils import translation

from kabinet.access import wording
from kabinet.access.rules.rights import matrix_of
from kabinet.foundation.rights import RIGHTS_OF, SIDE_OF, Right, Role, Side

AGREED = """
                     engineer  accountant  director  curator  head  metering  billing  desk  admin
see-supply           x         x           x         x        x     x         x        -     -
see-money            -         x           x         x        x     -         x        -     -
submit-readings      x         -           x         -        -     -         -        -     -
submit-requests      x         -           x         -        -     -         -        -     -
send-documents       x         x           x         -        -     -         -        -     -
manage-people        -         -           x         -        -     -         -        -     -
decide-requests      -         -           -         x        x     -         -        -     -
decide-readings      -         -           -         x        x     x         -        -     -
review-documents     -         -           -         x        x     -         x        -     -
publish-documents    -         -           -         x        x     -         x        -     -
post-payments        -         -           -         -        -     -         x        -     -
decide-applications  -         -           -         x        x     -         -        -     -
oversee-applications -         -           -         -        x     -         -        -     -
issue-access         -         -           -         -        -     -         -        x     -
end-access           -         -           -         x        x     -         -        -     -
look-as-client       -         -           -         x        x     -         -        -     -
arrange-stand-ins    -         -           -         -        x     -         -        -     -
manage-staff         -         -           -         -        -     -         -        -     x
propose-offer        -         -           -         -        -     -         -        -     x
propose-requisites   -         -           -         -        -     -         x        -     x
approve-proposals    -         -           -         -        x     -         -        -     -
see-journal          -         -           -         -        x     -         -        -     x
administer           -         -           -         -        -     -         -        -     x
"""

#: As the table calls them.
SHORT = {
    "metering": "metering-engineer",
    "billing": "supplier-accountant",
    "desk": "credentials-desk",
    "admin": "administrator",
}


def agreed() -> dict[str, set[str]]:
    """Return the rights by role, as the text says."""
    [roles, *lines] = [line.split() for line in AGREED.strip().splitlines()]
    return {
        SHORT.get(role, role): {right for right, *marks in lines if marks[column] == "x"}
        for column, role in enumerate(roles)
    }


class TestRightsOf:
    def test_is_what_was_agreed(self) -> None:
        assert {
            role.value: {right.value for right in rights} for role, rights in RIGHTS_OF.items()
        } == agreed()

    def test_gives_the_clients_no_right_of_the_staff_but_to_read(self) -> None:
        for role, rights in RIGHTS_OF.items():
            if SIDE_OF[role] is Side.STAFF:
                assert rights.isdisjoint({Right.SUBMIT_READINGS, Right.SUBMIT_REQUESTS, Right.MANAGE_PEOPLE})


class TestMatrix:
    def test_holds_every_right_of_either_side(self) -> None:
        shown = {right for side in Side for right in matrix_of(side).rights}

        assert shown == set(Right)

    def test_says_what_the_table_says(self) -> None:
        staff = matrix_of(Side.STAFF)

        assert {
            role: {right for right in staff.rights if staff.holds(role, right)} for role in staff.roles
        } == {role: set(rights) for role, rights in RIGHTS_OF.items() if SIDE_OF[role] is Side.STAFF}


class TestWords:
    def test_are_there_for_every_right_and_role_in_both_languages(self) -> None:
        for language in ("ru", "en"):
            with translation.override(language):
                assert len({str(wording.RIGHT[right]) for right in Right}) == len(Right)
                assert len({str(wording.ROLE[role]) for role in Role}) == len(Role)
