"""pdfplumber's words of a PDF, with fonts and boxes; runs in the environment of the peers."""

import sys
import time


def main() -> None:
    """Print the processor's milliseconds."""
    import pdfplumber

    start = time.process_time()
    with pdfplumber.open(sys.argv[2]) as document:
        for page in document.pages:
            page.extract_words(extra_attrs=["fontname", "size"])
    print(round(1000 * (time.process_time() - start)))


if __name__ == "__main__":
    main()
