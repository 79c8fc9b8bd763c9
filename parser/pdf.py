"""PDF to blocks."""

from parser.blocks import Reading


def read_pdf(body: bytes) -> Reading:
    """Read a PDF."""
    import pypdfium2

    from parser.pdf_blocks import blocks
    from parser.pdf_flow import flow, take_apart
    from parser.pdf_words import read_pages

    pages = list(read_pages(pypdfium2.PdfDocument(body)))
    document = take_apart(pages)
    made, _ = blocks(document, flow(document))
    return Reading(made, "pdf")
