from django.db import migrations


def fill(apps, _editor):
    """Every person's first sign-in under a version is their acceptance of it."""
    acceptances, sign_ins, memberships = (
        apps.get_model("access", name)._base_manager for name in ("Acceptance", "SignIn", "Membership")
    )
    known = set()
    rows = sign_ins.filter(offer__isnull=False).select_related("user").order_by("at", "id")
    for sign_in in rows.iterator(chunk_size=2000):
        if (sign_in.user_id, sign_in.offer_id) in known:
            continue
        known.add((sign_in.user_id, sign_in.offer_id))
        names = memberships.filter(user_id=sign_in.user_id).order_by("organization__name", "id")
        organizations = ", ".join(names.values_list("organization__name", flat=True))[:400]
        acceptances.create(
            user_id=sign_in.user_id,
            offer_id=sign_in.offer_id,
            at=sign_in.at,
            address=sign_in.address,
            name=sign_in.user.full_name,
            organizations=organizations,
            search=f"{sign_in.user.full_name} {sign_in.user.username} {organizations}".lower(),
        )


class Migration(migrations.Migration):
    dependencies = [("access", "0011_offers")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
