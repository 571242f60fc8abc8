"""Pure rules of sign-in names."""


def normal_username(typed: str) -> str:
    """Fold what was typed: case and the spaces around a user name do not matter."""
    return typed.strip().lower()
