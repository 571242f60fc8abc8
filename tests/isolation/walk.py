"""Asking every address as everybody, and telling what comes out otherwise than its row says."""

from collections.abc import Iterator

from django.apps import apps
from django.http import HttpResponse
from django.urls import get_resolver, reverse

from kabinet.access.models import AccessPolicy, Grant, Issue, IssuePoint, Membership, StandIn, User
from kabinet.foundation.gate import GatedModel
from kabinet.metering.models import GasQuality
from kabinet.organizations.models import Organization
from tests.isolation.scene import MARKS, Scene
from tests.isolation.table import ADDRESSES, OWN, STAFF, Row

#: To whom marks of the plant may be shown at all; the neighbour and the other curator are the strangers.
CONCERNED = (OWN | STAFF) - {"other-curator"}
SEEN = {200, 302, 303}
HIDDEN = {302, 401, 403, 404, 405}
# Written by looking, signing in or being refused, and nobody's business figures.
_NOTES = {
    "journal.Record",
    "journal.Chain",
    "journal.Sighting",
    "access.SignIn",
    "metering.VolumeDraft",
}
_CHANGED_IN_PLACE = (
    "access.Application",
    "metering.VolumeSubmission",
    "requests.VolumeRequest",
    "documents.Document",
    "access.Proposal",
)


def names() -> set[str]:
    """Return the names of all addresses of all doors."""
    return set(_names(get_resolver(), ""))


def _names(resolver: object, prefix: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:  # type: ignore[attr-defined]
        if hasattr(pattern, "url_patterns"):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern, prefix + space)
        else:
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield prefix + pattern.name


def text_of(answer: HttpResponse) -> str:
    # Read to its end, a streamed answer closes its file, and without the signal that would close the database.
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return body.decode(errors="replace")


def address_of(name: str, row: Row, scene: Scene) -> str:
    query = "&".join(f"{key}={value}" for key, value in row.query(scene).items())
    return reverse(name, kwargs=dict(row.path(scene))) + (f"?{query}" if query else "")


def state() -> dict[str, int]:
    """Count the rows of all gated tables in which business is kept, and the versions of what changes in place."""
    counts = {
        model._meta.label: model.objects.everywhere(reason="a test counts").count()
        for model in apps.get_models()
        if issubclass(model, GatedModel) and model._meta.label not in _NOTES
    }
    for label in _CHANGED_IN_PLACE:
        rows = apps.get_model(label).objects.everywhere(reason="a test compares")
        counts[f"{label} statuses"] = hash(tuple(rows.order_by("id").values_list("status", flat=True)))
    slips = Issue.objects.everywhere(reason="a test compares").order_by("id")
    counts["slips"] = hash(tuple(slips.values_list("slip_printed_at", "signed_at")))
    counts["points"] = hash(tuple(IssuePoint.objects.order_by("id").values_list("name", "closed_on")))
    counts["passwords"] = hash(tuple(User.objects.order_by("id").values_list("password", "desk_point")))
    counts["people"] = hash(str(_people()))
    counts["policies"] = AccessPolicy.objects.count()
    counts["qualities"] = GasQuality.objects.count()
    counts["chosen contracts"] = User.objects.filter(last_contract_id__isnull=False).count()
    return counts


def _people() -> list[object]:
    """Return everything about people and their access that changes in place."""
    everywhere = {"reason": "a test compares"}
    grants = Grant.objects.everywhere(**everywhere).order_by("id").values_list("membership_id", "rights")
    ends = Membership.objects.everywhere(**everywhere).order_by("id").values_list("id", "valid_to")
    stand_ins = StandIn.objects.everywhere(**everywhere).order_by("id").values_list("id", "ended_at")
    curators = Organization.objects.everywhere(**everywhere).order_by("id").values_list("id", "curator_id")
    users = User.objects.order_by("id").values_list("id", "role", "is_active", "full_name", "desk_point_id")
    return [list(rows) for rows in (grants, ends, stand_ins, curators, users)]


def read_otherwise(name: str, scene: Scene) -> list[str]:
    """Ask for the page as everybody; return who gets it, or reads of the plant, otherwise than the row says."""
    row = ADDRESSES[name]
    address = address_of(name, row, scene)
    answers = {person: browser.get(address) for person, browser in scene.browsers.items()}
    texts = {person: text_of(answer) for person, answer in answers.items()}
    shown = {person for person, answer in answers.items() if is_shown(answer)}
    found = [f"{person} gets {address}" for person in sorted(shown - row.seen_by)]
    found += [f"{person} does not get {address}" for person in sorted(row.seen_by - shown)]
    found += [
        f"{person} is answered {answers[person].status_code} at {address}"
        for person in sorted(answers.keys() - shown)
        if answers[person].status_code not in HIDDEN
    ]
    return found + [
        f"{person} reads {mark} at {address}"
        for person in sorted(answers.keys() - CONCERNED)
        for mark in MARKS
        if mark in texts[person]
    ]


def is_shown(answer: HttpResponse) -> bool:
    return answer.status_code in SEEN and not _is_to_sign_in(answer)


def _is_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("/login/")


def written_otherwise(name: str, scene: Scene) -> list[str]:
    """Send the plant's ids as everybody whom it does not concern; return who changed or read something by that."""
    row = ADDRESSES[name]
    assert row.post is not None
    address, body, found = address_of(name, row, scene), dict(row.post(scene)), []
    for person in sorted(scene.browsers.keys() - row.posted_by - OWN):
        before = state()
        text = text_of(scene.browsers[person].post(address, body))
        if state() != before:
            found.append(f"{person} writes by {address}")
        if person not in CONCERNED:
            found += [f"{person} reads {mark} from {address}" for mark in MARKS if mark in text]
    return found
