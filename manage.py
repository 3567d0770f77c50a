#!/usr/bin/env python
"""Run Django's commands from any folder."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Put the project's two source roots on the path and hand over to Django."""
    root = Path(__file__).resolve().parent
    for source in (root / "platform", root):
        if str(source) not in sys.path:
            sys.path.insert(0, str(source))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commons.config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
