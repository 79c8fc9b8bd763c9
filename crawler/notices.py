"""Messages to people: one for each change found and each failure that began, none where nothing happened.

Sending is Apprise's (e-mail, chat, webhook: an address such as `mailtos://…`, `slack://…`,
`json://…` each). What was sent is remembered beside the ledger, so that a crawl that is repeated,
resumed or retried does not say a thing twice, and one that could not be sent is sent next time.
"""

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import UsageError
from crawler.findings import CONTENT, Finding

Send = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Notice:
    """One message. `id` is made from the thing it is about, never counted."""

    id: str
    title: str
    text: str


def notices(run: str, findings: Sequence[Finding], problems: Sequence[str] = ()) -> tuple[Notice, ...]:
    """A notice for each finding of a run, and one for everything that went wrong in the run itself."""
    made = tuple(_of(run, finding) for finding in findings)
    if problems:
        made += (Notice(_name(run, "problems"), "keeling: the crawl did not go well", "\n".join(problems)),)
    return made


def deliver(made: Sequence[Notice], log: Path, send: Send) -> list[str]:
    """Send what was not sent before and what earlier runs could not send; a sentence for each that failed."""
    pending = {notice.id: notice for notice in (*_unsent(log), *made) if notice.id not in _sent(log)}
    failed = []
    for notice in pending.values():
        done = send(notice.title, notice.text)
        _append(log, {"sent": notice.id} if done else {"unsent": asdict(notice)})
        if not done:
            failed.append(f"the notice {notice.title!r} could not be sent; it is tried again after the next crawl")
    return failed


def apprise_sender(addresses: Sequence[str]) -> Send:
    """A sender for these Apprise addresses; raises UsageError where Apprise is missing or refuses one."""
    try:
        import apprise
    except ImportError:
        raise UsageError("notices need the extra `notify`: pip install 'keeling[notify]'") from None
    channel = apprise.Apprise()
    for number, address in enumerate(addresses, 1):
        if not channel.add(address):
            # the address itself may hold a password: it is not repeated
            raise UsageError(f"address {number} in KEELING_NOTIFY is none that Apprise knows")

    def send(title: str, text: str) -> bool:
        return bool(channel.notify(title=title, body=text))

    return send


def _of(run: str, finding: Finding) -> Notice:
    about = "changed" if finding.kind in CONTENT else "cannot be reached" if finding.kind != "recovered" else "is back"
    dates = [f"the publisher says {key} {value}" for key, value in _claims(finding)]
    text = "\n".join([finding.sentence(), *dates, f"seen {finding.seen}"])
    identity = _name(run, finding.kind, finding.url, *(digest or "" for digest in finding.digests))
    return Notice(identity, f"keeling: {finding.kind}: {finding.title or finding.url} {about}"[:200], text)


def _claims(finding: Finding) -> list[tuple[str, str]]:
    return [(key, value) for key, value in (("published", finding.published), ("updated", finding.updated)) if value]


def _name(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _records(log: Path) -> list[dict[str, object]]:
    """The records of the log; a line that a crash cut off is none."""
    found = []
    for line in log.read_bytes().splitlines() if log.exists() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return [record for record in found if isinstance(record, dict)]


def _sent(log: Path) -> set[object]:
    return {record["sent"] for record in _records(log) if "sent" in record}


def _unsent(log: Path) -> tuple[Notice, ...]:
    return tuple(Notice(**record["unsent"]) for record in _records(log) if isinstance(record.get("unsent"), dict))  # type: ignore[arg-type]


def _append(log: Path, record: dict[str, object]) -> None:
    torn = log.exists() and not log.read_bytes().endswith(b"\n") and log.stat().st_size > 0
    with open(log, "ab") as file:
        file.write((b"\n" if torn else b"") + json.dumps(record).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
