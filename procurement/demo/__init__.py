"""The demonstration's catalogue and its procurements.

43 items of 20 invented suppliers, what a few bodies pay today, and 24 procurements in every state.
"""

from .procurements import seed as seed_procurements
from .seeding import seed as seed

__all__ = ["seed", "seed_procurements"]
