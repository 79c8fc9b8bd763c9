"""The weekday as a witness of the date it stands before: `Monday 4 July 2025`, which was a Friday, is in doubt."""

from corpus.dates import weekday
from parser.witnesses.evidence import Evidence, Hearing


def weekdays(evidence: Evidence) -> Hearing:
    """Every date of the document that has a weekday."""
    hearing = Hearing()
    for event in evidence.dates:
        said = weekday(event.text)
        if event.date is None or not said:
            continue
        if event.date.strftime("%A") == said:
            hearing.agrees += 1
        else:
            hearing.doubt("date", event.text, f"{event.date.isoformat()} is a {event.date:%A}, not a {said}")
    return hearing
