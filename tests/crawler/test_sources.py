"""What a catalogue entry may say of a source, and where a mistake in it is said to be."""

import pytest

from corpus.catalogue import load, read
from corpus.errors import CatalogueError
from crawler.sources import ARCHIVES, KINDS, plans

GOOD = '[[source]]\nid = "a"\nkind = "statements"\nurls = ["https://www.example.org/feed/"]\n'


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ('kind = "blog"', "kinds are govuk, ofcom, statements"),
        ('incude = ["x"]', "has no key 'incude'"),
        ('include = "x"', "needs a list of texts for 'include'"),
        ('include = ["("]', "no regular expression"),
        ('delay = "2"', "needs a number from 0 for 'delay'"),
        ("delay = -1", "needs a number from 0 for 'delay'"),
        ("every = true", "needs a number from 0 for 'every'"),
        ('hosts = ["127.0.0.1"]', "is not a public host name"),
        ('hosts = ["localhost"]', "is not a public host name"),
        ('documents = ["http://10.0.0.1/x"]', "is not a public host name"),
        ('documents = ["file:///etc/passwd"]', "scheme is not http or https"),
        ('documents = ["https://me:pw@www.example.org/"]', "carries credentials"),
        ("documents = [3]", "needs a list of texts for 'documents'"),
    ],
)
def test_mistakes(extra: str, said: str) -> None:
    """Every mistake is said with the file, the line of the entry, the source and what to write."""
    text = "\n\n" + (GOOD.replace('kind = "statements"', extra) if extra.startswith("kind") else GOOD + extra)
    with pytest.raises(CatalogueError) as refused:
        plans(read(text, "mine.toml"))
    assert said in str(refused.value)
    assert "mine.toml, line 4: the source 'a'" in str(refused.value)


def test_a_source_needs_only_an_id_a_kind_and_an_address() -> None:
    """A new source of a known kind is one short entry; its own hosts are allowed and no others."""
    (plan,) = plans(read(GOOD, "mine.toml"))
    assert plan.selects("Anything", "https://www.example.org/x")
    assert plan.allowed.refusal("https://www.example.org/x") is None
    assert plan.allowed.refusal("https://example.com/") is not None


def test_selection_by_title_or_address() -> None:
    """A link counts by its title or by the words of its address, and not when an exclusion matches."""
    entry = GOOD + 'include = ["open letter", "codes? of practice"]\nexclude = ["podcast"]\n'
    (plan,) = plans(read(entry, "mine.toml"))
    assert plan.selects("Our open letter to the regulator", "https://www.example.org/1")
    assert plan.selects("", "https://www.example.org/codes-of-practice/2")
    assert not plan.selects("Podcast: the open letter", "https://www.example.org/3")
    assert not plan.selects("Something else", "https://www.example.org/4")


def test_the_shipped_catalogue() -> None:
    """Every shipped source can be crawled, every kind is used, and the named organisations are there."""
    shipped = plans(load())
    assert {plan.kind for plan in shipped} == set(KINDS) - {ARCHIVES}
    assert {plan.id for plan in shipped} >= {
        "govuk-ofcom", "govuk-dsit", "ofcom-online-safety", "5rights", "nspcc", "molly-rose-foundation", "barnardos",
        "internet-watch-foundation", "chis", "online-safety-act-network",
    }  # fmt: skip
