"""Scrapy's settings for keeling. What a source needs differently is in its catalogue entry."""

BOT_NAME = "keeling"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

# our own connection, gate, redirects, patience and decoding: crawler.transport, crawler.conduct
TWISTED_REACTOR_ENABLED = False
DOWNLOAD_HANDLERS = {
    "http": "crawler.transport.StrictHandler",
    "https": "crawler.transport.StrictHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {"crawler.middleware.Conduct": 500}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the journal plans each address once and counts it

# one request at a time to a site, never faster than it answers; without a reactor and without a
# delay Scrapy lets a slot's whole queue go at once, so crawler.line keeps the turns itself
CONCURRENT_REQUESTS = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2.0
AUTOTHROTTLE_MAX_DELAY = 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0

# Scrapy makes so many tasks for the output of every page; ours is a list that is there at once
CONCURRENT_ITEMS = 1

# nothing that listens, nothing that remembers
EXTENSIONS_BASE = {"scrapy.extensions.corestats.CoreStats": 0, "scrapy.extensions.throttle.AutoThrottle": 0}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
COOKIES_ENABLED = False
REFERER_ENABLED = False
HTTPCACHE_ENABLED = False
STATS_DUMP = False
LOG_LEVEL = "INFO"
