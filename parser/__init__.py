"""Bytes of a document -> `Expression`: readers make blocks, grammars make provisions.

Pure functions; imports corpus only. lxml, Beautiful Soup, selectolax and the PDF libraries
are imported here and nowhere else.
"""
