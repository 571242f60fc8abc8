"""Pure rules of metering: the words of its statuses, and how plausible a daily volume is."""
