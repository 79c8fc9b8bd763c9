"""The sample corpus, served on loopback as the real hosts would and crawled by the real spiders."""

import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from corpus.catalogue import load
from corpus.snapshots import SnapshotStore
from crawler.run import CrawlSummary, crawl
from crawler.sample.replica import serve


def sample_folder() -> Path:
    """Where the sample corpus is installed."""
    return Path(str(files("corpus").joinpath("sample")))


def crawl_sample(data: Path, say: Callable[[str], None]) -> CrawlSummary:
    """Crawl the sample into `data/snapshots`, with the sample's own catalogue as that of `data`."""
    data.mkdir(parents=True, exist_ok=True)
    own = data / "catalogue.toml"
    shutil.copyfile(sample_folder() / "catalogue.toml", own)
    with serve(sample_folder()) as replica:
        say(f"sample corpus (texts written for keeling) on http://127.0.0.1:{replica.port}, crawling it")
        return crawl((), SnapshotStore(data / "snapshots"), load(instead=own), replica=replica.port)
