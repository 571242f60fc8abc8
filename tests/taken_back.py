"""What is made once for many tests: every test begins with it, and it is gone after the last one."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from kabinet.foundation import common


@contextmanager
def taken_back(blocker: DjangoDbBlocker) -> Iterator[None]:
    """
    Open a transaction around a module of tests, whose own ones then lie within it.

    As around Django's own test cases, operations that must not lie within another transaction may lie within this one.
    """
    around = transaction.atomic()
    around._from_testcase = True
    common.forget()  # what an earlier test has read of the common tables
    with blocker.unblock(), around:
        yield
        transaction.set_rollback(True)
