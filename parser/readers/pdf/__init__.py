"""PDF pages -> blocks."""
