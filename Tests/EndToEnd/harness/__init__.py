"""Drives real processes for the end-to-end tests, over TLS and in a pseudo-terminal."""
