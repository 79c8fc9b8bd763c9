"""Every error keeling raises on purpose.

    KeelingError
    ├── UsageError            exit 2: the person asked for something that cannot be done
    │   ├── CitationError     a label that is not one (also ValueError)
    │   ├── CatalogueError    the catalogue file says something impossible
    │   ├── UnknownWork       no such work or version
    │   └── UnreadableInput   a file that is missing, empty, damaged or of no known type
    │       └── Blocked       a challenge, login or maintenance page: an event, never a version
    └── WorldError            exit 1: the request was right, the world is not
        ├── ArchiveDamaged    a body or the ledger is not what was written
        ├── ArchiveLocked     another process is writing to the archive
        └── NothingFound      the question has no answer in this corpus

A message says what, where, and what to do. The command line prints it as one line and
ends with `exit_status`; nothing else catches these.
"""


class KeelingError(Exception):
    """Base of the tree; never raised itself."""

    exit_status = 1


class UsageError(KeelingError):
    """Wrong usage or unreadable input."""

    exit_status = 2


class CitationError(UsageError, ValueError):
    """A text that is not a citation of a provision."""


class CatalogueError(UsageError):
    """A catalogue entry that is unknown, repeated, incomplete or unsafe."""


class UnknownWork(UsageError):
    """A work or version that is neither in the catalogue nor in the archive."""


class UnreadableInput(UsageError):
    """A file that cannot be read as a document; nothing of it was stored."""


class Blocked(UnreadableInput):
    """A challenge, login, maintenance or error page in place of the document."""

    exit_status = 1


class WorldError(KeelingError):
    """The request was right and could not be met."""


class ArchiveDamaged(WorldError):
    """Stored bytes or the ledger differ from what was written."""


class ArchiveLocked(WorldError):
    """Another process holds the archive's write lock."""


class NothingFound(WorldError):
    """No provision, version or change answers the question."""
