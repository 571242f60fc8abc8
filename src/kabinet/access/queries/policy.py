"""Reading the supplier's policy of access."""

from kabinet.access.models import AccessPolicy
from kabinet.foundation.common import remembered


@remembered
def policy() -> AccessPolicy:
    """Return the policy in force: the newest version, or the figures of the house where none was set."""
    return AccessPolicy.objects.order_by("-id").first() or AccessPolicy()


def list_policies() -> list[AccessPolicy]:
    """Return all versions, the newest first."""
    return list(AccessPolicy.objects.order_by("-id"))
