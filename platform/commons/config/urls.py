"""The site's addresses: the ground's, then each house's under its mount."""

from django.urls import URLPattern, URLResolver, include, path

from commons.contracts import domains

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("commons.desk.urls")),
    path("", include("commons.accounts.urls")),
    path("", include("commons.design.urls")),
    path("", include("commons.lists.urls")),
    path("demo/", include("commons.demo.urls")),
    *(path(domain.mount, include(domain.urls)) for domain in domains.registered()),
]
