"""Dates in JSON-LD: the page's own item is told from other articles by address and headline."""

import json
from typing import Any

import pytest

from parser.document import parse

HERE = "https://www.lights.example/news/statement"
OWN = {"@type": "Article", "datePublished": "2026-06-25T09:00:00+01:00"}
OTHER = {"@type": "NewsArticle", "datePublished": "2026-01-02", "headline": "Another story", "url": f"{HERE}-2"}


def published(data: Any, head: str = "") -> list[str]:
    """The days on which a page called “On the lights” says that it was published."""
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    body = "<h1>On the <em>lights</em></h1><p>We call on the keeper to light the lamps of the harbour at dusk.</p>"
    page = f"<!doctype html><html><head><title>On the lights | Lights</title>{head}{script}</head><body><main>{body}"
    found = parse(f"{page}</main></body></html>".encode(), name="x.html")
    return [str(event.date) for event in found.dates if event.type == "published"]


@pytest.mark.parametrize(
    "item",
    [
        OWN,
        {"@graph": [OWN]},
        {"@graph": [OTHER, {**OWN, "headline": "On the lights"}]},
        {"@graph": [OTHER, {**OWN, "name": "On the lights – Lights"}]},
        [OTHER, {"@graph": [{**OWN, "@type": ["WebPage", "FAQPage"], "headline": "ON THE LIGHTS"}]}],
    ],
    ids=["alone", "graph", "headline", "name-with-site", "nested"],
)
def test_the_item_with_the_pages_title_dates_it(item: Any) -> None:
    """Wherever it stands among others; one alone that says nothing of itself is the page."""
    assert published(item) == ["2026-06-25"]


@pytest.mark.parametrize("key", ["url", "@id", "mainEntityOfPage"])
def test_the_item_with_the_pages_address_dates_it(key: str) -> None:
    """Its address decides before its headline: fragment, final slash and scheme aside."""
    own = {**OWN, "headline": "On the lights, retold", key: f"{HERE}/#article"}
    head = f'<link rel="canonical" href="{HERE}">'
    assert published({"@graph": [{**OTHER, "headline": "On the lights"}, own]}, head) == ["2026-06-25"]
    within = {**OWN, "mainEntityOfPage": {"@type": "WebPage", "@id": HERE.replace("https", "http")}}
    assert published([OTHER, within], f'<meta property="og:url" content="{HERE}/">') == ["2026-06-25"]


@pytest.mark.parametrize(
    "item",
    [
        OTHER,
        {"@graph": [OTHER]},
        {"@graph": [OTHER, {"@type": "Organization", "name": "On the lights"}]},
        {**OWN, "headline": "On the lights", "url": f"{HERE}-of-last-year"},
        [OWN, {**OWN, "datePublished": "2026-01-02"}],
        {**OWN, "@type": "Comment"},
    ],
    ids=["other", "graph", "organisation", "same-title-elsewhere", "two-nameless", "comment"],
)
def test_another_articles_day_is_not_the_pages(item: Any) -> None:
    """Another address or headline, or several that cannot be told apart: the page has no day of them."""
    assert published(item, f'<link rel="canonical" href="{HERE}">') == []
