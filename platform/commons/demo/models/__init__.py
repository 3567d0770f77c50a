"""Re-export what Django must find."""

from .demo_clock import DemoClock as DemoClock
