"""The tables of `keeling.db`: the archive as the ledger records it, and this build."""

from sqlalchemy import ForeignKey, Index, Table

from db.schema.documents import metadata, number, text

snapshots = Table(
    "snapshots",
    metadata,
    text("digest", "SHA-256 of the bytes: their name in the archive", primary_key=True),
    number("length", "Length in bytes"),
    text("media_type", "Media type as sent by the server"),
    text("format", "Form found: govuk-html, content-api, html, pdf or text"),
    text("version_id", "The version it is a rendition of", ForeignKey("versions.id"), index=True),
    text("first_seen", "Time of the first sighting, UTC", nullable=False),
    text("last_seen", "Time of the last sighting, UTC", nullable=False),
    text("failure", "Why it could not be read as a document; empty otherwise", nullable=False),
    comment="Every distinct body in the archive.",
)

sightings = Table(
    "sightings",
    metadata,
    number("number", "Line of the ledger, from 1", primary_key=True),
    text("time", "When, UTC", nullable=False),
    text("source_id", "Source of the catalogue that led there"),
    text("url", "Address asked for", nullable=False),
    text("final_url", "Address that answered, after redirects"),
    text("outcome", "What the answer was judged to be: ok, unchanged, blocked, gone, timeout …", nullable=False),
    number("http_status", "Status of the answer"),
    text("digest", "SHA-256 of the bytes kept", ForeignKey("snapshots.digest"), index=True),
    text("added_by", "Person or program that stored it"),
    text("name", "Name of a file added by hand"),
    text("note", "Remark", nullable=False),
    text("archived_at", "Time at which a web archive made this copy, UTC; empty for what came from the site"),
    text("capture", "Address of the copy in the web archive"),
    Index("sightings_url", "url", "number"),
    Index("sightings_source", "source_id", "number"),
    comment='Every look at every address, also those that failed: the proof behind "no change".',
)

sources = Table(
    "sources",
    metadata,
    text("id", "Identifier in the catalogue", primary_key=True),
    text("kind", "Kind of spider", nullable=False),
    text("publisher_id", "Whose site it is"),
    text("urls", "Addresses where the crawl starts, as a JSON list", nullable=False),
    comment="Sites that keeling crawls.",
)

failures = Table(
    "failures",
    metadata,
    text("digest", "SHA-256 of the bytes", primary_key=True),
    text("url", "Where they came from", nullable=False),
    text("reason", "Why they could not be read, and what to do", nullable=False),
    comment="Documents that could not be read in this build; nothing of them is shown.",
)

build_info = Table(
    "build_info",
    metadata,
    text("key", "What", primary_key=True),
    text("value", "Value", nullable=False),
    comment="What this database was built from: parser version, schema version, last line of the ledger.",
)
