"""What a build will take an added file for, said at the door: the build's own rules over the archive as it stands.

Documents of the archive that no build has read yet count only where the catalogue names them: to
read all of them is the build's work.
"""

from collections.abc import Collection
from functools import partial
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.snapshots import Sighting, SnapshotStore, faults
from db.build.catalogued import known
from db.build.parse_cache import Facts, Readings
from db.build.renditions import same_words
from db.build.stand_ins import stand_ins
from db.build.versions import Version, assemble, document, equal, task


def recognised(data: Path, catalogue: Catalogue, added: Collection[Sighting]) -> dict[int, str]:
    """By number of sighting, what each of these files is taken for and by what, in words."""
    if not added:
        return {}
    readings = Readings(data / "snapshots", data / "cache" / "parse")
    sightings = [s for s in SnapshotStore(readings.archive).sightings() if document(s) and not faults(s)]
    mine = {s.number for s in added}
    facts = [(s, _facts(s, catalogue, readings, s.number in mine)) for s in sightings]
    read = [(s, found) for s, found in facts if found and not found.failure]
    no_version = stand_ins(read, catalogue)
    seen = [(s, found) for s, found in read if s.number not in no_version]
    versions = assemble(seen, catalogue, partial(same_words, readings))
    told = {s.number: _told(s, _version(versions, s), catalogue) for s, _ in seen if s.number in mine}
    return told | {number: f"nothing: {why}" for number, why in no_version.items() if number in mine}


def _facts(sighting: Sighting, catalogue: Catalogue, readings: Readings, is_new: bool) -> Facts | None:
    wanted = task(sighting, catalogue)
    return readings.read(wanted) if is_new or known(sighting, catalogue) else readings.kept(wanted)


def _version(versions: Collection[Version], sighting: Sighting) -> Version:
    """The version that shows a file, or the last that has its bytes."""
    holding = [v for v in versions if any(r.facts.digest == sighting.digest for r in v.renditions)]
    here = [v for v in holding if any(r.url == (sighting.final_url or sighting.url) for r in v.renditions)]
    return (here or holding)[-1]


def _told(sighting: Sighting, version: Version, catalogue: Catalogue) -> str:
    """What a file is taken for and by what, with what nobody vouches for."""
    return "; ".join((_words(sighting, version, catalogue), *version.doubts))


def _words(sighting: Sighting, version: Version, catalogue: Catalogue) -> str:
    if known(sighting, catalogue):
        return f"{version.id}, by {'your word' if sighting.work else 'its address'}"
    if version.catalogued:
        by = _copied(sighting, version) if version.facts.digest != sighting.digest else "by what it says of itself"
        return f"{version.id}, {by}; --work {version.work.id} would make it certain"
    return _own(version)


def _copied(sighting: Sighting, version: Version) -> str:
    """Whether a rendition of a version has its words."""
    mine = next((r.facts for r in version.renditions if r.facts.digest == sighting.digest), version.facts)
    return "as a copy of it" if equal(mine, version.facts) else "as a rendition of it with other words"


def _own(version: Version) -> str:
    """What a document of its own is taken for."""
    title = version.facts.title or "no title"
    if len(version.renditions) > 1 or version.silent_edit or version.rival:
        return f"a text of {version.id}, which the archive has already: “{title}”"
    kind = version.facts.kind or "document of unknown kind"
    return f"a{'n' * (kind[0] in 'aeiou')} {kind} of its own, {version.date or 'without a date'}: “{title}”"
