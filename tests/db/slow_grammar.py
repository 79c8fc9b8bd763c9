"""The grammar of the example corpus, slow enough that a worker can be killed in the middle of it."""

import time
from typing import Any

import example_corpus

from corpus.work import Expression


def grammar(body: bytes, **known: Any) -> Expression:
    """As `example_corpus.grammar`, a twentieth of a second later."""
    time.sleep(0.05)
    return example_corpus.grammar(body, **known)
