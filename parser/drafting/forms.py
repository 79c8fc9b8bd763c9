"""The verbs of drafting and what stands beside them, as data: the words by which each form is known."""

from typing import Literal

Verb = Literal["insert", "substitute", "omit", "renumber"]

INSERT = ("insert", "there is inserted", "there are inserted", "there shall be inserted", "add", "there is added",
           "there are added", "there shall be added", "there is to be inserted", "there are to be inserted",
           "there is to be added", "there are to be added", "inserting", "adding")  # fmt: skip
SUBSTITUTE = ("substitute", "there is substituted", "there are substituted", "there shall be substituted",
               "there is to be substituted", "there are to be substituted", "substituting")  # fmt: skip
OMIT = ("omit", "delete", "remove", "repeal", "revoke", "leave out", "strike out", "there is omitted",
         "there are omitted", "there shall be omitted", "there is to be omitted",
         "there are to be omitted", "omitting", "deleting", "removing", "leaving out",
         "striking out", "striking", "repealing", "revoking")  # fmt: skip
RENUMBER = (
    "renumber",
    "re-number",
    "re-letter",
    "reletter",
    "redesignate",
    "re-designate",
    "renumbering",
    "re-lettering",
    "relettering",
    "redesignating",
)
CHANGE = ("replace", "replacing", "change", "changing", "amend")
BE = ("is", "are", "is hereby", "are hereby", "shall be", "is to be", "are to be")
OMITTED = tuple(f"{be} {past}" for be in BE
                 for past in ("omitted", "deleted", "removed", "revoked", "repealed", "withdrawn", "cancelled",
                              "rescinded"))  # fmt: skip
ENDED = ("shall cease to have effect", "ceases to have effect", "cease to have effect",
          "is to cease to have effect", "are to cease to have effect")  # fmt: skip
PUT_IN = tuple(f"{be} {past}" for be in BE for past in ("inserted", "added"))
REPLACED = tuple(f"{be} {past}" for be in BE for past in ("replaced with", "replaced by", "substituted by",
                  "substituted with", "changed to"))  # fmt: skip
READS = tuple(f"{be} {read}" for be in ("shall", "should", "is to", "are to", "will")
               for read in ("now read as follows", "now read", "read as follows", "read"))  # fmt: skip
READS += tuple(
    f"{be} amended {read}"
    for be in BE
    for read in ("so as to read", "so that it reads", "to read as follows", "to read")
)
IN_ITS_PLACE = ("in its place", "in their place", "in place of it", "in place of them", "in place thereof", "instead")
INSTEAD = (*(f"and {verb} {there}" for verb in ("substitute", "insert", "put") for there in IN_ITS_PLACE),
            "and substitute", "and insert", "and replace with", "and replace by", "and replace it with",
            "and replace them with", "replace with", "replace by")  # fmt: skip
RENUMBERED = ("becomes", "become", *(f"{be} {past}{tail}" for be in ("is", "are") for tail in (" as", "")
               for past in ("renumbered", "re-numbered", "re-lettered", "relettered")))  # fmt: skip
SUBSTITUTED_FOR = tuple(f"{what} {be} substituted for" for what in ("there", "the following", "the following text",
                         "the following paragraph") for be in ("is", "are", "shall be"))  # fmt: skip
# Irish drafting says the verb as a noun: "by the substitution of “x” for “y”".
NOMINAL: dict[str, Verb] = {
    "insertion": "insert", "addition": "insert", "substitution": "substitute", "deletion": "omit", "omission": "omit",
    "repeal": "omit", "removal": "omit",
}  # fmt: skip
BELOW = ("paragraphs", "sub-paragraphs", "paragraphs and sub-paragraphs", "items")
