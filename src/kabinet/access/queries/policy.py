"""Reading the supplier's policy of access."""

from kabinet.access.models import AccessPolicy
from kabinet.access.rules.policy import Figures
from kabinet.foundation.common import remembered
from kabinet.foundation.rights import Role

#: Doors name these types and never import the tables.
__all__ = ["AccessPolicy", "figures_of", "latest_policy", "list_policies", "policy"]

_SHOWN = 50


@remembered
def policy() -> AccessPolicy:
    """Return the policy in force: the newest version, or the figures of the house where none was set."""
    return latest_policy()


def latest_policy() -> AccessPolicy:
    return AccessPolicy.objects.order_by("-id").first() or AccessPolicy()


def list_policies() -> list[AccessPolicy]:
    """Return the latest versions, the newest first."""
    return list(AccessPolicy.objects.order_by("-id")[:_SHOWN])


def figures_of(version: AccessPolicy) -> Figures:
    return Figures(
        code_days=version.code_days,
        answer_days=version.answer_days,
        consent_days=version.consent_days,
        session_hours=version.session_hours,
        second_factor_roles=frozenset(Role(role) for role in version.second_factor_roles),
    )
