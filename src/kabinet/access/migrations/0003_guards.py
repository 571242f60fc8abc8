from django.db import migrations

from kabinet.foundation.triggers import unchangeable


class Migration(migrations.Migration):
    dependencies = [("access", "0002_initial")]

    operations = [
        unchangeable("access_user", "username"),
    ]
