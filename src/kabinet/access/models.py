"""People, their memberships and rights, the offer and who accepted which version of it."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kabinet.access.rules import normal_username
from kabinet.foundation.gate import ClosedGate, CommonModel, GatedModel, PersonalGate, SupplyGate
from kabinet.foundation.rights import SIDE_OF, Role, Side
from kabinet.organizations.models import Contract, Organization


class UserManager(BaseUserManager["User"]):
    """Django's sign-in asks for a user by name; case and spaces around it do not matter."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=normal_username(username or ""))


class User(AbstractBaseUser):
    """A person who signs in. The user name never changes: a trigger guards it in the database."""

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
    """A person's part in an organization, on the authority of a paper. `valid_to` is exclusive."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, db_index=False, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    authority = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = SupplyGate["Membership"](organization="organization")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["user", "organization"], name="one_membership_an_organization"),
        ]


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


class Offer(CommonModel):
    """A version of the offer agreement's text; who signs in accepts the one in force."""

    version = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    in_force_from = models.DateField()


class SignIn(GatedModel):
    """A sign-in that succeeded, with the offer version accepted by it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, db_index=False, related_name="sign_ins")
    at = models.DateTimeField()
    address = models.CharField(max_length=64)
    browser = models.CharField(max_length=300)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PersonalGate["SignIn"](user="user")

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["user", "-at"], name="sign_in_by_user")]


class ParkedForm(GatedModel):
    """What somebody typed into a form after their session had expired; offered back once, after they sign in."""

    key = models.CharField(max_length=64, unique=True)
    path = models.CharField(max_length=500)
    fields = models.JSONField()
    parked_at = models.DateTimeField()

    objects = ClosedGate["ParkedForm"]()
