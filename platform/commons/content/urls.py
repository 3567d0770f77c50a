"""Addresses of pages on the hub's host. Wagtail reverses ``wagtail_serve`` by that name."""

from django.urls import path, re_path

from . import feeds, serving

PATH = r"(?P<path>(?:[\w\-]+/)*)"

urlpatterns = [
    path("sitemap.xml", feeds.hub_sitemap, name="content-sitemap"),
    path("pages/notices.rss", feeds.hub_notices, name="content-notices"),
    path("m/<slug:slug>/notices.rss", feeds.notices_below_hub, name="content-body-notices"),
    re_path(rf"^m/(?P<slug>[\w\-]+)/{PATH}$", serving.below_hub, name="content-body"),
    re_path(rf"^pages/{PATH}$", serving.hub_page, name="wagtail_serve"),
]
