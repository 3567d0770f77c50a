"""Re-export what Django must find."""

from .job import Job as Job
