"""Finding whose contract an application is for, where its numbers are not among ours."""

from datetime import datetime

from kabinet.access.models import Application
from kabinet.access.operations.applications.deciding import locked
from kabinet.access.queries import applications as queries
from kabinet.access.rules import applications as rules
from kabinet.access.rules.applications import RETURNABLE, Status
from kabinet.access.telling.applications import tell_of_match
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.organizations import queries as organizations


@operation
def match_application(*, viewer: Viewer, number: str, contract_id: int, now: datetime) -> Application:
    """
    Say which contract the application is for; it goes to the contract's curator. The head's to say.

    :raises ApplicationNotFound, ContractNotFound: the viewer sees no such application or contract
    :raises NotAllowed: the viewer does not oversee applications
    :raises AlreadyDecided: it was matched before, or is finished
    """
    viewer.check_may(Right.OVERSEE_APPLICATIONS)
    application = locked(viewer=viewer, number=number)
    if application.contract_id is not None or Status(application.status) not in RETURNABLE:
        latest = queries.list_steps(application)[0]
        raise rules.AlreadyDecided(by=latest.by_name, at=latest.at)
    contract = organizations.get_contract(viewer=viewer, contract_id=contract_id)
    application.contract, application.organization_id = contract, contract.organization_id
    application.curator_id = queries.matched_with(contract).curator_id
    application.head_saw_at = now
    application.save(update_fields=["contract", "organization", "curator", "head_saw_at"])
    journal.record(
        "access.application.matched",
        viewer=viewer,
        organization_id=contract.organization_id,
        subject=f"application:{application.number}",
        data={"contract": contract.number},
        at=now,
    )
    tell_of_match(application, at=now)
    return application
