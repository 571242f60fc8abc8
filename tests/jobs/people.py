from django.contrib.auth import get_user_model

from kabinet.foundation.rights import Role, Side
from kabinet.foundation.viewer import Viewer


def make_viewer(username: str) -> Viewer:
    """Register a person and return them as the doors would know them."""
    user = get_user_model().objects.create(username=username, full_name=username, role=Role.ACCOUNTANT)
    return Viewer(
        user_id=user.pk,
        username=username,
        name=username,
        side=Side.CLIENT,
        role=Role.ACCOUNTANT,
        organizations=frozenset(),
        grants={},
        authority="",
        address="127.0.0.1",
    )
