"""Pure rules of requests: their closed lists, and who may do what in which status."""
