"""HTML and content-API items -> blocks."""
