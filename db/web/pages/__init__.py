"""One module per kind of page: an address -> the values its template shows."""
