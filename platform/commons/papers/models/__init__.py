"""Re-export what Django must find."""

from .number import HeldNumber as HeldNumber
from .number import NumberSeries as NumberSeries
from .paper import Paper as Paper
from .register import RegisterEntry as RegisterEntry
