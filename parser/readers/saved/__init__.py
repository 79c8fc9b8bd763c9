"""Pages that a person saved: a container in which a browser or a mail program keeps a page."""
