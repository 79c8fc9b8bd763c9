"""This machine's clock beside the servers': one that is more than an hour off dates nothing."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

ALLOWED = timedelta(hours=1)


def moment(date: str) -> str:
    """The time in a Date header (RFC 9110), UTC, ISO 8601; empty for one that is none."""
    try:
        found = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC).isoformat(timespec="seconds")


def apart(ours: str, theirs: str) -> bool:
    """Whether two times, ISO 8601 with their zones, are more than an hour apart; a time that is not there is not."""
    if not ours or not theirs:
        return False
    return abs(datetime.fromisoformat(ours) - datetime.fromisoformat(theirs)) > ALLOWED
