"""The demonstration's pages."""

import pytest
from wagtail.models import Page, Revision

from commons.content import demo
from commons.content.models import BodySite, ManualPage, NoticePage, ReportPage
from commons.tenancy import scopes
from tests import people


@pytest.mark.django_db
def test_the_demonstration_has_its_pages_and_twice_changes_nothing():
    with scopes.system("test"):
        demo.seed()
        counted = (Page.objects.count(), Revision.objects.count())
        demo.seed()

    assert (Page.objects.count(), Revision.objects.count()) == counted
    assert BodySite.objects.count() == 63
    assert (ReportPage.objects.count(), ManualPage.objects.count()) == (6, 3)
    bodies = {notice.home_path for notice in NoticePage.objects.all()}
    assert len(bodies) == 1 + 20
    assert NoticePage.objects.filter(live=False, go_live_at__isnull=False).exists()
    for path in ("/pages/", "/pages/faq/", "/pages/terms/", "/pages/reports/rep-kakanai-hachioji/", "/m/toshima-mura/"):
        assert people.visitor().get(path).status_code == 200, path
