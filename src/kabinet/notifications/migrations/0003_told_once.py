from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_strangers")]

    operations = [
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("once", ""), _negated=True),
                fields=["once"],
                name="notification_told_once",
            ),
        ),
    ]
