"""Whose account a document carries: that of its date, and what is drawn stays."""

import subprocess
from datetime import date

import pytest
from django.db import transaction

from kabinet.documents import operations, queries
from kabinet.documents.models import Document
from kabinet.documents.rules.words import Kind
from kabinet.files import queries as files
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.operations import set_requisites
from tests import factories
from tests.factories import NOW, Cast
from tests.organizations.test_requisites import FIRST, NEW

CHANGE = date(2026, 12, 1)


@pytest.fixture
def accountant(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.accountant)


@pytest.fixture
def changed(cast: Cast) -> None:
    with transaction.atomic():
        set_requisites(viewer=factories.viewer_of(cast.head), requisites=NEW, valid_from=CHANGE, at=NOW)


def invoice(cast: Cast, number: str, on: date) -> Document:
    return factories.document(cast.contract, Kind.INVOICE, number, dated_on=on, amount=120000)


def text_of(document: Document, viewer: Viewer) -> str:
    fresh = queries.get_document(viewer=viewer, document_id=document.pk)
    stored = operations.ensure_drawn(viewer=viewer, document=fresh, now=NOW)
    stream, _stored = files.open_file(stored.pk)
    with stream:
        data = stream.read()
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, check=True, capture_output=True)
    return "".join(told.stdout.decode().split())


class TestInvoice:
    def test_carries_the_account_of_its_date(self, cast: Cast, accountant: Viewer, changed: None) -> None:
        before = text_of(invoice(cast, "1", date(2026, 11, 30)), accountant)
        after = text_of(invoice(cast, "2", CHANGE), accountant)

        assert FIRST.account in before
        assert NEW.account not in before
        assert NEW.account in after
        assert NEW.bik in after
        assert FIRST.account not in after

    def test_stays_as_it_was_drawn(self, cast: Cast, accountant: Viewer) -> None:
        drawn = invoice(cast, "1", CHANGE)
        first = text_of(drawn, accountant)

        with transaction.atomic():
            set_requisites(viewer=factories.viewer_of(cast.head), requisites=NEW, valid_from=CHANGE, at=NOW)

        assert text_of(drawn, accountant) == first
        assert FIRST.account in first
