"""Reading the second factor: whether it is obligatory, how many printed codes are left."""

from kabinet.access.models import RecoveryCode
from kabinet.access.queries.policy import latest_policy


def is_obligatory(role: str) -> bool:
    """
    Say whether the supplier's policy wants the second factor of the role.

    It is read anew each time: sessions end when the policy begins to want it, and none may begin by the former one.
    """
    return role in latest_policy().second_factor_roles


def count_recovery_codes(*, user_id: int) -> int:
    """Return how many printed codes the person has not used yet."""
    codes = RecoveryCode.objects.everywhere(reason="the codes are the person's own")
    return codes.filter(user_id=user_id, used_at__isnull=True).count()
