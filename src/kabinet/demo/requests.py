"""The plan of a contract, and the requests by which it was changed month by month."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from kabinet.demo.case import Case
from kabinet.demo.scope import moment, workday, workday_from
from kabinet.demo.sheets import Row
from kabinet.demo.terms import Plan
from kabinet.organizations.models import ContractVolume
from kabinet.organizations.rules.deadlines import answer_deadline, request_deadline
from kabinet.requests.models import Decision, VolumeRequest, VolumeRequestLine, VolumeRequestVersion
from kabinet.requests.rules.words import STATUS_AFTER, Status
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

_SEASONS = {
    "kiln": (95, 92, 98, 100, 104, 106, 104, 103, 105, 106, 100, 94),
    "glass": (104, 102, 102, 100, 98, 97, 95, 96, 98, 101, 103, 104),
    "greenhouse": (175, 160, 130, 95, 60, 35, 25, 30, 60, 105, 150, 175),
    "heat": (190, 180, 150, 95, 40, 20, 15, 18, 45, 105, 155, 187),
    "metal": (106, 103, 104, 100, 98, 95, 93, 95, 99, 101, 103, 103),
    "food": (98, 95, 97, 94, 92, 90, 95, 108, 120, 112, 102, 97),
    "asphalt": (15, 15, 35, 90, 160, 185, 190, 185, 165, 110, 35, 15),
}

#: How the request for the coming month stands, by the last digit of the client's number.
_COMING: tuple[Status | None, ...] = (
    Status.SUBMITTED,
    None,
    Status.SUBMITTED,
    Status.ACCEPTED,
    Status.RETURNED,
    Status.ACCEPTED_WITH_CHANGES,
    Status.SUBMITTED,
    Status.ACCEPTED,
    Status.WITHDRAWN,
    Status.SUBMITTED,
)
_OUTCOME_OF = {status: outcome for outcome, status in STATUS_AFTER.items()}

_COMMENTS = ("", "", "", "Плановый ремонт с 10 по 14 число", "Пуск второй линии", "Объём уточнён по заказам")
_CHANGED = (
    "Пропускная способность газопровода-отвода ограничена на время ремонта",
    "Объём приведён к годовому договорному",
    "Учтён фактический отбор того же месяца прошлого года",
)
_RETURNED = (
    "Не указана причина роста объёма против договорного. Добавьте обоснование",
    "Объём по точке подключения превышает её пропускную способность",
)


@dataclass(slots=True)
class Course:
    """What becomes of one request: how each of its versions ends, the last one being what stands."""

    month: BillingMonth
    submitted_at: datetime
    fates: list[Status]


class Planner:
    """Plans one contract and lets its requests take their course."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.scope, self.sheets, self.terms = case.scope, case.sheets, case.terms
        self.client, self.deal = case.client, case.deal
        self.dice = case.dice("requests")
        self.plan: Plan = {}
        self._current: dict[tuple[BillingMonth, int], Row] = {}

    def write(self) -> Plan:
        last = max(self.scope.month.next, BillingMonth(self.scope.month.year, 12))
        month = self.scope.first_month
        while month <= last:
            self._agree_by_contract(month)
            month = month.next
        for course in self._courses():
            self._follow(course)
        return self.plan

    def _agree_by_contract(self, month: BillingMonth) -> None:
        signed = moment(self.deal.dated_on, 12)
        yearly = moment(BillingMonth(month.year - 1, 12).first_day.replace(day=20), 12)
        set_at = min(max(signed, yearly), self.scope.midnight - timedelta(hours=8))
        self.plan[month] = {
            point.pk: (point.base * _SEASONS[point.line][month.month - 1] / 100_000).quantize(Decimal(1))
            * 1000
            for point in self.deal.points
        }
        for point_id, volume in self.plan[month].items():
            self._set_volume(month, point_id, volume, reason="Приложение № 1 к договору", at=set_at)

    def _set_volume(
        self, month: BillingMonth, point_id: int, volume: Decimal, *, reason: str, at: datetime
    ) -> None:
        old = self._current.get((month, point_id))
        if old is not None:
            old["superseded_at"] = at
        self.plan[month][point_id] = volume
        self._current[month, point_id] = self.sheets[ContractVolume].add(
            contract_id=self.deal.pk,
            supply_point_id=point_id,
            month=month,
            version=old["version"] + 1 if old else 1,
            volume=volume,
            reason=reason,
            set_at=at,
        )

    def _courses(self) -> list[Course]:
        months = [month for month in self.scope.months() if month > self.scope.first_month]
        found = [Course(month, self._asked_at(month), self._past_fates(month)) for month in months]
        coming = (
            _COMING[self.client.index % len(_COMING)]
            if self.deal is self.client.deals[0]
            else Status.SUBMITTED
        )
        if coming is not None:
            ago = self.dice.randrange(1, 4) if coming is Status.SUBMITTED else self.dice.randrange(5, 8)
            day = workday(self.scope.today - timedelta(days=ago))
            asked = moment(day, self.dice.randrange(9, 17), self.dice.randrange(60))
            found.append(Course(self.scope.month.next, asked, [coming]))
        return found

    def _asked_at(self, month: BillingMonth) -> datetime:
        late = self.dice.random() < 0.05  # noqa: PLR2004
        day = 26 if late else self.dice.randrange(15, 25)
        asked = workday(month.previous.first_day.replace(day=day))
        return moment(asked, self.dice.randrange(9, 16), self.dice.randrange(60))

    def _past_fates(self, month: BillingMonth) -> list[Status]:
        if self.client.index == 1 and month >= self.scope.month.previous:
            return [Status.ACCEPTED]
        end = Status.ACCEPTED_WITH_CHANGES if self.dice.random() < 0.2 else Status.ACCEPTED  # noqa: PLR2004
        returned = month < self.scope.month and self.dice.random() < 0.1  # noqa: PLR2004
        return [Status.RETURNED, end] if returned else [end]

    def _follow(self, course: Course) -> None:
        request = self.sheets[VolumeRequest].add(contract_id=self.deal.pk, month=course.month)
        at = course.submitted_at
        for version, fate in enumerate(course.fates, start=1):
            volumes = self._asked_volumes(course.month)
            self._submit(request, version=version, volumes=volumes, at=at)
            if fate in _OUTCOME_OF:
                at = self._later(at, days=(1, 3))
                self._decide(request, fate=fate, volumes=volumes, at=at)
            elif fate is Status.WITHDRAWN:
                self._withdraw(request, at=self._later(at, days=(1, 2)))
            at = self._later(at, days=(1, 2))

    def _later(self, at: datetime, *, days: tuple[int, int]) -> datetime:
        """Some days later on a working day, and not after yesterday."""
        day = workday_from(at.date() + timedelta(days=self.dice.randrange(*days)))
        day = min(day, self.scope.today - timedelta(days=1))
        return moment(day, self.dice.randrange(9, 17), self.dice.randrange(60), self.dice.randrange(60))

    def _asked_volumes(self, month: BillingMonth) -> dict[int, Decimal]:
        """Mostly what the contract says; at times somewhat more or less."""
        planned = self.plan[month]
        if self.client.index == 1 and month == self.scope.month or self.dice.random() < 0.4:  # noqa: PLR2004, RUF021
            return dict(planned)
        factor = Decimal(self.dice.randrange(92, 109)) / 100
        return {
            point_id: (volume * factor / 100).quantize(Decimal(1)) * 100
            for point_id, volume in planned.items()
        }

    def _submit(self, request: Row, *, version: int, volumes: dict[int, Decimal], at: datetime) -> None:
        deal, month = self.deal, request["month"]
        deadline = request_deadline(
            month, zone=deal.clock.zone, parameters=self.terms.parameters(deal, month.first_day)
        )
        answer = answer_deadline(at, zone=deal.clock.zone, parameters=self.terms.parameters(deal, at.date()))
        engineer = self.client.engineer
        request.update(
            status=Status.SUBMITTED,
            version=version,
            volume=sum(volumes.values(), ZERO),
            submitted_at=at,
            submitted_by=engineer.name,
            late=not deadline.is_kept(at),
            answer_due_at=answer.at,
        )
        comment = self.dice.choice(_COMMENTS)
        row = self.sheets[VolumeRequestVersion].add(
            request_id=request["id"],
            version=version,
            comment=comment,
            submitted_at=at,
            submitted_by=engineer.name,
        )
        for point_id, volume in volumes.items():
            self.sheets[VolumeRequestLine].add(version_id=row["id"], supply_point_id=point_id, volume=volume)
        self.client.book.submit(
            "requests.volume_request",
            actor=engineer,
            contract_id=deal.pk,
            subject=f"request:{request['id']}",
            content={
                "contract": deal.number,
                "month": month,
                "version": version,
                "volumes_m3": {str(point_id): volume for point_id, volume in volumes.items()},
                "comment": comment,
            },
            at=at,
            deadline=deadline,
            rows=[row],
        )

    def _withdraw(self, request: Row, *, at: datetime) -> None:
        request["status"] = Status.WITHDRAWN
        self.client.book.note(
            "requests.volume_request.withdrawn",
            actor=self.client.engineer,
            subject=f"request:{request['id']}",
            data={"version": request["version"], "status": [Status.SUBMITTED, Status.WITHDRAWN]},
            at=at,
        )

    def _decide(self, request: Row, *, fate: Status, volumes: dict[int, Decimal], at: datetime) -> None:
        settled, reason = self._settlement(fate, volumes)
        curator = self.client.curator
        request.update(
            status=fate,
            agreed_volume=sum(settled.values(), ZERO) if settled else None,
            decided_at=at,
            decided_by=curator.name,
        )
        self.sheets[Decision].add(
            request_id=request["id"],
            version=request["version"],
            outcome=_OUTCOME_OF[fate],
            reason=reason,
            agreed={str(point_id): str(volume) for point_id, volume in settled.items()},
            decided_at=at,
            decided_by=curator.name,
        )
        self.client.book.note(
            f"requests.volume_request.{fate}",
            actor=curator,
            subject=f"request:{request['id']}",
            data={
                "version": request["version"],
                "status": [Status.SUBMITTED, fate],
                "agreed_m3": {str(point_id): volume for point_id, volume in settled.items()},
                "reason": reason,
            },
            at=at,
        )
        self._set_volumes(request, settled, at=at)

    def _settlement(self, fate: Status, volumes: dict[int, Decimal]) -> tuple[dict[int, Decimal], str]:
        if fate is Status.RETURNED:
            return {}, self.dice.choice(_RETURNED)
        if fate is Status.ACCEPTED:
            return volumes, ""
        cut = Decimal(self.dice.randrange(85, 98)) / 100
        return {
            key: (volume * cut / 100).quantize(Decimal(1)) * 100 for key, volume in volumes.items()
        }, self.dice.choice(_CHANGED)

    def _set_volumes(self, request: Row, settled: dict[int, Decimal], *, at: datetime) -> None:
        month = request["month"]
        reason = f"request:{request['id']} v{request['version']}"
        changes = {}
        for point_id, volume in settled.items():
            old = self.plan[month][point_id]
            if old != volume:
                self._set_volume(month, point_id, volume, reason=reason, at=at)
                changes[str(point_id)] = [old, volume]
        if changes:
            self.client.book.note(
                "organizations.contract_volume.set",
                actor=self.client.curator,
                subject=f"contract:{self.deal.number}",
                data={"month": month, "volumes_m3": changes, "reason": reason},
                at=at,
            )
