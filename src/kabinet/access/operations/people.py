"""What a person changes about themselves: the contract they work with, language, password."""

from datetime import datetime

from kabinet.access.models import User
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.organizations import queries as organizations


def choose_contract(*, viewer: Viewer, contract_id: int) -> None:
    """
    Remember the contract the person works with.

    :raises ContractNotFound: the viewer has no part in it
    """
    organizations.get_contract(viewer=viewer, contract_id=contract_id)
    User.objects.filter(pk=viewer.user_id).update(last_contract_id=contract_id)


@operation
def change_password(*, viewer: Viewer, password: str, at: datetime) -> User:
    """
    Give the person another password, which the door has judged by the rules for passwords.

    Their sessions in other browsers end with it, since a session is bound to the password's hash.
    """
    user = User.objects.select_for_update().get(pk=viewer.user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    journal.record(
        "access.password_changed",
        viewer=viewer,
        subject=f"user:{user.username}",
        data={"address": viewer.address},
        at=at,
    )
    return user


def choose_language(*, viewer: Viewer, language: str) -> None:
    User.objects.filter(pk=viewer.user_id).update(language=language)
