"""The sample corpus, served on loopback as the real hosts would and crawled by the real spiders."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from corpus.catalogue import Catalogue, read
from corpus.snapshots import SnapshotStore
from crawler.replica import serve
from crawler.run import CrawlSummary, crawl


def sample_folder() -> Path:
    """Where the sample corpus is installed."""
    return Path(str(files("corpus").joinpath("sample")))


def sample_catalogue() -> Catalogue:
    """The works and sources of the sample, instead of the shipped catalogue."""
    return read((sample_folder() / "catalogue.toml").read_text("utf-8"), "corpus/sample/catalogue.toml")


def crawl_sample(data: Path, say: Callable[[str], None]) -> tuple[Catalogue, CrawlSummary]:
    """Crawl the sample into `data/snapshots`; gives its catalogue and the crawl's summary."""
    catalogue = sample_catalogue()
    with serve(sample_folder()) as replica:
        say(f"sample corpus (texts written for keeling) on http://127.0.0.1:{replica.port}, crawling it")
        summary = crawl((), SnapshotStore(data / "snapshots"), catalogue, replica=replica.port)
    return catalogue, summary
