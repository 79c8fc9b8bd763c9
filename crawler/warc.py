"""The archive as a WARC file (ISO 28500), and WARC files as snapshots.

For every sighting there is a `response` record with the body as stored, or a `revisit` record where
the bytes were the same again, its `request`, and a `metadata` record with the sighting itself, so
that an archive comes back exactly as it was. A first `metadata` record counts what must follow and
names the ledger's head: WARC tools call a file that was cut in half valid, an import here does not.

The ledger keeps type, validators and status of a response, not its whole head, so the HTTP heads
in the file are what is known of them. Bodies have their transfer and content codings removed.
"""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from w3lib.url import safe_url_string
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.errors import ArchiveDamaged, UnreadableInput
from corpus.files import whole_file
from corpus.snapshots import GENESIS, Sighting, SnapshotStore, faults, line_digest
from crawler.outcomes import FetchFailed
from crawler.pacing import Limits
from crawler.scoring import score_body, score_status

SIGHTING = "application/vnd.keeling.sighting+json"
CONTENTS = "application/vnd.keeling.contents+json"
BATCH = 64
CHUNK = 2**20
LARGEST = Limits().max_size
"""Bytes of one body, at most: what a crawl takes, an import takes, and no bomb gets further."""


def export_archive(store: SnapshotStore, path: Path) -> int:
    """Write the whole archive to `path` (gzip when it ends in .gz); gives the number of records.

    The file appears whole or not at all. Raises ArchiveDamaged for a body that is not what its name says.
    """
    sightings = store.sightings()
    with whole_file(path) as temporary, open(temporary, "wb") as file:
        return _write(store, sightings, file, path.name)


def _write(store: SnapshotStore, sightings: list[Sighting], file: BinaryIO, name: str) -> int:
    writer = WARCWriter(file, gzip=name.endswith(".gz"), warc_version="WARC/1.1")
    about = {"software": "keeling", "format": "WARC File Format 1.1", "description": "archive of keeling snapshots"}
    _put(writer, writer.create_warcinfo_record(name, about))
    contents = {"sightings": len(sightings), "head": store.head()}
    _metadata(writer, "urn:keeling:contents", CONTENTS, contents, {})
    count, seen = 2, dict[str, tuple[str, str]]()
    for sighting in sightings:
        links = {"WARC-Date": _date(sighting.time)}
        if sighting.digest is not None:
            links["WARC-Concurrent-To"] = _response(writer, store, sighting, seen)
            _request(writer, sighting, links["WARC-Concurrent-To"])
            count += 2
        _metadata(writer, _uri(sighting), SIGHTING, asdict(sighting), links)
        count += 1
    return count


def _response(writer: WARCWriter, store: SnapshotStore, sighting: Sighting, seen: dict[str, tuple[str, str]]) -> str:
    """The response, or a revisit of the first one with the same bytes; gives the record's id."""
    assert sighting.digest is not None
    date, url = _date(sighting.time), _uri(sighting)
    if sighting.digest in seen:
        first_url, first_date = seen[sighting.digest]
        record = writer.create_revisit_record(
            url,
            f"sha256:{sighting.digest}",
            first_url,
            first_date,
            http_headers=_head(sighting),
            warc_headers_dict={"WARC-Date": date},
        )
    else:
        seen[sighting.digest] = (url, date)
        body = store.read(sighting.digest)
        headers = {"WARC-Date": date, "WARC-Payload-Digest": f"sha256:{sighting.digest}"}
        head = _head(sighting, len(body))
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=head, warc_headers_dict=headers
        )
    _put(writer, record)
    return str(record.rec_headers.get_header("WARC-Record-ID"))


def _request(writer: WARCWriter, sighting: Sighting, response: str) -> None:
    parts = urlsplit(_uri(sighting))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line = f"GET {target} HTTP/1.1"
    head = StatusAndHeaders(line, [("Host", parts.netloc), ("Accept-Encoding", "identity")], is_http_request=True)
    headers = {"WARC-Date": _date(sighting.time), "WARC-Concurrent-To": response}
    record = writer.create_warc_record(_uri(sighting), "request", http_headers=head, warc_headers_dict=headers)
    _put(writer, record)


def _put(writer: WARCWriter, record: Any) -> None:
    """Write a record and close the file that warcio spools its payload to."""
    writer.write_record(record)
    record.raw_stream.close()


def _metadata(writer: WARCWriter, url: str, kind: str, data: dict[str, Any], headers: dict[str, str]) -> None:
    body = json.dumps(data, sort_keys=True).encode()
    record = writer.create_warc_record(
        url, "metadata", payload=io.BytesIO(body), length=len(body), warc_content_type=kind, warc_headers_dict=headers
    )
    _put(writer, record)


def _head(sighting: Sighting, length: int | None = None) -> StatusAndHeaders:
    status = sighting.http_status or 200
    phrase = HTTPStatus(status).phrase if status in {code.value for code in HTTPStatus} else ""
    known = {
        "Content-Type": sighting.media_type,
        "ETag": sighting.etag,
        "Last-Modified": sighting.last_modified,
        "Content-Length": "" if length is None else str(length),
    }
    return StatusAndHeaders(f"{status} {phrase}", [(k, v) for k, v in known.items() if v], protocol="HTTP/1.1")


def _uri(sighting: Sighting) -> str:
    """The address in ASCII, as WARC and HTTP write it; the sighting has it as it was found."""
    return str(safe_url_string(sighting.final_url or sighting.url))


def _date(time: str) -> str:
    return datetime.fromisoformat(time).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def import_archive(path: Path, store: SnapshotStore) -> list[Sighting]:
    """Add the contents of a WARC file to the archive; gives the sightings recorded.

    keeling's own files come back as they were, times and outcomes included. Of other files every
    response that scores as a document becomes a sighting, any other one with its outcome. What the
    archive has already is not added again. The file is read twice: nothing is stored before all of
    it was checked. Raises UnreadableInput, naming the record, for a file that is cut, damaged or no
    WARC, and ArchiveDamaged for one of keeling's that lacks what it says it has.
    """
    try:
        _verify(path)
        with open(path, "rb") as file, store.writing():
            held = store.sightings()
            known = {_identity(sighting) for sighting in held}
            whole = not held  # a copy may become an archive; into another one it comes as what a file says
            entries = (entry if whole else _said(entry) for entry in _entries(file))
            found = (entry for entry in entries if _identity(entry[0]) not in known)
            recorded: list[Sighting] = []
            while batch := list(islice(found, BATCH)):
                recorded += store.add_all(batch)
            return recorded
    except (OSError, ValueError, TypeError, AttributeError, ArchiveLoadFailed, EOFError) as error:
        # warcio meets the end of a cut header as an attribute of None
        raise UnreadableInput(f"{path} cannot be read as a WARC: {error}; nothing of it was stored") from None


def _said(entry: tuple[Sighting, bytes | None]) -> tuple[Sighting, bytes | None]:
    """An entry of an archive of keeling's as what a file says: nobody here saw it, whatever it is signed with."""
    sighting, body = entry
    if sighting.by == "warc":
        return entry
    note = f"from a WARC file, where it says: by {sighting.by or 'nobody'}"
    return replace(sighting, by="warc", run="", note="; ".join(filter(None, (note, sighting.note)))), body


def _verify(path: Path) -> None:
    """Read everything once. A file of keeling's says what it holds; what is missing makes it unusable."""
    contents: dict[str, Any] = {}
    digests, ours, responses = set[str](), list[Sighting](), 0
    with open(path, "rb") as file:
        for kind, record, body in _records(file):
            if kind == CONTENTS:
                contents = json.loads(body)
            elif kind == SIGHTING:
                ours.append(Sighting(**json.loads(body)))
                if fault := faults(ours[-1]):
                    raise ValueError(f"the sighting {len(ours)} cannot be kept: {fault}")
            elif record.rec_type == "response":
                responses += 1
                digests.add(hashlib.sha256(body).hexdigest())
    if not responses and not ours:
        raise ValueError("it holds no response")
    if not contents:
        return
    missing = [sighting.url for sighting in ours if sighting.digest and sighting.digest not in digests]
    head = line_digest(ours[-1]) if ours else GENESIS
    if len(ours) != contents["sightings"] or missing or head != contents["head"]:
        what = (
            f"the body of {missing[0]} is missing" if missing else f"{len(ours)} of {contents['sightings']} sightings"
        )
        raise ArchiveDamaged(f"{path} is not whole ({what}): it was cut or changed; nothing of it was stored")


def _entries(file: BinaryIO) -> Iterator[tuple[Sighting, bytes | None]]:
    """Sightings with their bodies, in the order of the file."""
    body_of: dict[str, bytes] = {}
    own = False
    for kind, record, body in _records(file):
        own = own or kind == CONTENTS
        if kind == SIGHTING:
            sighting = Sighting(**json.loads(body))
            yield replace(sighting, number=0, previous=GENESIS), body_of.pop(sighting.digest or "", None)
        elif record.rec_type == "response" and own:
            body_of = {hashlib.sha256(body).hexdigest(): body}
        elif record.rec_type == "response":
            yield _judged(record, body)


def _identity(sighting: Sighting) -> tuple[str, str, str, str | None]:
    return sighting.url, sighting.time, sighting.outcome, sighting.digest


def _records(file: BinaryIO) -> Iterator[tuple[str, Any, bytes]]:
    for record in ArchiveIterator(file, check_digests="raise", verify_http=True):
        stream = record.content_stream()
        body = stream.read(LARGEST + 1)
        while stream.read(CHUNK):
            pass  # what is too large is read to its end without being kept, so that its record is known to be whole
        announced = record.rec_headers.get_header("Content-Length")
        if record.length and announced and record.rec_type != "revisit" and record.raw_stream.limit > 0:
            raise ValueError(f"the record for {record.rec_headers.get_header('WARC-Target-URI')} is cut short")
        yield str(record.rec_headers.get_header("Content-Type") or ""), record, body


def _judged(record: Any, body: bytes) -> tuple[Sighting, bytes | None]:
    """A response of somebody else's crawl, scored as one of ours would be."""
    status, headers = int(record.http_headers.get_statuscode()), dict(record.http_headers.headers)
    plain = {name.lower(): value for name, value in headers.items()}
    outcome: str = "ok"
    note = "from a WARC file"
    url = record.rec_headers.get_header("WARC-Target-URI").strip("<>")
    try:
        if len(body) > LARGEST:
            raise FetchFailed("too_large", f"more than {LARGEST} bytes")
        score_status(status, plain, body)
        outcome = score_body(url, body, "", cut_possible=False).outcome
    except FetchFailed as failed:
        outcome, note = failed.outcome, f"from a WARC file: {failed.detail}"
    kept = outcome in ("ok", "withdrawn")
    sighting = Sighting(
        url=url,
        outcome=outcome,
        time=_time(record.rec_headers.get_header("WARC-Date")),
        http_status=status,
        media_type=plain.get("content-type", ""),
        etag=plain.get("etag", ""),
        last_modified=plain.get("last-modified", ""),
        digest=hashlib.sha256(body).hexdigest() if kept else None,
        length=len(body) if kept else None,
        by="warc",
        note=note,
    )
    return sighting, body if kept else None


def _time(warc_date: str) -> str:
    return datetime.fromisoformat(warc_date).astimezone(UTC).isoformat(timespec="seconds")
