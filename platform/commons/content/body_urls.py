"""Addresses on a body's own host: its published pages, what they show, its feed. All else is the hub's."""

from django.urls import include, path, re_path

from commons.design import errors

from . import feeds, serving

urlpatterns = [
    path("", include("commons.files.urls")),
    path("sitemap.xml", feeds.sitemap),
    path("notices.rss", feeds.notices),
    re_path(r"^(?P<path>.*)$", serving.on_own_host, name="wagtail_serve"),
]

handler400 = "commons.design.errors.bad_request"
handler403 = errors.unknown_host
handler404 = errors.unknown_host
handler500 = "commons.design.errors.server_error"
