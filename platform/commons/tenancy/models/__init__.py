"""Re-export what Django must find."""

from .organisation import Organisation as Organisation
