from django.db import migrations

from kabinet.foundation.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("settlements", "0001_initial")]

    operations = [
        append_only("settlements_ledgerentry"),
        append_only("settlements_chargeline"),
    ]
