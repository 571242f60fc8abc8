"""Organizations, their contracts, supply points and contract volumes; the dated rule sets."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from kabinet.foundation.fields import MonthField, VolumeField
from kabinet.foundation.gate import CommonModel, GatedModel, SupplyGate
from kabinet.foundation.rights import Right
from kabinet.organizations.rules.parameters import Parameters, read_parameters
from kabinet.organizations.rules.requisites import Requisites


class RuleSet(CommonModel):
    """
    Parameters of supply in force over a period, as law and the supplier's own order give them (RULES A8).

    `parameters` is read by rules.parameters.Parameters; a contract may override each of them.
    """

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    parameters = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
                name="rule_set_has_length",
            ),
        ]

    @cached_property
    def own(self) -> Parameters:
        return read_parameters(self.code, self.parameters)


class SupplierRequisites(CommonModel):
    """
    A version of the supplier's own requisites, read by rules.requisites.Requisites.

    A document carries the version of its date; before the first one, what the settings say. Versions are published by
    two people, see access.Proposal, and never changed: triggers see to it.
    """

    valid_from = models.DateField()
    name = models.CharField(max_length=160)
    inn = models.CharField(max_length=12)
    kpp = models.CharField(max_length=9)
    address = models.CharField(max_length=300)
    account = models.CharField(max_length=20)
    bank = models.CharField(max_length=45)
    bik = models.CharField(max_length=9)
    correspondent_account = models.CharField(max_length=20)
    signer = models.CharField(max_length=100)
    signer_position = models.CharField(max_length=200)
    signer_in_genitive = models.CharField(max_length=300)
    signer_basis = models.CharField(max_length=200)
    accountant = models.CharField(max_length=100)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["valid_from"], name="one_version_of_requisites_a_day"),
        ]

    @cached_property
    def own(self) -> Requisites:
        return Requisites.of(vars(self))


class Organization(GatedModel):
    """
    An industrial customer.

    The signer is who signs acts: name as "И. И. Иванов", position, both in the genitive for «в лице …», and the
    basis in the genitive: «Устава». `search` holds name, numbers and ИНН folded to lower case, for both databases.
    """

    name = models.CharField(max_length=200)
    full_name = models.CharField(max_length=400)
    inn = models.CharField(max_length=12, unique=True)
    kpp = models.CharField(max_length=9)
    ogrn = models.CharField(max_length=15)
    address = models.CharField(max_length=300)
    phone = models.CharField(max_length=40)
    email = models.EmailField(blank=True)
    bank_name = models.CharField(max_length=160)
    bik = models.CharField(max_length=9)
    account = models.CharField(max_length=20)
    correspondent_account = models.CharField(max_length=20)
    signer_name = models.CharField(max_length=200, blank=True)
    signer_position = models.CharField(max_length=200, blank=True)
    signer_in_genitive = models.CharField(max_length=300, blank=True)
    signer_basis = models.CharField(max_length=200, blank=True)
    curator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    search = models.CharField(max_length=800, db_index=True)

    objects = SupplyGate["Organization"](organization="pk", needs=Right.SEE_SUPPLY)

    def __str__(self) -> str:
        return self.name


#: What a list of many customers' things does not show.
REQUISITES = (
    "full_name",
    "address",
    "phone",
    "email",
    "bank_name",
    "bik",
    "account",
    "correspondent_account",
    "signer_name",
    "signer_position",
    "signer_in_genitive",
    "signer_basis",
    "search",
)


class Contract(GatedModel):
    """A supply contract. `overrides` replaces single parameters of the rule set in force."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=40, unique=True)
    dated_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    contract_hour = models.PositiveSmallIntegerField(default=10)
    zone = models.CharField(max_length=40, default="Europe/Moscow")
    overrides = models.JSONField(default=dict)

    objects = SupplyGate["Contract"](organization="organization", contract="pk")

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(contract_hour__lt=24), name="contract_hour_is_an_hour"),
        ]

    def __str__(self) -> str:
        return self.number


class SupplyPoint(GatedModel):
    """A point at which the customer's network is connected; price group, region of gas quality and plan are its own."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="supply_points")
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300)
    price_group = models.CharField(max_length=20)
    region = models.CharField(max_length=80, blank=True)

    objects = SupplyGate["SupplyPoint"](organization="contract__organization", contract="contract")

    def __str__(self) -> str:
        return self.name


class ContractVolume(GatedModel):
    """The volume agreed for one supply point and month, m³; a change is a new version, and the old one stays."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, db_index=False, related_name="volumes")
    supply_point = models.ForeignKey(
        SupplyPoint, on_delete=models.PROTECT, db_index=False, related_name="contract_volumes"
    )
    month = MonthField()
    version = models.PositiveSmallIntegerField(default=1)
    volume = VolumeField()
    reason = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = SupplyGate["ContractVolume"](organization="contract__organization", contract="contract")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["supply_point", "month"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_contract_volume",
            ),
            models.UniqueConstraint(
                fields=["supply_point", "month", "version"], name="one_contract_volume_a_version"
            ),
            models.CheckConstraint(condition=Q(volume__gte=0), name="contract_volume_not_negative"),
        ]
        indexes = [models.Index(fields=["contract", "month"], name="contract_volume_by_month")]
