"""Reading the settlement account: entries, balances, what is due, and how it was computed."""

from kabinet.settlements.models import ChargeLine, LedgerEntry
from kabinet.settlements.queries.due import Account, Due, account_of_year, due
from kabinet.settlements.queries.ledger import (
    EntryNotFound,
    MonthRow,
    Statement,
    balance,
    balances,
    charge_of_month,
    get_entry,
    lines_of,
    month_rows,
    statement,
)
from kabinet.settlements.queries.prices import NoPrice, Plan, Prices, planned_costs

__all__ = [
    "Account",
    "ChargeLine",
    "Due",
    "EntryNotFound",
    "LedgerEntry",
    "MonthRow",
    "NoPrice",
    "Plan",
    "Prices",
    "Statement",
    "account_of_year",
    "balance",
    "balances",
    "charge_of_month",
    "due",
    "get_entry",
    "lines_of",
    "month_rows",
    "planned_costs",
    "statement",
]
