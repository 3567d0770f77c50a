"""Re-export what Django must find."""

from .arrival import NewArrival as NewArrival
from .search import SavedSearch as SavedSearch
