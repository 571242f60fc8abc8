"""What can be recorded about a metering unit: the form of each act, and the operation behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kabinet.desk.forms.instruments import (
    ActForm,
    ConstantForm,
    EndFaultForm,
    FaultForm,
    ReplaceForm,
    SealEquipmentForm,
    SealForm,
    UnsealEquipmentForm,
    UnsealForm,
    VerificationForm,
)
from kabinet.foundation.viewer import Viewer
from kabinet.metering import operations
from kabinet.metering.operations import FaultFacts, NewInstrument
from kabinet.metering.rules.constants import Held
from kabinet.metering.rules.words import FaultKind


@dataclass(frozen=True, slots=True)
class Act:
    """`done` is said afterwards; `perform` calls the operation."""

    title: str | Promise
    done: str | Promise
    form: type[ActForm]
    perform: Callable[..., Any]


def _verify(form: VerificationForm, *, viewer: Viewer, unit_id: int, now: datetime) -> None:  # noqa: ARG001
    typed = form.cleaned_data
    operations.record_verification(
        viewer=viewer,
        instrument_id=form.subject_id,
        verified_on=typed["verified_on"],
        valid_until=typed["valid_until"],
        certificate=typed["certificate"],
        now=now,
    )


def _seal(form: SealForm, *, viewer: Viewer, unit_id: int, now: datetime) -> None:  # noqa: ARG001
    typed = form.cleaned_data
    operations.set_seal(
        viewer=viewer,
        instrument_id=form.subject_id,
        number=typed["number"],
        place=typed["place"],
        set_on=typed["set_on"],
        now=now,
    )


def _constant(form: ConstantForm, *, viewer: Viewer, unit_id: int, now: datetime) -> None:  # noqa: ARG001
    typed = form.cleaned_data
    operations.record_constant(
        viewer=viewer,
        instrument_id=form.subject_id,
        held=Held(typed["name"], typed["value"], form.moment),
        act=typed["act"],
        now=now,
    )


def _unseal(form: UnsealForm, *, viewer: Viewer, unit_id: int, now: datetime) -> None:  # noqa: ARG001
    typed = form.cleaned_data
    operations.remove_seal(
        viewer=viewer,
        seal_id=form.subject_id,
        removed_on=typed["removed_on"],
        reason=typed["reason"],
        now=now,
    )


def _replace(form: ReplaceForm, *, viewer: Viewer, unit_id: int, now: datetime) -> None:  # noqa: ARG001
    typed = form.cleaned_data
    operations.replace_instrument(
        viewer=viewer,
        instrument_id=form.subject_id,
        at=form.moment,
        closing_index=typed["closing_index"],
        new=NewInstrument(
            model=typed["model"],
            serial_number=typed["serial_number"],
            owner=typed["owner"],
            verified_until=typed["verified_until"],
            digits=typed["digits"],
            opening_index=typed["opening_index"],
            least_flow=typed["least_flow"],
            greatest_flow=typed["greatest_flow"],
        ),
        reason=typed["reason"],
        now=now,
    )


def _fault(form: FaultForm, *, viewer: Viewer, unit_id: int, now: datetime) -> None:
    facts = FaultFacts(
        FaultKind(form.cleaned_data["kind"]),
        form.moment,
        instrument_id=form.instrument_id,
        note=form.cleaned_data["note"],
    )
    operations.record_fault(viewer=viewer, unit_id=unit_id, facts=facts, now=now)


def _end_fault(form: EndFaultForm, *, viewer: Viewer, unit_id: int, now: datetime) -> None:  # noqa: ARG001
    operations.end_fault(viewer=viewer, fault_id=form.subject_id, ended_at=form.moment, now=now)


def _seal_equipment(form: SealEquipmentForm, *, viewer: Viewer, unit_id: int, now: datetime) -> None:  # noqa: ARG001
    operations.seal_equipment(
        viewer=viewer,
        equipment_id=form.subject_id,
        sealed_at=form.moment,
        act=form.cleaned_data["act"],
        now=now,
    )


def _unseal_equipment(form: UnsealEquipmentForm, *, viewer: Viewer, unit_id: int, now: datetime) -> None:  # noqa: ARG001
    operations.unseal_equipment(viewer=viewer, interval_id=form.subject_id, unsealed_at=form.moment, now=now)


ACTS: dict[str, Act] = {
    "verify": Act(_("Record a verification"), _("The verification is recorded."), VerificationForm, _verify),
    "seal": Act(_("Set a seal"), _("The seal is recorded."), SealForm, _seal),
    "unseal": Act(_("Remove a seal"), _("The seal is recorded as removed."), UnsealForm, _unseal),
    "constant": Act(_("Record a constant"), _("The constant is recorded."), ConstantForm, _constant),
    "replace": Act(_("Replace an instrument"), _("The instrument is replaced."), ReplaceForm, _replace),
    "fault": Act(_("Record a fault"), _("The fault is recorded."), FaultForm, _fault),
    "end-fault": Act(_("End a fault"), _("The fault is ended."), EndFaultForm, _end_fault),
    "seal-equipment": Act(
        _("Seal equipment off"), _("The equipment is sealed off."), SealEquipmentForm, _seal_equipment
    ),
    "unseal-equipment": Act(
        _("Unseal equipment"), _("The equipment is unsealed."), UnsealEquipmentForm, _unseal_equipment
    ),
}

#: At which field a refusal is told; others at the field of the moment.
FIELD_OF: dict[str, str] = {
    "metering.index-fell": "closing_index",
    "metering.closing-index-impossible": "closing_index",
    "metering.opening-index-impossible": "opening_index",
    "metering.closing-index-unlikely": "reason",
    "metering.serial-number-taken": "serial_number",
    "metering.month-is-closed": "reason",
}
