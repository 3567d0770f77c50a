"""The demonstration's catalogue: 43 items of 20 invented suppliers, and what a few bodies pay today."""

from .seeding import seed as seed
