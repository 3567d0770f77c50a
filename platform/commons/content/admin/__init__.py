"""Wagtail's admin, behind a gate that denies by default."""
