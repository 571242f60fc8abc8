"""The field's smallest words: money, volumes, gas days, billing months. Plain Python, no Django, no clock."""
