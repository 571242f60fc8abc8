"""People and how they come in: memberships and rights, applications, issued access, the offer, sessions."""

from kabinet.access.models.applications import (
    Application,
    ApplicationPaper,
    ApplicationStep,
    ApplicationVersion,
)
from kabinet.access.models.credentials import Issue, IssuePoint, RecoveryCode
from kabinet.access.models.offers import Acceptance, Offer
from kabinet.access.models.people import EndPaper, Grant, Look, Membership, StandIn, User
from kabinet.access.models.policy import AccessPolicy
from kabinet.access.models.proposals import Proposal
from kabinet.access.models.public_tries import PublicCounter, PublicTry
from kabinet.access.models.sessions import Session
from kabinet.access.models.sign_ins import ParkedForm, SignIn
from kabinet.access.models.stray_uploads import StrayUpload
from kabinet.access.models.wrong_tries import WrongTries

__all__ = [
    "Acceptance",
    "AccessPolicy",
    "Application",
    "ApplicationPaper",
    "ApplicationStep",
    "ApplicationVersion",
    "EndPaper",
    "Grant",
    "Issue",
    "IssuePoint",
    "Look",
    "Membership",
    "Offer",
    "ParkedForm",
    "Proposal",
    "PublicCounter",
    "PublicTry",
    "RecoveryCode",
    "Session",
    "SignIn",
    "StandIn",
    "StrayUpload",
    "User",
    "WrongTries",
]
