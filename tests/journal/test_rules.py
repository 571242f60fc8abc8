"""The canonical form, worked by hand, and what may not change it."""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.journal.rules import GENESIS, Link, canonical, digest, moment_text, root_of
from kabinet.values.months import BillingMonth

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Moscow"))

CONTENT = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False) | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


class TestCanonical:
    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ({"б": 1, "a": Decimal("2.50")}, '{"a":"2.50","б":1}'),
            ({"at": NOON}, '{"at":"2026-11-23T09:00:00.000000Z"}'),
            ({"day": date(2026, 2, 28)}, '{"day":"2026-02-28"}'),
            ({"month": BillingMonth(2026, 3)}, '{"month":"2026-03"}'),
            ({"files": [{"size": 1, "name": "акт «1».pdf"}]}, '{"files":[{"name":"акт «1».pdf","size":1}]}'),
            ({"none": None, "yes": True}, '{"none":null,"yes":true}'),
        ],
    )
    def test_is_written_as_documented(self, content: dict[str, Any], text: str) -> None:
        assert canonical(content) == text

    def test_has_no_form_for_floats_in_disguise(self) -> None:
        with pytest.raises(TypeError, match="set"):
            canonical({"volumes": {1, 2}})

    @given(st.dictionaries(st.text(), CONTENT))
    def test_equal_content_gives_equal_text_in_whatever_order(self, content: dict[str, Any]) -> None:
        turned = dict(reversed(content.items()))

        assert canonical(turned) == canonical(content)

    @given(st.datetimes(), st.integers(-12, 12))
    def test_a_moment_is_written_the_same_in_every_zone(self, naive: datetime, hours: int) -> None:
        moment = (
            naive.replace(year=2026, tzinfo=UTC) if naive.year in {1, 9999} else naive.replace(tzinfo=UTC)
        )

        assert moment_text(moment.astimezone(timezone(timedelta(hours=hours)))) == moment_text(moment)

    def test_the_hash_is_that_of_sha256sum(self) -> None:
        assert digest("акт") == hashlib.sha256("акт".encode()).hexdigest()

    def test_heads_give_one_root_in_whatever_order(self) -> None:
        assert root_of({"2": "b", "1": "a"}) == digest('{"1":"a","2":"b"}')


class TestLink:
    LINK: dict[str, Any] = {
        "organization_id": 1,
        "position": 1,
        "event": "metering.volumes.submitted",
        "actor_id": 7,
        "actor_name": "Сидоров С. С.",
        "subject": "volumes:1",
        "data": "{}",
        "at": NOON,
        "previous_hash": GENESIS,
    }
    OTHER: dict[str, Any] = {
        "organization_id": 2,
        "position": 2,
        "event": "metering.volumes.accepted",
        "actor_id": None,
        "actor_name": "Сидоров С. П.",
        "subject": "volumes:2",
        "data": '{"a":1}',
        "at": NOON + timedelta(microseconds=1),
        "previous_hash": "1" * 64,
    }

    @pytest.mark.parametrize("field", sorted(LINK))
    def test_covers_everything_that_the_record_says(self, field: str) -> None:
        changed = self.LINK | {field: self.OTHER[field]}

        assert Link(**changed).hash != Link(**self.LINK).hash
