"""Changes and outcomes -> what a reader is told: declared beside observed, sentences, the clock."""
