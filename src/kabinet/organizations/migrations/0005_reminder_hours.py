"""Rule sets that stood before readings were reminded of: an hour before their deadline."""

from typing import Any

from django.db import migrations

_ADDED = {"readings_reminder_hours": 1}


def add_rules(apps: Any, _editor: Any) -> None:
    for rule_set in apps.get_model("organizations", "RuleSet").objects.all():
        rule_set.parameters = {**_ADDED, **rule_set.parameters}
        rule_set.save(update_fields=["parameters"])


class Migration(migrations.Migration):
    dependencies = [("organizations", "0004_rules_of_corrections")]

    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
