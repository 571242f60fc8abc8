from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("metering", "0005_archives_in_place")]

    operations = [
        migrations.AddIndex(
            model_name="dailyvolume",
            index=models.Index(
                condition=models.Q(("status__in", ["recorded", "returned", "proposed"])),
                fields=["gas_day"],
                name="daily_volume_in_question",
            ),
        ),
    ]
