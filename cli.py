"""keeling: what changed in codes of practice, and which instrument changed it.

One command per stage. Data goes to standard output, talk to standard error. Exit status: 0 done,
1 the world is wrong, 2 wrong usage or unreadable input. Libraries are imported inside commands,
so that `--help` and `show` answer at once.
"""

import os
import re
import sys
from typing import NoReturn

import click

from commands.named import Named
from commands.options import Place, places
from commands.talk import QUIET, say
from corpus.errors import KeelingError

COMMANDS = {
    "demo": "commands.archive:demo",
    "crawl": "commands.archive:crawl",
    "add": "commands.archive:add",
    "build": "commands.archive:build",
    "parse": "commands.documents:parse",
    "show": "commands.documents:show",
    "diff": "commands.documents:diff",
    "consolidate": "commands.amendments:consolidate",
    "explain": "commands.amendments:explain",
    "asks": "commands.asks:asks",
    "lint": "commands.lint:lint",
    "notes": "commands.notes:notes",
    "applies": "commands.provider:applies",
    "changed": "commands.provider:changed",
    "profile": "commands.provider:profile",
    "register": "commands.register:register",
    "list": "commands.archive:list_",
    "status": "commands.archive:status",
    "check": "commands.archive:check",
    "export": "commands.documents:export",
    "serve": "commands.site:serve",
    "publish": "commands.publish:publish",
    "notarise": "commands.notarise:notarise",
    "mcp": "commands.assistant:mcp",
}
"""Where each command is, in the order of docs/commands.md; imported when it is named."""


@click.group(
    cls=Named, places=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "-q", "--quiet", is_flag=True, help="No counter and no hints on standard error; what is wrong is still said"
)
@click.option("-v", "--verbose", is_flag=True, help="Where keeling itself is at fault, show where in its code")
@click.version_option(package_name="keeling", message="%(prog)s %(version)s")
@places
def cli(place: Place, quiet: bool, verbose: bool) -> None:
    """Collect codes of practice and the instruments that amend them; show how each code changed.

    \b
    keeling demo                                   the whole of it, on a sample corpus
    keeling add code.pdf page.html && keeling build
    keeling show "PCU C11.4(a)"                    one provision, with its history
    keeling diff draft.pdf final.pdf               what changed, word by word
    """
    QUIET.clear()
    if quiet:
        QUIET.add("quiet")
    if verbose:
        os.environ["KEELING_TRACE"] = "1"


def main() -> None:
    """Run; every error keeling raises on purpose is one line and its exit status."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        say("keeling: stopped; the archive and the last database are whole")
        sys.exit(130)
    except KeelingError as error:
        say(f"keeling: {error}")
        sys.exit(error.exit_status)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        if os.environ.get("KEELING_TRACE"):
            raise
        _refused(error)
    except Exception as error:
        if os.environ.get("KEELING_TRACE"):
            raise
        say(f"keeling: a fault of its own ({type(error).__name__}: {error}); please report it")
        sys.exit(1)


def _refused(error: OSError) -> NoReturn:
    """What the system refused, in one line: a file that has a name, or standard output and a disk that is full."""
    if error.filename:
        name = re.sub(r"\.tmp-\d+-(?=[^/]*$)", "", os.fsdecode(error.filename))
        say(f"keeling: {name}: {error.strerror}; nothing was written there")
        sys.exit(2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    say(f"keeling: {error.strerror or error}; what was written is not whole")
    sys.exit(1)


if __name__ == "__main__":
    main()
