from django.db import migrations, models

from kabinet.foundation.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("metering", "0010_device_constants")]

    operations = [
        migrations.AddField(
            model_name="monthstatement", name="beside", field=models.JSONField(null=True)
        ),
        append_only("metering_monthstatement"),
    ]
