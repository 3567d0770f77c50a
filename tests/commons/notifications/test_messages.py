"""No title of any kind, of any floor or house, gives anything away."""

from collections import defaultdict

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from commons.notifications import messages
from commons.notifications.mails import TITLE_LENGTH
from commons.values.ref import Ref
from commons.values.text import control_characters


@pytest.mark.django_db
def test_a_title_is_the_same_whatever_it_is_about_and_asks_no_database():
    one, other = Ref("test.thing", "1"), Ref("test.other", "987654")

    for message in messages.registered():
        for language, _name in settings.LANGUAGES:
            with translation.override(language), CaptureQueriesContext(connection) as queries:
                titles = {
                    str(message.title(one, defaultdict(lambda: 1))),
                    str(message.title(other, defaultdict(lambda: 987654))),
                }

            assert len(titles) == 1, message.kind
            assert len(queries) == 0, message.kind
            [title] = titles
            assert 0 < len(title) <= TITLE_LENGTH, message.kind
            assert control_characters(title) == [], message.kind
