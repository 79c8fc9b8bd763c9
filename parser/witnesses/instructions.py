"""The instruction proof of an amending instrument: what stands among instructions is accounted for."""

from parser.witnesses.evidence import Evidence, Hearing


def instructions(evidence: Evidence) -> Hearing:
    """Every passage that was read agrees; a text among them that is no instruction and no payload is a doubt."""
    hearing = Hearing()
    if evidence.kind == "amendment":
        hearing.agrees = len({effect.instruction for effect in evidence.effects if effect.type != "not understood"})
        for repair in evidence.repairs:
            if repair.kind == "no_instruction":
                hearing.doubt("instruction", repair.at, repair.detail)
    return hearing
