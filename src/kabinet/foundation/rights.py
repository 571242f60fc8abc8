"""Who may do what: the one list of rights, and the one table of roles. Plain Python."""

from enum import StrEnum


class Side(StrEnum):
    CLIENT = "client"
    STAFF = "staff"


class Right(StrEnum):
    """What a person may do. The client's rights are given per contract, the staff's by role."""

    SEE_SUPPLY = "see-supply"
    SEE_MONEY = "see-money"
    SUBMIT_READINGS = "submit-readings"
    SUBMIT_REQUESTS = "submit-requests"
    SEND_DOCUMENTS = "send-documents"
    MANAGE_PEOPLE = "manage-people"

    DECIDE_REQUESTS = "decide-requests"
    DECIDE_READINGS = "decide-readings"
    REVIEW_DOCUMENTS = "review-documents"
    PUBLISH_DOCUMENTS = "publish-documents"
    POST_PAYMENTS = "post-payments"
    DECIDE_APPLICATIONS = "decide-applications"
    OVERSEE_APPLICATIONS = "oversee-applications"
    ISSUE_ACCESS = "issue-access"
    END_ACCESS = "end-access"
    LOOK_AS_CLIENT = "look-as-client"
    ARRANGE_STAND_INS = "arrange-stand-ins"
    MANAGE_STAFF = "manage-staff"
    PROPOSE_OFFER = "propose-offer"
    PROPOSE_REQUISITES = "propose-requisites"
    APPROVE_PROPOSALS = "approve-proposals"
    SEE_JOURNAL = "see-journal"
    ADMINISTER = "administer"


class Role(StrEnum):
    ENGINEER = "engineer"
    ACCOUNTANT = "accountant"
    DIRECTOR = "director"

    CURATOR = "curator"
    HEAD = "head"
    METERING_ENGINEER = "metering-engineer"
    SUPPLIER_ACCOUNTANT = "supplier-accountant"
    CREDENTIALS_DESK = "credentials-desk"
    ADMINISTRATOR = "administrator"


CLIENT_RIGHTS = frozenset(
    {
        Right.SEE_SUPPLY,
        Right.SEE_MONEY,
        Right.SUBMIT_READINGS,
        Right.SUBMIT_REQUESTS,
        Right.SEND_DOCUMENTS,
        Right.MANAGE_PEOPLE,
    }
)

#: What changes nothing. Without the first, the others have no effect.
READING_RIGHTS = frozenset({Right.SEE_SUPPLY, Right.SEE_MONEY})

# For the client's roles: what a new membership starts with. For the staff's: all that they have.
RIGHTS_OF: dict[Role, frozenset[Right]] = {
    Role.ENGINEER: frozenset(
        {Right.SEE_SUPPLY, Right.SUBMIT_READINGS, Right.SUBMIT_REQUESTS, Right.SEND_DOCUMENTS}
    ),
    Role.ACCOUNTANT: frozenset({Right.SEE_SUPPLY, Right.SEE_MONEY, Right.SEND_DOCUMENTS}),
    Role.DIRECTOR: CLIENT_RIGHTS,
    Role.CURATOR: frozenset(
        {
            Right.SEE_SUPPLY,
            Right.SEE_MONEY,
            Right.DECIDE_REQUESTS,
            Right.DECIDE_READINGS,
            Right.REVIEW_DOCUMENTS,
            Right.PUBLISH_DOCUMENTS,
            Right.DECIDE_APPLICATIONS,
            Right.END_ACCESS,
            Right.LOOK_AS_CLIENT,
        }
    ),
    Role.HEAD: frozenset(
        {
            Right.SEE_SUPPLY,
            Right.SEE_MONEY,
            Right.DECIDE_REQUESTS,
            Right.DECIDE_READINGS,
            Right.REVIEW_DOCUMENTS,
            Right.PUBLISH_DOCUMENTS,
            Right.DECIDE_APPLICATIONS,
            Right.OVERSEE_APPLICATIONS,
            Right.END_ACCESS,
            Right.LOOK_AS_CLIENT,
            Right.ARRANGE_STAND_INS,
            Right.APPROVE_PROPOSALS,
            Right.SEE_JOURNAL,
        }
    ),
    Role.METERING_ENGINEER: frozenset({Right.SEE_SUPPLY, Right.DECIDE_READINGS}),
    Role.SUPPLIER_ACCOUNTANT: frozenset(
        {
            Right.SEE_SUPPLY,
            Right.SEE_MONEY,
            Right.POST_PAYMENTS,
            Right.PUBLISH_DOCUMENTS,
            Right.REVIEW_DOCUMENTS,
            Right.PROPOSE_REQUISITES,
        }
    ),
    Role.CREDENTIALS_DESK: frozenset({Right.ISSUE_ACCESS}),
    Role.ADMINISTRATOR: frozenset(
        {
            Right.MANAGE_STAFF,
            Right.PROPOSE_OFFER,
            Right.PROPOSE_REQUISITES,
            Right.SEE_JOURNAL,
            Right.ADMINISTER,
        }
    ),
}

SIDE_OF: dict[Role, Side] = {
    role: Side.CLIENT if role in {Role.ENGINEER, Role.ACCOUNTANT, Role.DIRECTOR} else Side.STAFF
    for role in Role
}

# A curator sees the clients entrusted to them; the other staff see the whole department.
SEES_OWN_CLIENTS_ONLY = frozenset({Role.CURATOR})
