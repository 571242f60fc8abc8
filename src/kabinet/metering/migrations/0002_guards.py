from django.db import migrations

from kabinet.foundation.triggers import unchangeable


class Migration(migrations.Migration):
    dependencies = [("metering", "0001_initial")]

    operations = [
        unchangeable("metering_dailyvolume", "volume"),
    ]
