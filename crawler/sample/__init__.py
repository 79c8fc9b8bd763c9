"""The sample sites: the demonstration and the server that stands for the real hosts on loopback."""
