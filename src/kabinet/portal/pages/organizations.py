"""What the pages about the contract show: its terms, supply points, instruments, volumes, people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access import queries as access
from kabinet.access import wording as access_wording
from kabinet.foundation import charts, formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries as metering
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Contract, Terms
from kabinet.portal.pages.instruments import InstrumentTables, quality_table, tables
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO, to_thousand

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    contract_id: int
    number: str
    term: str
    chosen: bool

    @property
    def look_url(self) -> str:
        """Return where whoever looks as the customer finds this contract."""
        return f"?look={self.contract_id}"


@dataclass(frozen=True, slots=True)
class Group:
    """The contracts of one organization."""

    organization: str
    choices: list[Choice]


def choices(contracts: Sequence[Contract], *, chosen_id: int | None) -> list[Group]:
    """Return what there is to choose from, by organization."""
    groups: dict[int, Group] = {}
    for one in contracts:
        group = groups.setdefault(one.organization_id, Group(one.organization.name, []))
        group.choices.append(Choice(one.pk, one.number, _term(one), one.pk == chosen_id))
    return list(groups.values())


def _term(contract: Contract) -> str:
    since = formatting.day(contract.valid_from)
    if contract.valid_to is None:
        return _("in force since %(day)s") % {"day": since}
    # The last day is what people call the end; the column holds the day after it.
    until = date.fromordinal(contract.valid_to.toordinal() - 1)
    return _("in force from %(since)s to %(until)s") % {"since": since, "until": formatting.day(until)}


@dataclass(frozen=True, slots=True)
class ContractPage:
    facts: ui.Facts
    deadlines: ui.Facts
    requisites: ui.Facts
    points: ui.Table
    instruments: InstrumentTables
    quality: ui.Table | None
    may_report: bool
    chart: charts.MonthlyChart
    months: ui.Table
    people: ui.Table
    manages_people: bool


def contract_page(*, viewer: Viewer, terms: Terms, now: datetime) -> ContractPage:
    """Read the contract and make its page. Eleven queries."""
    contract_id, today = terms.contract.pk, terms.today(now)
    current = BillingMonth.of(today)
    first = current.plus(1 - _MONTHS)
    plan = organizations.volumes_by_month(viewer=viewer, contract_id=contract_id, since=first, until=current)
    facts = _facts_by_month(
        metering.daily_totals(viewer=viewer, contract_id=contract_id, since=first.first_day, until=today)
    )
    months = [first.plus(offset) for offset in range(_MONTHS)]
    known = [month for month in months if month in plan or month in facts]
    members = access.list_members(viewer=viewer, organization_id=terms.contract.organization_id)
    points = organizations.list_supply_points(viewer=viewer, contract_id=contract_id)
    return ContractPage(
        facts=_contract_facts(terms),
        deadlines=_deadlines(terms, today),
        requisites=_requisites(terms.contract),
        points=_points(points),
        instruments=_instruments(viewer, terms, points, today),
        quality=quality_table(points, today=today),
        may_report=viewer.may(Right.SUBMIT_READINGS, contract_id=contract_id),
        chart=_chart(known, plan, facts),
        months=_months(known, plan, facts),
        people=_people(members, today=today),
        manages_people=viewer.may(Right.MANAGE_PEOPLE),
    )


def _facts_by_month(totals: Mapping[date, Decimal]) -> dict[BillingMonth, Decimal]:
    facts: dict[BillingMonth, Decimal] = defaultdict(lambda: ZERO)
    for day, volume in totals.items():
        facts[BillingMonth.of(day)] += volume
    return dict(facts)


def _contract_facts(terms: Terms) -> ui.Facts:
    contract, curator = terms.contract, access.in_place_of(terms.contract.organization.curator)
    begins = terms.clock.begins_at(contract.valid_from)
    hour = _("at %(time)s") % {"time": formatting.clock_time(begins, terms.zone)}
    return ui.Facts(
        [
            ui.Fact(_("Contract"), f"№ {contract.number}"),
            ui.Fact(_("Concluded on"), formatting.day(contract.dated_on)),
            ui.Fact(_("Term"), _term(contract)),
            ui.Fact(_("The gas day begins"), hour),
            ui.Fact(_("Your curator"), ui.Noted(curator.full_name, curator.phone)),
        ]
    )


def _deadlines(terms: Terms, today: date) -> ui.Facts:
    """Return the rules in force in the words of the contract, and the tolerances of a day."""
    rules = terms.parameters(max(today, terms.contract.valid_from))
    tolerance = _("from −%(below)s to +%(above)s of the daily norm") % {
        "below": formatting.percent(rules.tolerance_below * 100, 0),
        "above": formatting.percent(rules.tolerance_above * 100, 0),
    }
    return ui.Facts(
        [
            ui.Fact(_("Readings"), rules.readings_due.says),
            ui.Fact(_("Request for a month"), rules.request_due.says),
            ui.Fact(_("Answer of the supplier"), rules.answer_due.says),
            ui.Fact(_("Signed act"), rules.scan_due.says),
            ui.Fact(_("Volume of a day"), tolerance),
            ui.Fact(_("Rules"), rules.rule_set),
        ],
        tight=True,
    )


def _requisites(contract: Contract) -> ui.Facts:
    owner = contract.organization
    rows = [
        (pgettext("organization", "Name"), owner.full_name),
        (_("INN / KPP"), f"{owner.inn} / {owner.kpp}"),
        (_("OGRN"), owner.ogrn),
        (_("Address"), owner.address),
        (_("Telephone"), owner.phone),
        (_("Bank"), _("%(bank)s, BIK %(bik)s") % {"bank": owner.bank_name, "bik": owner.bik}),
        (_("Account"), owner.account),
        (_("Correspondent account"), owner.correspondent_account),
    ]
    return ui.Facts([ui.Fact(name, value) for name, value in rows if value], tight=True)


def _points(points: Sequence[organizations.SupplyPoint]) -> ui.Table:
    return ui.Table(
        caption=_("Supply points"),
        columns=[ui.Column(_("Supply point")), ui.Column(_("Address")), ui.Column(_("Price group"))],
        rows=[
            ui.Row([ui.Noted(point.name, point.code), point.address, point.price_group]) for point in points
        ],
        empty=ui.Empty(_("The curator has not entered the supply points yet")),
        stack=True,
    )


def _instruments(
    viewer: Viewer, terms: Terms, points: Sequence[organizations.SupplyPoint], today: date
) -> InstrumentTables:
    """Five queries."""
    contract_id = terms.contract.pk
    units = metering.list_units(viewer=viewer, contract_id=contract_id)
    names = {point.pk: point.name for point in points}
    return tables(
        metering.record_of_contract(viewer=viewer, contract_id=contract_id),
        units={unit.pk: unit.name for unit in units},
        points={unit.pk: names[unit.supply_point_id] for unit in units},
        terms=terms,
        today=today,
    )


def _chart(
    months: Sequence[BillingMonth],
    plan: Mapping[BillingMonth, Decimal],
    facts: Mapping[BillingMonth, Decimal],
) -> charts.MonthlyChart:
    return charts.MonthlyChart(
        title=_("Volume by month, thousand m³"),
        months=[
            charts.MonthBar(
                f"{month.month:02d}.{month.year % 100:02d}", _thousand(facts, month), _thousand(plan, month)
            )
            for month in months
        ],
    )


def _thousand(volumes: Mapping[BillingMonth, Decimal], month: BillingMonth) -> Decimal | None:
    return to_thousand(volumes[month]) if month in volumes else None


def _months(
    months: Sequence[BillingMonth],
    plan: Mapping[BillingMonth, Decimal],
    facts: Mapping[BillingMonth, Decimal],
) -> ui.Table:
    unit = _("thousand m³")
    return ui.Table(
        caption=_("Volume by month"),
        columns=[
            ui.Column(_("Month")),
            ui.Column(_("Contract volume"), numeric=True, unit=unit),
            ui.Column(_("Taken"), numeric=True, unit=unit),
            ui.Column(_("Share"), numeric=True),
        ],
        rows=[_month_row(month, plan.get(month), facts.get(month)) for month in reversed(months)],
        empty=ui.Empty(_("Volumes will appear when the first period of supply begins")),
    )


def _month_row(month: BillingMonth, plan: Decimal | None, fact: Decimal | None) -> ui.Row:
    share = formatting.percent(fact * 100 / plan) if plan and fact is not None else formatting.DASH
    over = plan is not None and fact is not None and fact > plan
    return ui.Row(
        [
            formatting.month_as_title(month),
            formatting.DASH if plan is None else formatting.volume(plan),
            formatting.DASH if fact is None else formatting.volume(fact),
            ui.Cell(share, over=over),
        ]
    )


def _people(members: Sequence[access.Membership], *, today: date) -> ui.Table:
    return ui.Table(
        caption=_("People with access"),
        columns=[ui.Column(_("Name")), ui.Column(_("Part in the cabinet")), ui.Column(_("Authority"))],
        rows=[_person(member, today) for member in members],
        stack=True,
    )


def _person(member: access.Membership, today: date) -> ui.Row:
    ended = member.valid_to is not None and member.valid_to <= today
    term = _("access has ended") if ended else ""
    if member.valid_to is not None and not ended:
        last = date.fromordinal(member.valid_to.toordinal() - 1)
        term = _("until %(moment)s") % {"moment": formatting.day(last)}
    return ui.Row(
        [
            ui.Noted(member.user.full_name, member.user.position),
            str(access_wording.ROLE[member.user.role]),
            ui.Noted(member.authority, term) if term else member.authority,
        ],
        kind="quiet" if ended else "",
    )
