"""Rule sets that stood before corrections had a term: a client corrects for five days, later with consent."""

from typing import Any

from django.db import migrations

_ADDED = {
    "correction_due_days": {"amount": 5, "says": "Показания исправляют в течение 5 дней после срока передачи"},
    "late_corrections_with_consent": True,
    "without_instruments": {
        "method": "capacity",
        "says": "Без исправных приборов объём определяют по мощности оборудования",
    },
}


def add_rules(apps: Any, _editor: Any) -> None:
    for rule_set in apps.get_model("organizations", "RuleSet").objects.all():
        rule_set.parameters = {**_ADDED, **rule_set.parameters}
        rule_set.save(update_fields=["parameters"])


class Migration(migrations.Migration):
    dependencies = [("organizations", "0003_regions")]

    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
