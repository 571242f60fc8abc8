"""Rule sets that stood before the distributor's tolerance was one of their parameters: what was built in until then."""

from typing import Any

from django.db import migrations

_ADDED = {
    "distributor_tolerance": {
        "share": "0.001",
        "least": "100",
        "says": "Объём ГРО за месяц может отличаться от суммы суток на 0,1 %, а до 100 м³ — всегда",
    },
}


def add_rules(apps: Any, _editor: Any) -> None:
    for rule_set in apps.get_model("organizations", "RuleSet").objects.all():
        rule_set.parameters = {**_ADDED, **rule_set.parameters}
        rule_set.save(update_fields=["parameters"])


class Migration(migrations.Migration):
    dependencies = [("organizations", "0005_reminder_hours")]

    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
