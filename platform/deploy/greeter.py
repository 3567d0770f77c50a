"""Wait for the first page, then print the address and the demo log-ins."""

import os
import sys
import time
import urllib.error
import urllib.request

from commons.demo import persons

PATIENCE = 60  # seconds


def main() -> int:
    """Print the greeting once the home page answers; stay silent if the demo ends before."""
    address, parent, until = f"http://localhost:{sys.argv[1]}/", os.getppid(), time.monotonic() + PATIENCE
    while time.monotonic() < until and os.getppid() == parent:
        if _answers(address.replace("localhost", "127.0.0.1", 1)):
            print(_greeting(address), flush=True)
            return 0
        time.sleep(0.1)
    return 1


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        print(f"The home page answers {error.code}.", flush=True)
        return True
    except OSError:
        return False


def _greeting(address: str) -> str:
    people = persons.of_interest()
    width = max(len(one.email) for one in people)
    logins = [f"    {one.email:<{width}}  {one.label_in('en')}" for one in people]
    return "\n".join(
        [
            "",
            f"  Tokyo Commons is ready:  {address}",
            "",
            f"  Demo log-ins, each with the password  {persons.PASSWORD}",
            "  (or press a button on the sign-in page):",
            *logins,
            "",
            "  Ctrl-C stops it.",
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
