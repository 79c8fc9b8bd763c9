"""The tables of `keeling.db`: works, their versions and what stands in them.

Every table and column carries its description as a comment; `db.schema.metadata` makes
`datasette_metadata.json` and docs/database.md of them, so that there is one place to keep.
Ids are made from the thing (`pcu`, `pcu@2025-07-04`, `pcu@2025-07-04/c11-4-a`) and survive a
rebuild; whole numbers that are keys (`texts`, `sightings`) serve joins only.

The provisions of a version stand in rows that follow each other, in the order of the document. So
a place in a version is a row number (`versions.place` and the position in it), and from one
provision of a version every other is found by their distance, without an index.
"""

from typing import Any

from sqlalchemy import Boolean, Column, Computed, Float, ForeignKey, Index, Integer, MetaData, Table, Text, column

metadata = MetaData()


def text(name: str, about: str, *extra: Any, **options: Any) -> Column[Any]:
    """A column of text with its description."""
    return Column(name, Text, *extra, comment=about, **options)


def number(name: str, about: str, *extra: Any, **options: Any) -> Column[Any]:
    """A column of whole numbers with its description."""
    return Column(name, Integer, *extra, comment=about, **options)


def share(name: str, about: str) -> Column[Any]:
    """A column of numbers between 0 and 1."""
    return Column(name, Float, comment=about)


def flag(name: str, about: str) -> Column[Any]:
    """A column of 0 or 1."""
    return Column(name, Boolean(create_constraint=False), nullable=False, comment=about)


def computed(name: str, about: str, sql: str, *extra: Any) -> Column[Any]:
    """A column of text that is not stored: SQLite makes it of other columns of the row when it is read."""
    return text(name, about, Computed(sql, persisted=False), *extra, nullable=False)


def version_part(key: str) -> Column[Any]:
    """A reference to `versions`, read off the id of a provision."""
    sql = f"substr({key}, 1, instr({key}, '/') - 1)"
    return computed("version_id", "The version this row belongs to", sql, ForeignKey("versions.id"))


def version_key(about: str = "The version this row belongs to", **options: Any) -> Column[Any]:
    """A reference to `versions`."""
    return text("version_id", about, ForeignKey("versions.id"), nullable=False, **options)


publishers = Table(
    "publishers",
    metadata,
    text("id", "Identifier used in the catalogue, for example ofcom", primary_key=True),
    text("name", "Name of the publisher", nullable=False),
    text("licence", "Licence or copyright line of what this publisher publishes"),
    comment="Who publishes the works.",
)

works = Table(
    "works",
    metadata,
    text("id", "Identifier used in addresses, for example pcu", primary_key=True),
    text("kind", "code, amendment, statement, guidance or memorandum"),
    text("title", "Title of the work", nullable=False),
    text("publisher_id", "Who publishes it", ForeignKey("publishers.id")),
    text("prefix", "Prefix of the numbers of its measures, for example PCU"),
    text("licence", "Licence or copyright line of this work"),
    text("series", "Series the work belongs to"),
    text(
        "procedure", "The procedure by which its drafts pass, where the catalogue says; starts are projected by it only"
    ),
    text("amends", "Works that this instrument amends, as a JSON list", nullable=False),
    flag("catalogued", "1 where the catalogue names the work, 0 where it was found in the archive only"),
    flag("illustrative", "1 where the text is an illustration, not the publisher's wording"),
    comment="Codes of practice, amending instruments, statements and guidance: documents through time.",
)

versions = Table(
    "versions",
    metadata,
    text(
        "id", "work@date; a stack is base@date+instrument; a change without a new date ends in ~date", primary_key=True
    ),
    text("work_id", "The work", ForeignKey("works.id"), nullable=False, index=True),
    text("date", "Date of the version as published; empty where none is known", nullable=False),
    text("first_seen", "Date on which keeling first saw this wording, empty for derived versions", nullable=False),
    text("status", "What it was published as: consultation, laid, issued, withdrawn; or derived: computed, unofficial"),
    text("issued", "Day of issue; empty for a draft and where none is known"),
    text("issued_text", "The words that state the day of issue"),
    text("in_force_from", "First day in force as the text states it; empty where it states none, or two"),
    text("in_force_text", "The words that state the start"),
    text("in_force_rule", "How the start was found, or why none is known"),
    text("in_force_until", "Last day in force: the day before the next version starts; empty where none is known"),
    text("until_rule", "Why it ends, or why that is not known"),
    text("projected_from", "First day on which it can start, computed where the text states none"),
    text("projected_to", "Last day on which it can start, computed; empty where nothing bounds it"),
    text("projected_rule", "The rule and the assumption of the projection"),
    text("unsettled_from", "From this day it is not known whether it still stands"),
    text("followed_by", "The published version that follows it", ForeignKey("versions.id")),
    text("conflict", "Where the text contradicts itself about its dates, or takes something out of its start"),
    text("kind", "Kind of document found: code, amendment, statement, guidance or memorandum"),
    text("title", "Title as printed in this version", nullable=False),
    text("label", "Short name of the version, for example Issued 4 July 2025", nullable=False),
    number("position", "Order of the versions of one work, from 1", nullable=False),
    text(
        "previous_id",
        "The published version before this one, or the base of a derived version",
        ForeignKey("versions.id"),
    ),
    text("snapshot", "SHA-256 of the bytes this text was read from; empty for derived versions"),
    text("format", "Form of the source: govuk-html, content-api, html, pdf or text"),
    text("url", "Address of the source"),
    text("note", "What the catalogue says about this version"),
    flag("silent_edit", "1 where the wording changed at the same address without a new date"),
    number("place", "Rows of provisions before its first; not kept between builds", nullable=False),
    number("provisions", "Number of provisions", nullable=False),
    number("measures", "Number of measures", nullable=False),
    number("words", "Words of the source", nullable=False),
    number("placed", "Words that stand in the provisions", nullable=False),
    number("dropped", "Words left out by a named rule and listed in drops", nullable=False),
    text("shortfall", "What the proof of completeness found missing; empty means complete", nullable=False),
    text("review", "Why a person should look at this reading, one a line; empty means no reason", nullable=False),
    text(
        "doubts",
        "Where it or a rendition says otherwise than the tree, as JSON: kind, place and sentence of each",
        nullable=False,
    ),
    text("calls_itself", "The work it calls itself without anybody vouching for it"),
    text("content_hash", "SHA-256 of the whole wording", nullable=False),
    comment="One row for each published or derived version of a work.",
)

renditions = Table(
    "renditions",
    metadata,
    text("id", "version, a space, then the SHA-256 of the bytes", primary_key=True),
    version_key(index=True),
    text("snapshot", "SHA-256 of the bytes", ForeignKey("snapshots.digest"), nullable=False),
    text("format", "govuk-html, content-api, html, pdf or text", nullable=False),
    text("url", "Address the bytes came from", nullable=False),
    text("first_seen", "Time of the first sighting, UTC", nullable=False),
    text("last_seen", "Time of the last sighting, UTC", nullable=False),
    text("archived_at", "Time of the earliest copy in a web archive, UTC; never a date of publication"),
    text("capture", "Address of that copy"),
    flag("preferred", "1 for the rendition whose text keeling shows"),
    flag("same_wording", "1 where its wording is that of the preferred rendition"),
    text(
        "differences",
        "JSON list of what it says otherwise than the text shown: kind, before, after, grave, edits; or empty",
        nullable=False,
    ),
    comment="Every rendering of a version that was fetched: web page, content API, PDF, plain text.",
)

texts = Table(
    "texts",
    metadata,
    number("id", "Number for joins, not kept between builds", primary_key=True),
    text("heading", "Heading, where the provision has one", nullable=False),
    text("text", "Words of the provision without its number and without its children's", nullable=False),
    comment="Each distinct wording, stored once and searchable.",
)

provisions = Table(
    "provisions",
    metadata,
    text(
        "id",
        "version/slug, for example pcu@2025-07-04/c11-4-a; a place without a number ends in ~ordinal",
        primary_key=True,
    ),
    version_part("id"),
    number("position", "Place in the document, from 1", nullable=False),
    number("parent", "Place of the provision it stands in; empty at the top"),
    number("last", "Place of its last descendant: position to last is the whole provision", nullable=False),
    number("depth", "Depth in the document, from 0", nullable=False),
    text(
        "kind",
        "section, subsection, measure, group, paragraph, subparagraph, definition, index_entry, row or text",
        nullable=False,
    ),
    text("label", "Citation, for example PCU C11.4(a); empty for a place without a number"),
    computed("slug", "Last part of the permanent address", "substr(id, instr(id, '/') + 1)"),
    text("num", "Number as cited, for example C11.4 or a"),
    text("printed", "Number exactly as printed", nullable=False),
    number("text_id", "Heading and words", ForeignKey("texts.id"), nullable=False),
    number("measure", "Place of the measure it stands in, its own for a measure"),
    number(
        "lineage", "The same number for one labelled provision in all versions of its work; not kept between builds"
    ),
    text("effect_id", "The effect whose inserted text this is, in an instrument", ForeignKey("effects.id")),
    number("start", "Where it starts in the source, in characters"),
    number("end", "Where it ends in the source, in characters"),
    number("page", "Page of the source, for PDF"),
    text("marks", "Footnote references in the words: offset, number and printed form, as JSON"),
    text("above", "Words that an empty cell has from a cell of a row above, or before it, that spans its place"),
    Index("provisions_text", "text_id"),
    Index("provisions_lineage", "lineage"),
    Index("provisions_measures", "version_id", sqlite_where=column("kind") == "measure"),
    comment="Every numbered or named piece of every version, in order.",
)

definitions = Table(
    "definitions",
    metadata,
    text("provision_id", "The provision that holds the definition", ForeignKey("provisions.id"), primary_key=True),
    version_part("provision_id"),
    text("term", "The defined term", nullable=False, index=True),
    text("scope", "Label of the provision for which the term is defined"),
    Index("ix_definitions_version_id", "version_id"),
    comment="Defined terms, each with its scope.",
)

index_entries = Table(
    "index_entries",
    metadata,
    text("provision_id", "The row of the index", ForeignKey("provisions.id"), primary_key=True),
    version_part("provision_id"),
    text("measure", "Label of the measure", nullable=False),
    text("title", "Title of the measure in the index", nullable=False),
    text("application", "Which services the measure applies to, as printed"),
    text("duties", "Relevant duties, as printed"),
    Index("index_entries_measure", "version_id", "measure"),
    comment="Rows of the index of recommended measures: which services each measure applies to.",
)

applications = Table(
    "applications",
    metadata,
    text("provision_id", "The measure", ForeignKey("provisions.id"), primary_key=True),
    version_part("provision_id"),
    text("reach", "To which services it applies, in plain words made from its condition", nullable=False),
    number("unread", "1 where words of it could not be read, so that they are quoted", nullable=False),
    Index("applications_version", "version_id"),
    comment="To which services each measure applies, in plain words made by keeling from its words.",
)

conditions = Table(
    "conditions",
    metadata,
    text("version_id", "The version of a code", ForeignKey("versions.id"), primary_key=True),
    text(
        "data",
        "The condition of every measure as read, by its paragraph and by its row of the index, the kinds of harm and"
        " the definitions they turn on, with the words of each part and their place, as JSON",
        nullable=False,
    ),
    comment="The conditions of a code as data, made by keeling from its words when the database was built.",
)

footnotes = Table(
    "footnotes",
    metadata,
    text("id", "version#number", primary_key=True),
    version_key(index=True),
    text("num", "Number of the note", nullable=False),
    text("text", "Words of the note", nullable=False),
    text("refs", "Labels of the provisions that refer to it, as a JSON list", nullable=False),
    comment="Footnotes and where they are referred to.",
)

cross_references = Table(
    "cross_references",
    metadata,
    number("id", "Number for joins, not kept between builds", primary_key=True),
    version_key(index=True),
    text("provision_id", "The provision that cites", ForeignKey("provisions.id")),
    text("source", "Label of the provision that cites", nullable=False),
    text("target", "What is cited: a label, work#label, an Act or an address", nullable=False),
    text(
        "target_id",
        "The cited provision, in the same version where it is internal",
        ForeignKey("provisions.id"),
        index=True,
    ),
    text("text", "The words that cite", nullable=False),
    text("kind", "internal, act or external", nullable=False),
    comment="Citations in running text.",
)

dates = Table(
    "dates",
    metadata,
    text("id", "version, a space, then an ordinal", primary_key=True),
    version_key(index=True),
    text(
        "type",
        "published, updated, submitted, laid, issued, in_force, signed, withdrawn, approved or stated",
        nullable=False,
    ),
    text("date", "The date; empty where the source leaves it open"),
    text("text", "The date as printed, brackets included", nullable=False),
    comment="Every date a document states, also those that are left open.",
)

identifiers = Table(
    "identifiers",
    metadata,
    text("id", "version, a space, then an ordinal", primary_key=True),
    version_key(index=True),
    text("scheme", "isbn, e_number …", nullable=False),
    text("value", "The identifier", nullable=False),
    comment="Identifiers printed in a document.",
)

reserved = Table(
    "reserved",
    metadata,
    text("id", "version, a space, then an ordinal", primary_key=True),
    version_key(index=True),
    text("label", "The number that is not used", nullable=False),
    text("reason", "Why, as printed", nullable=False),
    comment="Numbers left unused on purpose.",
)

drops = Table(
    "drops",
    metadata,
    text("id", "version, a space, then an ordinal", primary_key=True),
    version_key(index=True),
    text("rule", "The rule that left the words out", nullable=False),
    text("text", "The words left out", nullable=False),
    number("start", "Where they start in the source, in characters"),
    number("end", "Where they end in the source, in characters"),
    comment="Words of a source that are not part of the document: menus, supplier lists, page furniture.",
)

repairs = Table(
    "repairs",
    metadata,
    text("id", "version, a space, then an ordinal", primary_key=True),
    version_key(index=True),
    text("kind", "What was wrong, for example unclosed_quote", nullable=False),
    text("at", "Where", nullable=False),
    text("detail", "How it was read", nullable=False),
    comment="Defects of a source that keeling read around.",
)
