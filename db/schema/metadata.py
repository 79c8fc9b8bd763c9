"""`datasette_metadata.json`: every table, view and column in words, facets, labels, licences, queries.

The descriptions of tables and columns are the comments of the schema; what only Datasette needs
stands here. `python -m db.schema.metadata` writes the file again; a test fails when it is not up to date.
"""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

OGL = "Open Government Licence v3.0"
OGL_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
NOT_OGL = "Copyright of the authors; quoted for research. Not under the Open Government Licence"

VIEWS: dict[str, dict[str, Any]] = {
    "provision": {
        "description": "Every provision of every version with its words: the table to begin with.",
        "columns": {
            "id": "version/slug",
            "version": "Version",
            "label": "Citation, for example PCU C11.4(a)",
            "heading": "Heading",
            "text": "Words, without number and without what stands below",
            "kind": "section, subsection, measure, group, paragraph, subparagraph, definition …",
            "num": "Number as cited",
            "depth": "Depth in the document, from 0",
            "position": "Place in the document, from 1",
            "measure": "Label of the measure it stands in",
            "parent": "Label of the provision it stands in",
            "work": "Work",
            "date": "Date of the version",
            "status": "Status of the version",
            "path": "Permanent address on this site",
            "text_id": "Row of the wording in texts",
        },
        "facets": ["work", "kind", "status"],
        "fts_table": "texts_fts",
        "fts_pk": "text_id",
    },
    "measure": {
        "description": "Every measure of every version with its whole text, paragraphs and items included.",
        "columns": {
            "id": "version/slug",
            "version": "Version",
            "label": "Citation, for example PCU C11",
            "title": "Title of the measure",
            "application": "Which services it applies to, from the index",
            "duties": "Relevant duties, from the index",
            "text": "Whole text, a line for each paragraph and item",
            "date": "Date of the version",
            "status": "Status of the version",
            "work": "Work",
            "position": "Place in the document, from 1",
            "path": "Permanent address on this site",
        },
        "facets": ["work", "version", "status"],
    },
    "change": {
        "description": "What changed between two versions, a row for each provision.",
        "columns": {
            "id": "Identifier of the change",
            "work": "Work",
            "version_before": "Version before",
            "version_after": "Version after",
            "date": "Date of the later version",
            "kind": "added, removed, modified, renumbered, moved, split or merged",
            "before": "Label before",
            "after": "Label after",
            "heading": "Heading",
            "measure": "Measure it belongs to",
            "words_added": "Words inserted",
            "words_removed": "Words deleted",
            "explained_by": "Instrument and instruction that declare it",
            "edits": "Word edits as JSON: -1 deleted, 0 kept, 1 inserted",
        },
        "facets": ["work", "kind", "version_after"],
    },
    "change_provision": {
        "description": "Provisions each change touches, before and after.",
        "columns": {
            "id": "Change, a space, then an ordinal",
            "change": "Identifier of the change",
            "role": "itself, or along: goes along with it",
            "before": "Label before",
            "after": "Label after",
            "before_id": "The provision before",
            "after_id": "The provision after",
        },
        "facets": ["role"],
    },
    "instruction": {
        "description": "Every amending instruction: as printed, as read, and what became of it.",
        "columns": {
            "id": "Identifier of the effect",
            "instrument": "Instrument",
            "instruction": "Number of the instruction",
            "type": "What it does",
            "amends": "Work it changes",
            "label": "Provision whose content changes",
            "as_printed": "The instruction as printed",
            "state": "applied or not_applied",
            "reason": "Why it was not applied",
            "provisions": "Provisions it touched",
            "as_amended": "The code as amended in which it was executed",
        },
        "facets": ["instrument", "type", "state"],
    },
    "ask": {
        "description": "What coalitions and others ask for, with who says it to whom.",
        "columns": {
            "id": "Identifier of the ask",
            "statement": "Title of the statement",
            "date": "Date of the statement",
            "issuer": "Who issues it",
            "addressee": "Whom it addresses",
            "num": "Number as printed",
            "heading": "Heading as printed",
            "text": "What is asked",
        },
        "facets": ["statement"],
        "license": NOT_OGL,
    },
    "source_check": {
        "description": "For each source: when it was last checked, whether that went well, how often it failed.",
        "columns": {
            "source": "Source of the catalogue, or address of a document added by hand",
            "last_good": "Time of the last good answer, UTC",
            "last_checked": "Time of the last look, UTC",
            "checks": "Number of looks",
            "failures": "Looks that failed",
            "last_failure": "Time and kind of the last failure",
        },
    },
}

TABLES: dict[str, dict[str, Any]] = {
    "works": {"label_column": "title", "sort": "id", "facets": ["kind"]},
    "publishers": {"label_column": "name"},
    "versions": {"label_column": "id", "sort_desc": "date", "facets": ["status", "work_id", "kind"]},
    "texts": {"label_column": "text", "fts_table": "texts_fts", "fts_pk": "rowid"},
    "provisions": {"label_column": "label", "facets": ["kind"], "size": 50},
    "changes": {"label_column": "id", "facets": ["kind"]},
    "comparisons": {"label_column": "id"},
    "effects": {"label_column": "instruction", "facets": ["type"]},
    "news": {"label_column": "title", "sort_desc": "date", "facets": ["kind", "work_id"]},
    "sightings": {"sort_desc": "number", "facets": ["outcome"]},
    "statements": {"label_column": "issuer", "facets": ["type"], "license": NOT_OGL},
    "signatories": {"label_column": "name", "facets": ["kind"], "license": NOT_OGL},
    "asks": {"label_column": "heading", "license": NOT_OGL},
    "drops": {"facets": ["rule"]},
    "repairs": {"facets": ["kind"]},
    "instruction_outcomes": {"facets": ["state"]},
    "verification_provisions": {"facets": ["result"]},
    "divergences": {"label_column": "label", "facets": ["cause", "work_id", "finding"]},
    "sources": {"label_column": "id"},
    "definitions": {"label_column": "term"},
    "cross_references": {"facets": ["kind"]},
}

QUERIES: dict[str, dict[str, Any]] = {
    "find_words": {
        "title": "Find words in all codes",
        "description": "Words or a phrase; every provision that has them, best first.",
        "sql": "select p.id, p.label, v.label as version, snippet(texts_fts, 1, '[', ']', '…', 24) as words"
        " from texts_fts join provisions p on p.text_id = texts_fts.rowid join versions v on v.id = p.version_id"
        " where texts_fts match escape_fts(:words) order by texts_fts.rank limit 200",
    },
    "history_of_a_provision": {
        "title": "History of one provision",
        "description": "Type a citation as printed, for example PCU C11.4(a): its words in every version.",
        "sql": "select date, status, version, label, heading, text, path from provision"
        " where replace(lower(label), ' ', '') = replace(lower(:citation), ' ', '') order by date, version",
    },
    "what_changed": {
        "title": "What changed between two versions",
        "description": "Two versions of a code, for example pcu@2025-04-24 and pcu@2025-07-04.",
        "sql": "select kind, before, after, heading, words_added, words_removed, explained_by, edits from change"
        " where version_before = :before and version_after = :after",
    },
    "measures_that_apply": {
        "title": "Measures by the services they apply to",
        "description": "Words of the index, for example large service.",
        "sql": "select version, label, title, application, duties from measure"
        " where application like '%' || :words || '%'"
        " order by date desc, position limit 500",
    },
    "definitions_of_a_term": {
        "title": "Definitions of a term",
        "description": "How a term is defined, in every version and scope.",
        "sql": "select v.date, v.id as version, d.term, d.scope, t.text from definitions d"
        " join provisions p on p.id = d.provision_id join texts t on t.id = p.text_id"
        " join versions v on v.id = d.version_id where d.term like '%' || :term || '%'"
        " order by d.term, v.date limit 500",
    },
    "what_cites_a_provision": {
        "title": "What cites a provision",
        "description": "Type a citation, for example PCU C3.",
        "sql": "select version_id as version, source, text, target from cross_references"
        " where replace(lower(target), ' ', '') like '%' || replace(lower(:citation), ' ', '')"
        " order by version_id limit 500",
    },
    "instructions_not_applied": {
        "title": "Instructions that could not be executed",
        "description": "Each with its reason.",
        "sql": "select instrument, instruction, as_printed, reason, as_amended from instruction"
        " where state = 'not_applied'",
    },
    "who_signed": {
        "title": "Who signed what",
        "description": "Part of a name of a person or organisation.",
        "sql": "select s.name, s.role, s.organisation, w.title as statement, v.date from signatories s"
        " join versions v on v.id = s.version_id join works w on w.id = v.work_id"
        " where s.name || ' ' || coalesce(s.organisation, '') like '%' || :name || '%'"
        " order by v.date, s.position limit 500",
        "license": NOT_OGL,
    },
    "words_left_out": {
        "title": "Words left out of a source",
        "description": "Everything that was not taken as part of a document, with the rule that left it out.",
        "sql": "select version_id as version, rule, text from drops where version_id like :version || '%' limit 1000",
    },
    "how_much_changed": {
        "title": "How much each version changed",
        "description": "Changes of each kind, version by version.",
        "sql": "select after_id as version, before_id as compared_with, added, removed, modified, renumbered, moved,"
        " split, merged, typography, explained, unexplained from comparisons order by after_id",
    },
}


def tables() -> dict[str, dict[str, Any]]:
    """Every table of the schema with its description and those of its columns."""
    import db.schema.archive
    import db.schema.changes  # noqa: F401 (importing the modules adds their tables)
    from db.schema.documents import metadata

    return {
        name: {
            "description": table.comment,
            "columns": {column.name: column.comment for column in table.columns},
            **TABLES.get(name, {}),
        }
        for name, table in metadata.tables.items()
    }


def metadata(*, sql: bool = False) -> dict[str, Any]:
    """The whole of `datasette_metadata.json`; `sql` lets readers run SQL of their own.

    A copy for each caller: Datasette writes names into the queries it is given.
    """
    parts = {"tables": tables() | VIEWS, "queries": QUERIES}
    return {
        "title": "keeling: codes of practice and how they changed",
        "description": "Every published version of the codes that keeling tracks, provision by provision, with the"
        " instruments that amend them and the statements made about them. Unofficial.",
        "license": f"{OGL} where the source is Crown copyright; see each work",
        "license_url": OGL_URL,
        "source": "The publishers named with each work",
        "source_url": "https://www.ofcom.org.uk/",
        "about": "About keeling",
        "about_url": "/about",
        "databases": {"keeling": {"allow_sql": sql, **deepcopy(parts)}},
    }


def described() -> list[dict[str, Any]]:
    """Tables and views with their descriptions, those for people first."""
    every = VIEWS | tables()
    return [{"name": name, "view": name in VIEWS, **entry} for name, entry in every.items()]


def text() -> str:
    """The file as it is written."""
    return json.dumps(metadata(), ensure_ascii=False, indent=1) + "\n"


def document() -> str:
    """docs/database.md: the same descriptions for people who read."""
    lines = [
        "# The database",
        "",
        "`keeling build` writes `keeling.db`, an SQLite file, whole and anew; it can be read while it is rebuilt.",
        "Its address scheme is the same as that of the pages: `pcu` is a work, `pcu@2025-07-04` a version,",
        "`pcu@2025-07-04/c11-4-a` a provision, `pcu@2025-07-04+pcu-amendments-2026-06` a code as amended.",
        "Ids are made from the things they name and survive every rebuild.",
        "",
        "This page is written by `python -m db.schema.metadata` from the schema; a test fails when it is out of date.",
        "",
        "Begin with the views: they hold the joins that the tables need.",
        "",
    ]
    for table in described():
        lines += [f"## {table['name']}", "", table["description"], "", "| column | what it holds |", "|---|---|"]
        lines += [f"| `{name}` | {about} |" for name, about in table["columns"].items()]
        lines.append("")
    lines += ["# Questions ready to ask", "", "Each is a page of the site and can be asked with `sqlite3` too.", ""]
    for query in QUERIES.values():
        lines += [f"**{query['title']}.** {query['description']}", "", f"    {query['sql']}", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    Path("datasette_metadata.json").write_text(text(), "utf-8")
    Path("docs/database.md").write_text(document(), "utf-8")
