"""Re-export what houses build on."""

from .listing import ListView as ListView
