"""Pure rules of supply: dated parameters, the daily corridor, deadlines with their explanation."""
