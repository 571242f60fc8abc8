"""People, their memberships and rights, who stands in for whom, and who looks as whose people."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kabinet.access.rules.names import normal_username
from kabinet.files.models import StoredFile
from kabinet.foundation.gate import ClosedGate, GatedModel, SupplyGate
from kabinet.foundation.rights import SIDE_OF, Role, Side
from kabinet.organizations.models import Contract, Organization


class UserManager(BaseUserManager["User"]):
    """Django's sign-in asks for a user by name; case and spaces around it do not matter."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=normal_username(username or ""))


class User(AbstractBaseUser):
    """
    A person who signs in. The user name never changes: a trigger guards it in the database.

    `code_expires_at`: while it is set, the password is an access code from a slip, which waits until then to be
    replaced by the person's own. `issue_point`: where access was first issued, and is issued again. `desk_point`:
    where one of the credentials desk works. `second_factor`: sign-in asks for a code of theirs, too.
    """

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=200)
    position = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    language = models.CharField(max_length=5, default="ru")
    is_active = models.BooleanField(default=True)
    last_contract_id = models.BigIntegerField(null=True)
    offer_version = models.CharField(max_length=20, blank=True)
    code_expires_at = models.DateTimeField(null=True)
    second_factor = models.BooleanField(default=False)
    issue_point = models.ForeignKey(
        "access.IssuePoint", on_delete=models.PROTECT, null=True, related_name="+"
    )
    desk_point = models.ForeignKey("access.IssuePoint", on_delete=models.PROTECT, null=True, related_name="+")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="user_has_a_known_role"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def side(self) -> Side:
        return SIDE_OF[Role(self.role)]


class Membership(GatedModel):
    """
    A person's part in an organization, on the authority of a paper. `valid_to` is exclusive.

    `end_reason` says why a colleague ended it before the paper did, and `ended_by` who that was.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, db_index=False, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    authority = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    end_reason = models.CharField(max_length=500, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    objects = SupplyGate["Membership"](organization="organization")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["user", "organization"], name="one_membership_an_organization"),
        ]


class EndPaper(GatedModel):
    """A scan that came with the end of somebody's access: an order, a revoked power of attorney."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="end_papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    objects = SupplyGate["EndPaper"](organization="membership__organization")


class Grant(GatedModel):
    """What a member may do with one contract: a list of rights, see foundation.rights."""

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, db_index=False, related_name="grants"
    )
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="grants")
    rights = models.JSONField()

    objects = SupplyGate["Grant"](organization="membership__organization", contract="contract")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["membership", "contract"], name="one_grant_a_contract"),
        ]


class StandIn(GatedModel):
    """A curator's absence, in which a colleague serves their customers too. Both days are included."""

    absent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    colleague = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stand_ins")
    first_day = models.DateField()
    last_day = models.DateField()
    arranged_by = models.CharField(max_length=200)
    arranged_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    objects = ClosedGate["StandIn"]()

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="stand_in_has_length"
            ),
            models.CheckConstraint(
                condition=~models.Q(absent=models.F("colleague")), name="stand_in_is_somebody_else"
            ),
        ]


class Look(GatedModel):
    """One of the staff looking at the cabinet as an organization's people see it, until `until` at the latest."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ClosedGate["Look"]()

    class Meta(GatedModel.Meta):
        indexes = [
            models.Index(fields=["until"], condition=models.Q(ended_at__isnull=True), name="look_going_on"),
        ]
