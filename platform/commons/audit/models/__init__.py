"""Re-export what Django must find."""

from .record import Record as Record
