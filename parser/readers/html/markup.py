"""A decoded page by the reader of its site: GOV.UK's, or that of any other."""

from parser.readers.blocks import Reading
from parser.readers.decode import Decoded
from parser.readers.html import govuk, page


def read_markup(decoded: Decoded) -> Reading:
    """Read a page; raises Blocked and UnreadableInput as the readers do."""
    return govuk.read_decoded(decoded) if govuk.is_govuk(decoded.text) else page.read_decoded(decoded)
