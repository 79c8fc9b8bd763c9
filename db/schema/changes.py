"""The tables of `keeling.db`: what instruments declare, what comparisons observe, what consolidation did."""

from sqlalchemy import ForeignKey, Index, Table

from corpus.verdict import MANNERS, VERDICTS
from db.schema.documents import computed, metadata, number, share, text, version_key

effects = Table(
    "effects",
    metadata,
    text("id", "version, #, instruction, then an ordinal where it does several things", primary_key=True),
    version_key("The version of the instrument", index=True),
    number("position", "Order in the instrument, from 1", nullable=False),
    text("instruction", "Number of the instruction, nested as 2.9(a)", nullable=False),
    text(
        "type",
        "inserted, substituted, omitted, words inserted, words substituted, words omitted, renumbered …",
        nullable=False,
    ),
    text("work_id", "The work it changes"),
    text("label", "The provision whose content changes"),
    text("place", "end, beginning, before, after or appropriate"),
    text("anchor", "The provision it stands before or after"),
    text("old_text", "Words taken out"),
    text("new_text", "Words put in"),
    text("anchor_text", "Words before or after which words are inserted"),
    text("new_label", "Number given by a renumbering"),
    text("occurrences", "Number of places, or all"),
    number("occurrence", "Which place, where the words stand in several, from 1"),
    number("until_end", "1 where the words go on to the end of the provision", nullable=False),
    text("until_text", "The last of the words, where only the first and the last are given"),
    text("part", "Narrower place: heading, lead-in, closing, column, sentence or footnote"),
    text("residue", "Words of the instruction that were not understood", nullable=False),
    text("text", "The instruction as printed", nullable=False),
    comment="What each instruction of an amending instrument declares.",
)

comparisons = Table(
    "comparisons",
    metadata,
    text("id", "before...after", primary_key=True),
    text("work_id", "The work", ForeignKey("works.id"), nullable=False, index=True),
    text("before_id", "The earlier version", ForeignKey("versions.id"), nullable=False, index=True),
    text("after_id", "The later version", ForeignKey("versions.id"), nullable=False, index=True),
    *(number(verdict, manner.column, nullable=False) for verdict, manner in MANNERS.items()),
    number(
        "typography", "Provisions that differ in quotes, dashes or spaces only: no change of wording", nullable=False
    ),
    number("explained", "Changes that an instruction declares", nullable=False),
    number("unexplained", "Changes that no instruction declares, where an instrument was compared", nullable=False),
    text(
        "unaccounted",
        "What the texts differ in and no change says, as a JSON list of sentences; empty where the comparison is whole",
        nullable=False,
    ),
    text(
        "front",
        "Changes of words before the first provision, which are among no counts, as a JSON list of kind, labels before,"
        " labels after, heading, edits",
        nullable=False,
    ),
    comment="Two versions compared, with the number of changes of each kind.",
)

changes = Table(
    "changes",
    metadata,
    text("id", "before...after, #, kind and address of the provision", primary_key=True),
    computed("comparison_id", "The comparison", "substr(id, 1, instr(id, '#') - 1)", ForeignKey("comparisons.id")),
    number("position", "Order in the later version, from 1", nullable=False),
    text("kind", f"{', '.join(VERDICTS[:-1])} or {VERDICTS[-1]}", nullable=False),
    text("before", "Labels before, as a JSON list: several where provisions were merged"),
    text("after", "Labels after, as a JSON list: several where a provision was split"),
    text("heading", "Heading of the provision or of its measure"),
    text("measure", "Label of the measure it stands in, after the change where there is one"),
    share("similarity", "Likeness of the wording, from 0 to 1"),
    text("edits", "Word edits as JSON: -1 deleted, 0 kept, 1 inserted", nullable=False),
    number("words_added", "Words inserted", nullable=False),
    number("words_removed", "Words deleted", nullable=False),
    text("effect_id", "The effect that declares this change", ForeignKey("effects.id")),
    text("by_work", "The instrument that declares it"),
    text("by_instruction", "The instruction of that instrument"),
    number("beyond", "1 where other words changed too, which no instruction orders", nullable=False),
    number("coarse", "1 where the text was too large for word edits and is replaced as a block", nullable=False),
    text("cells", "Cells of the row that changed as it reads last, as a JSON list; empty where it is no row"),
    text("cell_column", "Head of the changed cell's column"),
    Index("changes_order", "comparison_id", "position"),
    Index("changes_effect", "effect_id"),
    comment="Each provision that differs between two versions, with the words that changed.",
)

change_provisions = Table(
    "change_provisions",
    metadata,
    number("id", "Number for joins, not kept between builds", primary_key=True),
    number("change_row", "Row of the change; not kept between builds", nullable=False, index=True),
    number("position", "Order in the change, from 1", nullable=False),
    text("role", "itself, or along: goes along with it", nullable=False),
    text("before", "Label before"),
    text("after", "Label after"),
    number("before_row", "Row of the provision before; not kept between builds"),
    number("after_row", "Row of the provision after; not kept between builds", index=True),
    comment="Provisions each change touches, before and after; the view change_provision has their ids.",
)

statements = Table(
    "statements",
    metadata,
    text("version_id", "The version of the statement", ForeignKey("versions.id"), primary_key=True),
    text("type", "joint statement, open letter, government statement or guidance", nullable=False),
    text("issuer", "Who issues it"),
    text("addressee", "Whom it addresses"),
    comment="Who says what to whom.",
)

signatories = Table(
    "signatories",
    metadata,
    text("id", "version, a space, then an ordinal", primary_key=True),
    version_key("The version of the statement", index=True),
    number("position", "Order in the document, from 1", nullable=False),
    text("name", "Name as printed", nullable=False),
    text("role", "Role as printed"),
    text("organisation", "Organisation of a person"),
    text("kind", "organisation or person", nullable=False),
    text("group", "Heading under which the name stands"),
    comment="Who signed a statement.",
)

asks = Table(
    "asks",
    metadata,
    text("id", "version, a space, then an ordinal", primary_key=True),
    version_key("The version of the statement", index=True),
    number("position", "Order in the document, from 1", nullable=False),
    text("num", "Number as printed"),
    text("heading", "Heading as printed"),
    text("text", "What is asked, as printed; below a call that leads to a list, the call and the item", nullable=False),
    text("whom", "Whom it asks, as printed; else to whom the statement is"),
    text("form", "numbered, headed, listed or prose", nullable=False),
    comment="What a statement calls for.",
)

outcomes = Table(
    "outcomes",
    metadata,
    number("id", "Order in the catalogue, from 1", primary_key=True),
    text("ask", "The statement's work, a slash, the number of the ask", nullable=False, index=True),
    text("state", "met, partly, not_met, deferred or overtaken", nullable=False),
    text("decided_by", "Who decided", nullable=False),
    text("decided_on", "On which day", nullable=False),
    text("label", "The provision it rests on"),
    text("version", "The version it rests on"),
    text("why", "In the words of who decided", nullable=False),
    text("words", "Digest of the ask's words as decided on"),
    text("rests_on", "Digest of the provision's words as decided on"),
    text("source", "File and entry", nullable=False),
    comment="What people decided about asks in a catalogue of theirs; those of outcomes.toml are read from the file.",
)

consolidations = Table(
    "consolidations",
    metadata,
    text("version_id", "The derived version", ForeignKey("versions.id"), primary_key=True),
    text("base_id", "The version amended", ForeignKey("versions.id"), nullable=False, index=True),
    text("instruments", "Versions of the instruments in the order applied, as a JSON list", nullable=False),
    number("applied", "Instructions applied", nullable=False),
    number("not_applied", "Instructions not applied, each with its reason", nullable=False),
    text("marks", "What is inserted, changed and omitted, by the place of the provision, as JSON"),
    comment="Codes as amended, computed by keeling: unofficial.",
)

instruction_outcomes = Table(
    "instruction_outcomes",
    metadata,
    text("id", "Derived version, #, instrument and instruction", primary_key=True),
    text(
        "consolidation_id", "The derived version", ForeignKey("consolidations.version_id"), nullable=False, index=True
    ),
    text("instrument_id", "The version of the instrument", ForeignKey("versions.id"), nullable=False, index=True),
    number("position", "Order of execution, from 1", nullable=False),
    text("num", "Number of the instruction", nullable=False),
    text("state", "applied or not_applied", nullable=False),
    text("reason", "Why it was not applied"),
    text("nodes", "Labels of the provisions it touched, as a JSON list", nullable=False),
    comment="What became of each instruction when keeling executed it.",
)

cautions = Table(
    "cautions",
    metadata,
    text("id", "Derived version, #, ordinal", primary_key=True),
    text(
        "consolidation_id", "The derived version", ForeignKey("consolidations.version_id"), nullable=False, index=True
    ),
    number("position", "Order, from 1", nullable=False),
    text("text", "What a reader should check, in one sentence", nullable=False),
    comment="Overlaps of instructions and references that lead nowhere any more, in codes as amended.",
)

inclusions = Table(
    "inclusions",
    metadata,
    text("id", "instrument=published", primary_key=True),
    text("instrument_id", "The version of the instrument", ForeignKey("versions.id"), nullable=False, index=True),
    text("published_id", "The first version that includes it", ForeignKey("versions.id"), nullable=False, index=True),
    text("previous_id", "The version before that one", ForeignKey("versions.id"), nullable=False),
    number("shown", "Effects that stand in that version and not in the one before", nullable=False),
    number("open", "Effects that do not stand in it", nullable=False),
    number("unclear", "Effects of which the text cannot tell", nullable=False),
    text("issued", "Day of issue that version states"),
    text("in_force", "Day of coming into force that version states"),
    comment="Instruments that a later published version includes, told by their effects alone.",
)

verifications = Table(
    "verifications",
    metadata,
    text("id", "derived=published", primary_key=True),
    text("derived_id", "The derived version", ForeignKey("versions.id"), nullable=False, index=True),
    text("published_id", "The version published later", ForeignKey("versions.id"), nullable=False, index=True),
    number("identical", "Provisions with the same characters", nullable=False),
    number("typography", "Provisions that differ in quotes, dashes or spaces only", nullable=False),
    number("differs", "Provisions with other wording", nullable=False),
    number("missing", "Published, but not computed", nullable=False),
    number("extra", "Computed, but not published", nullable=False),
    comment="Predicted against published: did the regulator publish what the instruments say?",
)

verification_provisions = Table(
    "verification_provisions",
    metadata,
    text("id", "derived=published, #, ordinal", primary_key=True),
    text("verification_id", "The verification", ForeignKey("verifications.id"), nullable=False, index=True),
    number("position", "Order in the document, from 1", nullable=False),
    text("label", "The provision", nullable=False),
    text("result", "identical, typography, differs, missing or extra", nullable=False),
    text("edits", "Word edits that turn the computed words into the published ones, as JSON", nullable=False),
    comment="Predicted against published, provision by provision.",
)

divergences = Table(
    "divergences",
    metadata,
    text("id", "derived=published, #, ordinal", primary_key=True),
    text("verification_id", "The verification", ForeignKey("verifications.id"), nullable=False, index=True),
    number("position", "Order in the document, from 1", nullable=False),
    text("work_id", "The code", ForeignKey("works.id"), nullable=False, index=True),
    text("derived_id", "The computed version", ForeignKey("versions.id"), nullable=False),
    text("published_id", "The published version", ForeignKey("versions.id"), nullable=False, index=True),
    text("label", "The provision", nullable=False),
    text("result", "differs, missing or extra", nullable=False),
    text("cause", "not_executed, target_absent, publisher_omitted, publisher_changed, not_commenced, source_incomplete "
                  "or undetermined", nullable=False, index=True),
    text("because", "The evidence for the cause", nullable=False),
    number("finding", "1 where the publisher left out what an executed instruction orders, or 0", nullable=False),
    text("edits", "Word edits that turn the computed words into the published ones, as JSON", nullable=False),
    comment="Where a published text is not what its instruments make of the text before it, and why.",
)  # fmt: skip

news = Table(
    "news",
    metadata,
    text("id", "Address of the version, a space, then what happened: the same for ever", primary_key=True),
    text("date", "Date of the event", nullable=False, index=True),
    text("learned", "When keeling learned of it: the first sighting, UTC", nullable=False),
    text("work_id", "The work", ForeignKey("works.id"), index=True),
    text("kind", "version, amendment, statement, silent_edit, commencement or withdrawal", nullable=False),
    text("title", "What happened, in one sentence", nullable=False),
    text("summary", "Further sentences, one a line", nullable=False),
    text("path", "Address of the page that shows it", nullable=False),
    comment="What changed, in sentences: the entries of the feeds.",
)
