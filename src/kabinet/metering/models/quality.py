"""The quality of the gas, by region and month."""

from django.db import models
from django.db.models import Q

from kabinet.files.models import StoredFile
from kabinet.foundation.fields import MonthField
from kabinet.foundation.gate import CommonModel


class GasQuality(CommonModel):
    """
    Calorific value of a month's gas in a region, kcal/m³ at standard conditions, as the quality passport says.

    Common to all who take gas there; a correction is a new version.
    """

    region = models.CharField(max_length=80)
    month = MonthField()
    version = models.PositiveSmallIntegerField(default=1)
    calorific_value = models.PositiveIntegerField()
    passport_number = models.CharField(max_length=80)
    passport = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    passport_name = models.CharField(max_length=255, blank=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "month", "version"], name="one_gas_quality_a_version"),
            models.CheckConstraint(condition=Q(calorific_value__gt=0), name="gas_quality_is_positive"),
        ]
