"""What the Makefile calls, and what a server is built from."""
