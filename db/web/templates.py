"""Pages written by Datasette's own templates in the thread that asked the database.

Datasette compiles its templates for `async`, which makes every piece of a page a switch between
coroutines and doubles the time a page takes. The same templates from the same folders are compiled
once more without it, and once for all applications and processes. Where something else takes part in a page
(values or scripts of other plugins, a folder of templates of the site's owner), Datasette writes it.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from corpus.errors import KeelingError
from db.ask import query, works

if TYPE_CHECKING:  # it asks for the writer
    from db.web.parts.answer import Page


KEPT = 1 << 15


class _Compiled(FileSystemBytecodeCache):
    """Templates as they were compiled, by name, file and words: in this process, where each new build is a new
    application, and for the processes to come where Python keeps our modules compiled, if it may write there.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), f"%s.{sys.implementation.cache_tag}-jinja{version('jinja2')}")
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template that was compiled before."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))
        if bucket.code is None:
            super().load_bytecode(bucket)
            self._keep(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._keep(bucket)
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)

    def _keep(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


_WITHOUT_ASYNC = _Compiled(Path(cache_from_source(__file__)).parent)


def writer(datasette: Any, request: Any) -> "Callable[[Page], str] | None":
    """What makes the text of a page for a request, in any thread; None where Datasette has to."""
    templates = _templates(datasette)
    if templates is None:
        return None
    around = {"request": request, "actor": request.actor, **_frame(datasette, templates)}
    return lambda page: templates.get_template(f"keeling/{page.template}").render({**page.values, **around})


class _Urls:
    """The addresses of an application as its pages have them, those asked for last kept as they were escaped."""

    def __init__(self, urls: Any) -> None:
        self.urls = urls
        self.known: dict[str, Markup] = {}

    def path(self, path: str) -> Markup:
        """The address of a path of this site."""
        found = self.known.get(path)
        if found is None:
            if len(self.known) >= KEPT:
                self.known.clear()
            found = self.known[path] = escape(str(self.urls.path(path)))
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self.urls, name)


def _frame(datasette: Any, templates: Any) -> dict[str, Any]:
    """What is the same on every page of an application."""
    if not hasattr(datasette, "_keeling_frame"):
        urls = _Urls(datasette.urls)
        parts = {
            name: Markup(templates.get_template(f"keeling/_{name}.html").render(urls=urls))  # noqa: S704 (templates of ours)
            for name in ("header", "footer")
        }
        datasette._keeling_frame = {"urls": urls, **parts}
    found: dict[str, Any] = datasette._keeling_frame
    return found


def prepare(datasette: Any) -> None:
    """Compile every template now, not with the first page that needs it."""
    templates = _templates(datasette)
    if templates is not None:
        for name in templates.list_templates(filter_func=lambda name: name.startswith("keeling/")):
            templates.get_template(name)


def _templates(datasette: Any) -> Any:
    """The templates of an application compiled without `async`; None where others take part in its pages."""
    if not hasattr(datasette, "_keeling_templates"):
        alone = not (_others() or datasette.template_dir or datasette.setting("template_debug"))
        datasette._keeling_templates = (
            datasette.jinja_env.overlay(
                enable_async=False, auto_reload=False, optimized=False, bytecode_cache=_WITHOUT_ASYNC
            )  # not optimized: what our filters make of a constant is not to be found in a file that an older one made
            if alone
            else None
        )
    return datasette._keeling_templates


def ledger_head(datasette: Any) -> str:
    """The ledger's head when the database was built, for the foot of every page; empty without a database."""
    if not hasattr(datasette, "_keeling_ledger"):
        paths = [base.path for name, base in datasette.databases.items() if not name.startswith("_") and base.path]
        datasette._keeling_ledger = _head_of(paths[0]) if paths else ""
    found: str = datasette._keeling_ledger
    return found


def _head_of(path: str) -> str:
    try:
        connection = query.connect(Path(path))
    except KeelingError:
        return ""
    try:
        return works.head(connection)
    finally:
        connection.close()


def _others() -> bool:
    """Whether any plugin brings values or scripts for templates."""
    from datasette.plugins import pm

    return bool(pm.hook.extra_template_vars.get_hookimpls() or pm.hook.extra_body_script.get_hookimpls())
