from django.db import migrations

from kabinet.foundation.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_initial")]

    operations = [
        append_only("requests_volumerequestversion"),
        append_only("requests_volumerequestline"),
        append_only("requests_decision"),
    ]
