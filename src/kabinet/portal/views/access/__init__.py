"""Signing in, the offer, how access is recovered, one's own settings."""
