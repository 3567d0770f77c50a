"""Run the developer's server, with the demonstration's content."""

import os

from deploy import steps
from deploy.places import PYTHON, ROOT


def main() -> None:
    """Prepare what a page needs and hand over to Django's runserver."""
    os.environ.setdefault("COMMONS_DEMO", "1")
    steps.prepare(steps.TRANSLATIONS, steps.DATABASE, steps.CONTENT)
    os.chdir(ROOT)
    address = f"127.0.0.1:{os.environ.get('PORT') or '8000'}"
    os.execv(PYTHON, [str(PYTHON), "manage.py", "runserver", address])  # noqa: S606 - our own interpreter


if __name__ == "__main__":
    main()
