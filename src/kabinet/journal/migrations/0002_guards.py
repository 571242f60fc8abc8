from django.db import migrations

from kabinet.foundation.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        append_only("journal_record"),
        append_only("journal_receipt"),
        append_only("journal_sighting"),
        append_only("journal_seal"),
    ]
