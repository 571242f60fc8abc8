"""Within what figures a policy of access may lie. Plain Python."""

from dataclasses import dataclass

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Role

#: The greatest figure of each: a code that waits for a year, or a session of a month, protects nothing.
MOST = {"code_days": 90, "answer_days": 30, "consent_days": 90, "session_hours": 168}


class PolicyOutOfBounds(Refusal):
    """Facts: name, most."""

    code = "access.policy-out-of-bounds"


class PolicyChanged(Refusal):
    """Somebody else set a policy after the page was opened. Facts: by, at."""

    code = "access.policy-changed"


@dataclass(frozen=True, slots=True)
class Figures:
    """
    `code_days`: how long an access code waits; `answer_days`: by when an application is answered.

    `consent_days`: how long the head's consent to issue access elsewhere counts. `session_hours`: how long a session
    lasts; `second_factor_roles` cannot do without the second factor.
    """

    code_days: int
    answer_days: int
    consent_days: int
    session_hours: int
    second_factor_roles: frozenset[Role]

    def check(self) -> None:
        """:raises PolicyOutOfBounds: a figure is below one, or protects nothing"""
        for name, most in MOST.items():
            if not 1 <= getattr(self, name) <= most:
                raise PolicyOutOfBounds(name=name, most=most)
