"""Reading the translatable strings."""

import pytest

from commons.config.catalogues.sources import Message, Unreadable, python_messages, template_messages


def from_python(text):
    return sorted((m.msgid, m.context, m.plural) for m in python_messages(text, source="x.py"))


def from_template(text):
    return sorted((m.msgid, m.context, m.plural) for m in template_messages(text, source="x.html"))


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ('gettext("Price")', ("Price", "", "")),
        ('_("Price")', ("Price", "", "")),
        ('pgettext("tender", "Open")', ("Open", "tender", "")),
        ('pgettext_lazy("tender", "Open")', ("Open", "tender", "")),
        ('ngettext("%d item", "%d items", n)', ("%d item", "", "%d items")),
        ('ngettext_lazy("%(n)d item", "%(n)d items", "n")', ("%(n)d item", "", "%(n)d items")),
        ('npgettext("bid", "%d open", "%d open ones", n)', ("%d open", "bid", "%d open ones")),
        ('gettext("It stands " "in two halves")', ("It stands in two halves", "", "")),
    ],
)
def test_every_function_of_gettext_is_read(call, found):
    imports = (
        "from django.utils.translation import gettext_lazy as _, gettext, pgettext, pgettext_lazy\n"
        "from django.utils.translation import ngettext, ngettext_lazy, npgettext\n"
    )

    assert from_python(imports + call) == [found]


def test_the_module_may_stand_before_the_function():
    assert from_python('from django.utils import translation\ntranslation.gettext("Price")') == [("Price", "", "")]


def test_a_function_of_the_same_name_from_elsewhere_is_not_gettext():
    assert from_python('def _(text): ...\n_("not for the interface")') == []


def test_a_variable_is_not_a_string_of_this_place():
    assert from_python("from django.utils.translation import gettext\ngettext(title)") == []


@pytest.mark.parametrize("argument", ['f"{count} items"', '"items: " + count', '"%d items" % count'])
def test_a_string_put_together_inside_gettext_is_refused(argument):
    with pytest.raises(Unreadable, match=r"x\.py:2"):
        from_python(f"from django.utils.translation import gettext\ngettext({argument})")


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('{% translate "Price" %}', ("Price", "", "")),
        ("{% translate 'Price' as price %}", ("Price", "", "")),
        ('{% trans "Open" context "tender" %}', ("Open", "tender", "")),
        ('{% translate "50% off" %}', ("50%% off", "", "")),
        ("{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}", ("Hello %(name)s", "", "")),
        ("{% blocktranslate trimmed %}\n  Two\n  lines\n{% endblocktranslate %}", ("Two lines", "", "")),
        (
            "{% blocktranslate count n=x %}{{ n }} item{% plural %}{{ n }} items{% endblocktranslate %}",
            ("%(n)s item", "", "%(n)s items"),
        ),
        (
            '{% blocktranslate count n=x context "bid" %}{{ n }} open{% plural %}{{ n }} opened{% endblocktranslate %}',
            ("%(n)s open", "bid", "%(n)s opened"),
        ),
        ('{{ _("Price") }}', ("Price", "", "")),
        ('{{ price|default:_("unknown") }}', ("unknown", "", "")),
        ('{% include "x.html" with title=_("Price") %}', ("Price", "", "")),
        ('<c-field label="{% translate "Price" %}" />', ("Price", "", "")),
        ("""<c-field :label="_('Price')" />""", ("Price", "", "")),
        ("""<c-field class="wide" :label='_("Price")' />""", ("Price", "", "")),
        ("""{% translate "It's 'here'" %}""", ("It's 'here'", "", "")),
    ],
)
def test_every_way_of_a_template_is_read(template, found):
    assert from_template(template) == [found]


def test_comments_and_plain_text_are_not_read():
    assert from_template("""{# _("a") #}{% comment %}{% translate "b" %}{% endcomment %}_("c") gettext("d")""") == []


def test_a_message_knows_where_it_stands():
    assert list(template_messages('{% translate "Price" %}', source="templates/a.html")) == [
        Message("Price", "", "", "templates/a.html")
    ]
