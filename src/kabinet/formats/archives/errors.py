"""What a whole file can be refused for; a bad row is a finding, and the others are read."""


class NotAnArchive(ValueError):  # noqa: N818 - named as what happened, like every refusal
    """
    The file cannot be read as an archive of a corrector.

    `code` is one of empty, too-large, too-many-files, too-many-rows, encrypted, damaged, unknown, wrong-template,
    wrong-encoding, entities, several-kinds, no-rows, no-columns; `facts` are for the words of the refusal.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class BadTemplate(ValueError):  # noqa: N818 - as above
    """A template says something that cannot be meant: `place` is the key, `reason` what is wrong with it."""

    def __init__(self, source: str, place: str, reason: str) -> None:
        super().__init__(f"{source}: {place}: {reason}")
        self.source = source
        self.place = place
        self.reason = reason
