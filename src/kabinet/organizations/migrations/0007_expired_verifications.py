"""Rule sets that stood before the effect of an expired verification was one of their parameters: it is only told."""

from typing import Any

from django.db import migrations

_ADDED = {"expired_verification": "flag"}


def add_rules(apps: Any, _editor: Any) -> None:
    for rule_set in apps.get_model("organizations", "RuleSet").objects.all():
        rule_set.parameters = {**_ADDED, **rule_set.parameters}
        rule_set.save(update_fields=["parameters"])


class Migration(migrations.Migration):
    dependencies = [("organizations", "0006_tolerance_of_the_distributor")]

    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
