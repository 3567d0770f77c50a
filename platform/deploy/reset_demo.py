"""Empty what the demonstration has left in .var."""

import shutil
import sys

from deploy import processes
from deploy.places import VAR, say

LEFT = ("db.sqlite3*", "stamps.json", "beat-schedule*", "broker", "cache", "mail", "media", "static")


def main() -> int:
    """End the demonstration if it runs, and remove its database, queue, mails and uploads."""
    processes.end_recorded(VAR / "run")
    for place in (place for name in LEFT for place in VAR.glob(name)):
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
    say("The demonstration's data is gone; make demo fills it in anew")
    return 0


if __name__ == "__main__":
    sys.exit(main())
