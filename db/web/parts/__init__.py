"""Pieces that several pages show: links, charts, citations, downloads."""
