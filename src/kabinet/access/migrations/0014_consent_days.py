from django.db import migrations, models

from kabinet.foundation.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("access", "0013_stray_uploads")]

    operations = [
        migrations.AddField(
            model_name="accesspolicy",
            name="consent_days",
            field=models.PositiveSmallIntegerField(default=14),
        ),
        migrations.RemoveConstraint(model_name="accesspolicy", name="access_policy_in_whole_days_and_hours"),
        migrations.AddConstraint(
            model_name="accesspolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer_days__gte", 1),
                    ("code_days__gte", 1),
                    ("consent_days__gte", 1),
                    ("session_hours__gte", 1),
                ),
                name="access_policy_in_whole_days_and_hours",
            ),
        ),
        append_only("access_accesspolicy"),
    ]
