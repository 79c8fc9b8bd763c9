"""Files of word processors: Office Open XML (`.docx`) and OpenDocument (`.odt`)."""
