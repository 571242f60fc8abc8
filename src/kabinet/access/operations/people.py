"""What a person sets for themselves: the contract they work with, the language."""

from kabinet.access.models import User
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import queries as organizations


def choose_contract(*, viewer: Viewer, contract_id: int) -> None:
    """
    Remember the contract the person works with.

    :raises ContractNotFound: the viewer has no part in it
    """
    organizations.get_contract(viewer=viewer, contract_id=contract_id)
    User.objects.filter(pk=viewer.user_id).update(last_contract_id=contract_id)


def choose_language(*, viewer: Viewer, language: str) -> None:
    User.objects.filter(pk=viewer.user_id).update(language=language)
