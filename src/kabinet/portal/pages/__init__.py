"""What the pages show: domain objects turned into parts with ready strings."""
