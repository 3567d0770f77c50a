"""The demonstration's pages: the hub's, those of 20 bodies, reports and manuals."""

from .seeding import seed as seed

__all__ = ["seed"]
