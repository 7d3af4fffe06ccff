"""What the end-to-end tests drive: real processes, over TLS and in a pseudo-terminal."""
