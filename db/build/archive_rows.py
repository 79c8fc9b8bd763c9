"""The catalogue and the ledger -> rows of `db.schema.archive` and of works."""

import os
import re
from collections.abc import Mapping, Sequence

from corpus.address import published
from corpus.catalogue import Catalogue
from corpus.snapshots import Sighting
from corpus.work import Work
from db.ask import decisions
from db.build.expression_rows import Row, Rows, json_list
from db.build.parse_cache import Facts
from db.build.versions import Version

_ILLUSTRATIVE = re.compile(r"\b(illustrative|illustration|sample text|invented)\b", re.IGNORECASE)


def catalogue_rows(catalogue: Catalogue, versions: Sequence[Version]) -> Rows:
    """Publishers, sources, and every work that is catalogued or was found in the archive."""
    publishers = {publisher.id: publisher for publisher in catalogue.publishers}
    works = {work.id: work for work in catalogue.works} | {v.work.id: v.work for v in versions}
    catalogued = {work.id for work in catalogue.works}
    return {
        "publishers": [{"id": p.id, "name": p.name, "licence": p.licence} for p in catalogue.publishers],
        "works": [_work(works[key], key in catalogued, publishers) for key in sorted(works)],
        "sources": [
            {"id": s.id, "kind": s.kind, "publisher_id": s.publisher, "urls": json_list(s.urls)}
            for s in catalogue.sources
        ],
        "outcomes": _outcomes(catalogue),
    }


def _outcomes(catalogue: Catalogue) -> list[Row]:
    """What people decided about asks in a catalogue of theirs, by the name of its file and not by its folder."""
    return [
        {"id": number, "ask": d.ask, "state": d.state, "decided_by": d.by, "decided_on": d.on, "label": d.label,
         "version": d.version, "why": d.why, "words": d.words, "rests_on": d.rests_on,
         "source": d.where.rpartition(os.sep)[2]}
        for number, d in enumerate(decisions.parsed(catalogue.outcomes), 1)
    ]  # fmt: skip


def archive_rows(sightings: Sequence[Sighting], facts: Mapping[int, Facts], versions: Sequence[Version]) -> Rows:
    """The ledger line by line, each distinct body, and the documents that could not be read."""
    version_of = {r.facts.digest: v.id for v in versions for r in v.renditions}
    bodies: dict[str, Row] = {}
    failures: dict[str, Row] = {}
    for sighting in sightings:
        if sighting.digest:
            _see(bodies, sighting, facts.get(sighting.number), version_of)
        found = facts.get(sighting.number)
        if found and found.failure:
            url = sighting.name or published(sighting.final_url or sighting.url)
            failures[found.digest] = {"digest": found.digest, "url": url, "reason": found.failure}
    return {
        "snapshots": list(bodies.values()),
        "sightings": [_sighting(sighting) for sighting in sightings],
        "failures": list(failures.values()),
    }


def _see(bodies: dict[str, Row], sighting: Sighting, facts: Facts | None, versions: Mapping[str, str]) -> None:
    digest = sighting.digest or ""
    row = bodies.setdefault(
        digest,
        {
            "digest": digest,
            "length": sighting.length,
            "media_type": sighting.media_type,
            "format": None,
            "version_id": versions.get(digest),
            "first_seen": sighting.time,
            "last_seen": sighting.time,
            "failure": "",
        },
    )
    row["last_seen"] = sighting.time
    if facts:
        row["format"], row["failure"] = facts.format or None, facts.failure


def _sighting(sighting: Sighting) -> Row:
    return {
        "number": sighting.number,
        "time": sighting.time,
        "source_id": sighting.source or None,
        "url": published(sighting.url),
        "final_url": published(sighting.final_url) or None,
        "outcome": sighting.outcome,
        "http_status": sighting.http_status,
        "digest": sighting.digest,
        "added_by": sighting.by or None,
        "name": sighting.name or None,
        "note": sighting.note,
        "archived_at": sighting.archived or None,
        "capture": sighting.capture or None,
    }


def _work(work: Work, catalogued: bool, publishers: Mapping[str, object]) -> Row:
    publisher = publishers.get(work.publisher)
    licence = work.licence or getattr(publisher, "licence", "")
    return {
        "id": work.id,
        "kind": work.kind,
        "title": work.title,
        "publisher_id": work.publisher if publisher else None,
        "prefix": work.scheme.prefix if work.scheme else None,
        "licence": licence,
        "series": work.series,
        "procedure": work.procedure,
        "amends": json_list(work.amends),
        "catalogued": catalogued,
        "illustrative": bool(_ILLUSTRATIVE.search(licence)),
    }
