"""What editors meet of Wagtail speaks Japanese, and is still said by it."""

from pathlib import Path

import polib
import wagtail
from django.conf import settings
from django.utils.translation import gettext, override

SOURCES = Path(wagtail.__file__).parent


def test_what_the_overlay_says_for_wagtail_is_still_said_by_it():
    overlay = polib.pofile(str(Path(settings.LOCALE_PATHS[0]) / "ja" / "LC_MESSAGES" / "django.po"))
    ours = {entry.msgid for entry in overlay if ("wagtail", "") in entry.occurrences}
    said = {
        entry.msgid for file in SOURCES.glob("**/locale/en/LC_MESSAGES/django.po") for entry in polib.pofile(str(file))
    }

    assert len(ours) > 80
    assert ours - said == set()


def test_no_word_of_ours_changes_what_the_editor_says():
    with override("ja"):
        assert (gettext("title"), gettext("Pages")) == ("タイトル", "ページ")
