"""The names under which operations speak of transactions."""

from django.db import transaction

#: All or nothing, and never inside another transaction: what an operation returns from is on the disk.
operation = transaction.atomic(durable=True)

#: Letters and jobs leave only after the commit; a letter about something rolled back cannot be called back.
after_commit = transaction.on_commit
