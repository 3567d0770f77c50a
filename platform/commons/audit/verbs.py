"""What the log calls a verb, in the reader's language. Each floor and house names its own."""

from django.utils.functional import Promise

Text = str | Promise

_labels: dict[str, Text] = {}


def register(**labels: Text) -> None:
    """Name verbs, such as ``published_version=_("Published a version")``."""
    _labels.update(labels)


def label(verb: str) -> Text:
    """Return a verb's name; the verb itself when its house is absent."""
    return _labels.get(verb, verb)


def choices() -> list[tuple[str, Text]]:
    """List the known verbs with their names, for a filter."""
    return sorted(_labels.items())
