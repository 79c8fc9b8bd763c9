"""One work after another: its versions, comparisons, amended texts and predictions, as rows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.address import published
from corpus.change import Change, Comparison
from corpus.citation import label_key
from corpus.provision import walk
from corpus.work import Doubt, Expression, is_draft
from db.ask.expressions import wording_hash
from db.ask.words import stack_label
from db.build import derive, news
from db.build.change_rows import Known, caution_rows, comparison_rows, inclusion_row, outcome_rows, verification_rows
from db.build.derive import Derived, Included, Stack
from db.build.expression_rows import Row, Rows, Texts, effect_rows, expression_rows, json_list, reference_rows
from db.build.intervals import ending, intervals, published_as
from db.build.parse_cache import Readings
from db.build.renditions import differences, doubts, is_grave, to_json
from db.build.versions import COPY, Version, equal
from parser.amendments.withdrawals import executed
from parser.witnesses.catalogued import catalogued_doubts

_SAID = 3
"""Reasons of one version that a summary says."""


class WorkBuilder:
    """Makes the rows of one work and keeps what other works need to point at."""

    def __init__(self, readings: Readings, versions: Sequence[Version]) -> None:
        self.readings = readings
        self.versions = versions
        self.texts = Texts()
        self.totals: Counter[str] = Counter()
        self.news: list[Row] = []
        self.shortfalls: list[tuple[str, str]] = []
        self.labels: dict[str, str] = {}
        self._lineage: dict[str, dict[str, int]] = {}
        self._lineages = 0
        self._ids: dict[str, dict[str, str]] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._placed = self._changed = 0
        self._position = 0
        self._intervals: dict[str, Row] = {}
        self._included: dict[str, Included] = {}
        self._told: dict[str, Row] = {}

    def work(self, group: Sequence[Version]) -> Iterator[Rows]:
        """Every row that belongs to one work, a version or a comparison at a time."""
        self._ids, self._places, self._lineage, self._position = {}, {}, {}, 0
        self._included, self._told = {}, {}
        self._intervals = intervals(group, ending(group, self.versions))
        before: Expression | None = None
        for version, before_it in zip(group, (None, *group), strict=False):
            earlier = before_it if before_it and _precedes(before_it, version) else None
            expression = self.expression(version)
            rows = self._version(version, earlier, expression)
            if earlier and before:
                compared = self._compare(earlier, version, before, expression)
                yield self._with_lineage(rows, version.id, compared[0])
                yield compared[1] | {"inclusions": self._included_in(version)}
            else:
                yield self._with_lineage(rows, version.id)
                self.news.append(news.version_news(version, expression))
            if begins := self._commencement(version):
                self.news.append(begins)
            if version.ending:
                self.news.append(news.ending_news(version))
            before = expression
        if group[0].work.kind == "code":
            yield from self._amended(group)
        elif before and before.kind == "amendment":
            count = before.amending
            self.totals.update(passages=count.passages, passages_read=count.read, unplaced=len(count.unplaced))
        self._remember(group[-1])

    def _commencement(self, version: Version) -> Row | None:
        """That a text that was issued comes into force, where it states the day; none of one seen later only."""
        own = self._intervals[version.id]
        drafted = version.status in ("consultation", "laid") or version.silent_edit
        if drafted or not own["in_force_from"]:
            return None
        return news.commencement_news(version, own["in_force_from"], own["in_force_text"])

    def expression(self, version: Version) -> Expression:
        """The text of a version, as a version of its work."""
        found = self.readings.expression(version.facts)
        found = executed(found, version.ends) if version.ends else found
        return replace(found, work=version.work.id, version=version.id, status=version.status)  # type: ignore[arg-type]

    def _version(self, version: Version, earlier: Version | None, expression: Expression) -> Rows:
        differing = self._differing(version, expression)
        doubted = self._doubts(version, expression, differing)
        expression = replace(expression, structure=replace(expression.structure, doubts=doubted))
        rows = self._text_rows(expression, version.id)
        row = self._version_row(version.id, version, expression, rows) | {
            "date": version.date,
            "first_seen": version.first_seen,
            "status": published_as(version.status),
            "label": news.version_label(version),
            "previous_id": earlier.id if earlier else None,
            "snapshot": version.facts.digest,
            "url": published(version.renditions[0].url),
            "note": version.note,
            "silent_edit": version.silent_edit,
            **self._intervals[version.id],
        }
        if expression.shortfalls:
            self.shortfalls.append((version.id, _first(expression.shortfalls)))
        self.totals["doubts"] += len(expression.structure.doubts)
        return rows | {"versions": [row], "renditions": _renditions(version, differing)}

    def _differing(self, version: Version, expression: Expression) -> dict[str, list[Change]]:
        """By digest, what the other renditions of a version say otherwise than the text that is shown."""
        return {
            rendition.facts.digest: differences(expression, self.readings.expression(rendition.facts))
            for rendition in version.renditions[1:]
            if rendition.facts.letters != version.facts.letters or not rendition.facts.letters
        }

    def _doubts(
        self, version: Version, expression: Expression, differing: Mapping[str, Sequence[Change]]
    ) -> tuple[Doubt, ...]:
        """The doubts of the text, what the catalogue misses in it, what other renditions of the version say otherwise.

        A grave difference falls short, wherever the rendition stands (`db.build.renditions`).
        """
        missed = catalogued_doubts(expression, version.work)
        named = (Doubt("identity", version.work.id, sentence) for sentence in version.doubts)
        found = list(dict.fromkeys((*named, *expression.structure.doubts, *missed)))
        for rendition in version.renditions[1:]:
            changes = differing.get(rendition.facts.digest, ())
            told = doubts(changes, published(rendition.url))
            found += told
            if is_grave(changes, rendition.rank >= COPY):
                self.shortfalls += [(version.id, f"{each.at}: {each.detail}") for each in told]
        return tuple(found)

    def _version_row(self, identifier: str, version: Version, expression: Expression, rows: Rows) -> Row:
        self._position += 1
        self.totals["versions"] += 1
        coverage = expression.coverage
        return {
            "id": identifier,
            "work_id": version.work.id,
            "kind": expression.kind or version.work.kind,
            "title": expression.title or version.work.title,
            "position": self._position,
            "format": expression.format,
            "place": self._placed - len(rows["provisions"]),
            "provisions": len(rows["provisions"]),
            "measures": sum(node.kind == "measure" for node in walk(expression.provisions)),
            "words": coverage.words,
            "placed": coverage.placed,
            "dropped": coverage.dropped,
            "shortfall": coverage.shortfall,
            "review": "\n".join(coverage.review),
            "doubts": json_list([each.kind, each.at, each.detail] for each in expression.structure.doubts),
            "calls_itself": version.calls_itself,
            "content_hash": wording_hash(expression),
        }

    def _text_rows(self, expression: Expression, version: str) -> Rows:
        rows, labelled = expression_rows(expression, version, self.texts)
        self._places[version] = {key: self._placed + row["position"] for key, row in labelled.items()}
        self._ids[version] = {key: row["id"] for key, row in labelled.items()}
        self._placed += len(rows["provisions"])
        self.totals["provisions"] += len(rows["provisions"])
        rows["cross_references"] = reference_rows(expression, version, labelled)
        return rows

    def _with_lineage(self, rows: Rows, version: str, comparison: Comparison | None = None) -> Rows:
        """Number each labelled provision as the one it continues, or anew."""
        earlier = self._lineage.get(comparison.before, {}) if comparison else {}
        continued: dict[str, int] = {}
        for old, new in comparison.pairs if comparison else ():
            if old and new and (known := earlier.get(label_key(old))):
                continued.setdefault(label_key(new), known)
        numbers = self._lineage[version] = {}
        for row in rows["provisions"]:
            key = label_key(row["label"]) if row["label"] else ""
            if key and key not in numbers:
                self._lineages += key not in continued
                numbers[key] = row["lineage"] = continued.get(key, self._lineages)
        return rows

    def _compare(
        self, earlier: Version, version: Version, before: Expression, after: Expression
    ) -> tuple[Comparison, Rows]:
        known = self._instruments(version.work.id)
        waiting = derive.candidates(version, known, self._included)
        pairs = [(instrument, self.expression(instrument)) for instrument in waiting]
        found = derive.included((earlier, version), (before, after), pairs) if pairs else ()
        old = {*self._included}
        self._included |= {each.instrument.id: each for each in found}
        shown = {each.instrument.id for each in found}
        instruments = derive.between(earlier, version, known, shown, old)
        texts = [
            derive.still_to_come(self.expression(each), before, after) if each.id in old else self.expression(each)
            for each in instruments
        ]
        comparison, sentences, unexplained = self._reconciled(before, after, texts)
        told = self._told[version.id] = news.comparison_news(version, earlier, comparison, sentences)
        self.news.append(told)
        return comparison, self._comparison_rows(comparison, version.work.id, instruments, unexplained)

    def _reconciled(
        self, before: Expression, after: Expression, instruments: Sequence[Expression]
    ) -> tuple[Comparison, list[str], int]:
        """The comparison with its explanations, sentences about it, and how many changes stay unexplained."""
        from diffs.compare.between import between

        comparison = between(before, after)
        if not instruments:
            return comparison, [], 0
        force = {each.instrument.work.id: each.words for each in self._included.values()}
        return derive.reconciled(comparison, instruments, force)

    def _included_in(self, version: Version) -> list[Row]:
        return [inclusion_row(each) for each in self._included.values() if each.published.id == version.id]

    def _comparison_rows(
        self, comparison: Comparison, work: str, instruments: Sequence[Version], unexplained: int
    ) -> Rows:
        self.totals["comparisons"] += 1
        if comparison.unaccounted:
            said = [f"{comparison.before}...{comparison.after}: {one.sentence}" for one in comparison.unaccounted]
            self.shortfalls.append((comparison.after, _first(said)))
        before, after = self._places[comparison.before], self._places[comparison.after]
        known = Known(before, after, self._effect_ids(instruments), self._changed)
        self._changed += len(comparison.changes)
        return comparison_rows(comparison, work, known, unexplained)

    def _effect_ids(self, instruments: Sequence[Version]) -> dict[tuple[str, str], str]:
        ids: dict[tuple[str, str], str] = {}
        for instrument in instruments:
            for row in effect_rows(self.expression(instrument), instrument.id):
                ids.setdefault((instrument.work.id, row["instruction"]), row["id"])
        return ids

    def _instruments(self, work: str) -> list[Version]:
        return [v for v in self.versions if v.work.kind == "amendment" and work in v.work.amends]

    def _executable(self, work: str) -> list[Version]:
        """Its instruments but for those that only withdraw it."""
        return [v for v in self._instruments(work) if not v.ends or self.expression(v).effects]

    def _amended(self, code: Sequence[Version]) -> Iterator[Rows]:
        """The code as amended by each instrument, and by all that are pending."""
        executed = [
            derive.best([self._execute(stack) for stack in alternatives])
            for alternatives in derive.stacks(code, self._executable(code[0].work.id), self._included)
        ]
        together = derive.together(executed, code[-1])
        for derived in (*executed, *([self._execute(together)] if together else [])):
            yield self._derived(derived, code)

    def _execute(self, stack: Stack) -> Derived:
        """What only calls itself a catalogued code is amended by its title: instruments name the catalogue's id."""
        base = self.expression(stack.base)
        base = base if stack.base.catalogued else replace(base, work=None)
        return derive.execute(stack, base, [self._commenced(instrument) for instrument in stack.instruments])

    def _commenced(self, instrument: Version) -> Expression:
        text, known = self.expression(instrument), self._included.get(instrument.id)
        return derive.commenced(text, self.expression(known.published)) if known else text

    def _derived(self, derived: Derived, code: Sequence[Version]) -> Rows:
        stack, expression = derived.stack, derived.expression
        applied = sum(outcome.state == "applied" for outcome in derived.outcomes)
        self.totals.update(derived=1, applied=applied, not_applied=len(derived.outcomes) - applied)
        made = [(each.date, is_draft(each.status, each.facts.title)) for each in stack.instruments]
        rows = self._text_rows(expression, stack.id)
        row = self._version_row(stack.id, stack.base, expression, rows) | {
            "date": stack.instruments[-1].date,
            "first_seen": "",
            "status": "derived",
            "label": stack_label(news.version_label(stack.base), made),
            "previous_id": stack.base.id,
            "note": "Computed by keeling; unofficial.",
            "silent_edit": False,
        }
        rows["versions"] = [row]
        base = self.expression(stack.base)
        made_by = [self.expression(instrument) for instrument in stack.instruments]
        comparison, _, unexplained = self._reconciled(base, expression, made_by)
        self._with_lineage(rows, stack.id, comparison)
        _extend(rows, self._comparison_rows(comparison, stack.base.work.id, stack.instruments, unexplained))
        instruments = {instrument.work.id: instrument.id for instrument in stack.instruments}
        rows["instruction_outcomes"] = outcome_rows(stack.id, derived.outcomes, instruments)
        rows["cautions"] = caution_rows(stack.id, derived.cautions)
        used = json_list(instruments.values())
        counts = {"applied": applied, "not_applied": len(derived.outcomes) - applied}
        named = {"version_id": stack.id, "base_id": stack.base.id, "instruments": used}
        rows["consolidations"] = [named | counts | {"marks": derive.marks_json(derived.done)}]
        _extend(rows, self._verified(derived, code))
        return rows

    def _verified(self, derived: Derived, code: Sequence[Version]) -> Rows:
        """Predicted against the version that includes the instruments, or the next one where none is known to."""
        later = [version for version in code if version.date > derived.stack.base.date]
        known = [self._included[each.id].published for each in derived.stack.instruments if each.id in self._included]
        if not later:
            return {}
        published = max(known, key=lambda version: version.date) if known else later[0]
        instruments = [self.expression(instrument) for instrument in derived.stack.instruments]
        match = derive.verified(derived, self.expression(published), instruments)
        if known:
            news.add_verification(self._told[published.id], derived.stack.instruments, match)
        return verification_rows(derived.stack.id, published, match)

    def _remember(self, newest: Version) -> None:
        """Let other works point at the provisions of the newest version (`db.build.merge`)."""
        if newest.work.kind == "code":
            for key, identifier in self._ids[newest.id].items():
                self.labels[label_key(f"{newest.work.id}#") + key] = identifier


def _precedes(one: Version, other: Version) -> bool:
    """Whether a version is known to be the earlier: one without a date was seen before the day of the other."""
    return bool(one.date) or not other.date or one.known_from[:10] <= other.date


def _first(reasons: Sequence[str]) -> str:
    """The first reasons of a list that may be long, and how many more there are."""
    more = len(reasons) - _SAID
    return "; ".join((*reasons[:_SAID], *([f"and {more} more"] if more > 0 else [])))


def _renditions(version: Version, differing: Mapping[str, Sequence[Change]]) -> list[Row]:
    preferred = version.renditions[0]
    return [
        {
            "id": f"{version.id} {rendition.facts.digest}",
            "version_id": version.id,
            "snapshot": rendition.facts.digest,
            "format": rendition.facts.format,
            "url": published(rendition.url),
            "first_seen": rendition.first_seen,
            "last_seen": rendition.last_seen,
            "archived_at": rendition.archived or None,
            "capture": rendition.capture or None,
            "preferred": rendition is preferred,
            "same_wording": equal(rendition.facts, preferred.facts),
            "differences": to_json(differing.get(rendition.facts.digest, ())),
        }
        for rendition in version.renditions
    ]


def _extend(rows: Rows, more: Rows) -> None:
    for table, found in more.items():
        rows.setdefault(table, []).extend(found)
