"""Reading what whoever asked for a colleague's access may still ask for."""

from datetime import date

from kabinet.access.models import Application
from kabinet.access.queries.people import viewer_of
from kabinet.access.rules.applications import Origin
from kabinet.foundation.rights import CLIENT_RIGHTS, Right


def may_be_given(application: Application, *, on: date) -> frozenset[Right]:
    """
    Return the rights that an application can still lead to: for a colleague, those of whoever asked last.

    None are left where the asker does not manage the contract's people any more. Nobody's rights bound what a stranger
    applies for: there the signed application speaks for the enterprise. Two queries for a colleague's, else none.
    """
    if application.origin == Origin.PUBLIC:
        return CLIENT_RIGHTS
    asker = application.asked_by
    if asker is None or not asker.is_active or application.contract_id is None:
        return frozenset()
    viewer = viewer_of(user=asker, address="", on=on)
    if not viewer.may(Right.MANAGE_PEOPLE, contract_id=application.contract_id):
        return frozenset()
    return viewer.grants[application.contract_id]


def asker_of(application: Application) -> str:
    """Return the name of whoever asked for a colleague's access; of nobody for a stranger's application."""
    return application.asked_by.full_name if application.asked_by else ""
