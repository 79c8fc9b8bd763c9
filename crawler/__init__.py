"""The web -> snapshots, bytes untouched (Scrapy). Imports corpus and parser; never parses for meaning."""
