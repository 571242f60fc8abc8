"""Readings on the supplier's side: what was handed in, the month at a glance, one day in doubt, the close."""
