"""Bytes of a document -> blocks of text, with a second reader of the same bytes beside the first."""
