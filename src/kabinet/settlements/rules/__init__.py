"""Pure rules of settlement: what gas costs, when it is to be paid, what is owed on a day."""
