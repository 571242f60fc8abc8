"""How the daily volumes of a contract are entered: submissions with receipts and decisions, versions, what counts."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from kabinet.demo.case import Case
from kabinet.demo.clients import Unit
from kabinet.demo.sheets import Row
from kabinet.demo.volumes import Given, Taken
from kabinet.metering.models import DailyVolume, VolumeSubmission
from kabinet.metering.rules.corrections import correction_term
from kabinet.metering.rules.words import Basis, Source, Status
from kabinet.organizations.rules.deadlines import readings_deadline
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

_RETURNED = "Объём втрое ниже обычного. Проверьте показания корректора и передайте заново"


class Submitter:
    """Hands in the volumes of one contract; `rows` are those in force by unit and day, `taken` what is charged."""

    def __init__(self, case: Case) -> None:
        self.scope, self.sheets, self.terms = case.scope, case.sheets, case.terms
        self.client, self.deal = case.client, case.deal
        self.dice = case.dice("readings")
        self.taken = Taken()
        self.rows: dict[tuple[int, date], Row] = {}

    def _next_version(self, unit: Unit, day: date, *, per_cent: int, reason: str, point_id: int = 0) -> Given:
        """Return the volume that is to stand in the place of the one in force, whatever was corrected before."""
        old = self.rows[unit.pk, day]
        return Given(
            unit=unit,
            point_id=point_id,
            day=day,
            volume=(old["volume"] * per_cent / 100).quantize(Decimal(1)),
            replaces=old["volume"],
            version=old["version"] + 1,
            reason=reason,
        )

    def _submit(
        self,
        month: BillingMonth,
        volumes: list[Given],
        *,
        at: datetime,
        source: Source,
        status: Status,
        basis: Basis = Basis.BUYER,
        kind: str = "metering.volumes",
        proposed: bool = False,
        counts: bool = True,
    ) -> None:
        """`counts`: whether the month is charged by these volumes; a closed one stays as it was charged."""
        newest = max(given.day for given in volumes)
        parameters = self.terms.parameters(self.deal, newest)
        deadline = readings_deadline(newest, clock=self.deal.clock, parameters=parameters)
        if kind == "metering.correction":
            deadline = correction_term(deadline, now=at, parameters=parameters).deadline
        late = not deadline.is_kept(at)
        actor = self.client.staff.metering if status is Status.ESTIMATED else self.client.engineer
        submission = self.sheets[VolumeSubmission].add(
            contract_id=self.deal.pk,
            month=month,
            first_day=min(given.day for given in volumes),
            last_day=newest,
            submitted_at=at,
            submitted_by=actor.name,
            days=len({given.day for given in volumes}),
            volume=sum((given.volume for given in volumes), ZERO),
            late=late,
            doubts=sum(bool(given.reason) for given in volumes),
            status=status,
        )
        same = {"submission_id": submission["id"], "source": source, "basis": basis, "late": late}
        if proposed:
            self._enter(volumes, status=Status.PROPOSED, superseded_at=at, **same)
        else:
            self.rows |= self._enter(volumes, status=status, **same)
        if counts and status is not Status.RETURNED and not proposed:
            self._count(month, volumes)
        self.client.book.submit(
            kind,
            actor=actor,
            contract_id=self.deal.pk,
            subject=f"volumes:{submission['id']}",
            content=self._content(volumes),
            at=at,
            deadline=deadline,
            rows=[submission],
            seen=self._seen(at, status),
        )
        if status in {Status.ACCEPTED, Status.RETURNED}:
            self._decide(submission, at=at + timedelta(minutes=self.dice.randrange(20, 300)))

    def _seen(self, at: datetime, status: Status) -> tuple[str, datetime] | None:
        return (
            None
            if status is Status.RECORDED
            else (self.client.staff.metering.name, at + timedelta(minutes=15))
        )

    def _enter(self, volumes: list[Given], **same: Any) -> dict[tuple[int, date], Row]:
        """Enter the volumes, `same` is what they have in common; return their rows by unit and day."""
        sheet, rows, contract_id = self.sheets[DailyVolume], {}, self.deal.pk
        waits = same["status"] is Status.RECORDED
        for given in volumes:
            row = {
                "contract_id": contract_id,
                "unit_id": given.unit.pk,
                "gas_day": given.day,
                "version": given.version,
                "volume": given.volume,
                "reason": given.reason,
                **same,
            }
            if waits and not given.reason:
                row["status"] = Status.CHECKED
            rows[given.unit.pk, given.day] = sheet.add_row(row)
        return rows

    def _count(self, month: BillingMonth, volumes: list[Given]) -> None:
        for given in volumes:
            days = self.taken.days[given.point_id, month]
            days[given.day] = days.get(given.day, ZERO) + given.volume - (given.replaces or ZERO)
            if given.version > 1:
                self.taken.versions[given.unit.code, month][given.day] = given.version

    def _content(self, volumes: list[Given]) -> dict[str, object]:
        return {
            "contract": self.deal.number,
            "unit_of_volume": "m3 at 20 °C, 101.325 kPa",
            "volumes": [
                {
                    "unit": given.unit.code,
                    "gas_day": given.day.isoformat(),
                    "volume": str(given.volume),
                    "reason": given.reason,
                    "replaces": None if given.replaces is None else str(given.replaces),
                }
                for given in volumes
            ],
        }

    def _decide(self, submission: Row, *, at: datetime) -> None:
        judge = self.client.staff.metering
        reason = _RETURNED if submission["status"] is Status.RETURNED else ""
        submission.update(decided_at=at, decided_by=judge.name, decision_reason=reason)
        self.client.book.note(
            f"metering.volumes.{submission['status']}",
            actor=judge,
            subject=f"volumes:{submission['id']}",
            data={"status": [Status.RECORDED, submission["status"]], "reason": reason},
            at=at,
        )
