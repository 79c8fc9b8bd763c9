"""Plain text and Markdown -> blocks."""
