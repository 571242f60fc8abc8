"""Saving a new user under the first of the names made of theirs that is free."""

from django.db import IntegrityError, transaction

from kabinet.access.models import User
from kabinet.access.rules.names import usernames_for


def save_under_free_name(user: User) -> None:
    """Save the new user, as a part of the caller's transaction."""
    for name in usernames_for(user.full_name):
        user.username = name
        if not User.objects.filter(username=name).exists() and _saved(user):
            return


def _saved(user: User) -> bool:
    """Save the user; False where somebody else has taken the name at this moment."""
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        if User.objects.filter(username=user.username).exists():
            return False
        raise
    return True
