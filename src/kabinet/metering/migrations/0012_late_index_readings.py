from django.db import migrations, models

from kabinet.foundation.triggers import unchangeable


class Migration(migrations.Migration):
    dependencies = [("metering", "0011_what_stands_beside_a_statement")]

    operations = [
        migrations.AddField(
            model_name="indexreading", name="late", field=models.BooleanField(default=False)
        ),
        unchangeable("metering_indexreading", "index"),
    ]
