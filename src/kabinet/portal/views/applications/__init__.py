"""Applications for access: sending one, following it, asking for a colleague's."""
