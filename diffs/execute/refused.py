"""Why an instruction is not executed."""


class NotApplied(Exception):
    """Why an instruction cannot be executed; never leaves `diffs.execute.consolidate`."""


class AlreadyThere(NotApplied):
    """What the instruction does stands in the text, as after an earlier application."""
