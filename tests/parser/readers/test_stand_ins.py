"""Pages that stand in place of a document are refused with a label; real pages are not."""

import pytest

from corpus.errors import Blocked
from parser.readers.stand_ins import blocked, refuse_blocked

PROSE = "<p>" + "The keeper of the light should trim the lamp at dusk. " * 80 + "</p>"


def page(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("label", "source"),
    [
        (
            "challenge",
            page("Just a moment...", "<h1>www.example.org</h1><p>Checking your browser before accessing</p>"),
        ),
        ("challenge", page("", "<p>Please stand by</p>", "<script src='/cdn-cgi/challenge-platform/h/b'></script>")),
        ("challenge", page("Example", "<p>Request unsuccessful. Incapsula incident ID: 1</p>")),
        (
            "challenge",
            page("Human Verification", "<script src='https://x.awswaf.com/challenge.js'></script><p>Wait</p>"),
        ),
        (
            "challenge",
            page("Pardon Our Interruption", "<p>As you were browsing something about your browser made us think</p>"),
        ),
        (
            "access denied",
            page("Access Denied", "<p>You don't have permission to access this. Reference #18.2a.17.f</p>"),
        ),
        ("access denied", page("403 Forbidden", "<h1>403 Forbidden</h1>")),
        ("login", page("Sign in | Harbour", "<form><input name=u><input type='password'></form>")),
        ("maintenance", page("Harbour", "<h1>Down for maintenance</h1><p>Back at noon.</p>")),
        ("maintenance", page("Service unavailable", "<p>Try later.</p>")),
        ("not found", page("Page not found - Harbour", "<p>If you typed the address, check it.</p>")),
        ("server error", page("502 Bad Gateway", "<center>nginx</center>")),
        ("too many requests", page("Too Many Requests", "<p>Slow down.</p>")),
        ("cookie wall", page("Harbour", "<p>Accept cookies to continue</p>")),
    ],
)
def test_each_kind_has_its_label(label: str, source: str) -> None:
    """A challenge, a wall, a login, an error: each is known by a sign that the message names."""
    assert blocked(source)[0] == label
    with pytest.raises(Blocked, match=label):
        refuse_blocked(source)


@pytest.mark.parametrize(
    "source",
    [
        page("Lights", PROSE + "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
        page("Not found: a report on lost lights", PROSE),
        page("Maintenance of lamps", PROSE),
        page("Lights", "<p>A short page of the harbour.</p>"),
        page("Log in to the sea: a blog", "<p>About logs.</p>"),
        page("Lights", PROSE + "<form><input type=password></form>"),
    ],
)
def test_a_real_page_is_not_refused(source: str) -> None:
    """A document that mentions these words, or sits behind such a service, is read."""
    assert blocked(source) == ("", "")
