"""Load, check, one action, redirect."""
