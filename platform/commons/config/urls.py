"""The site's addresses: the ground's, then each house's under its mount."""

from django.urls import URLPattern, URLResolver, include, path

from commons.contracts import domains

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("commons.desk.urls")),
    path("", include("commons.accounts.urls")),
    path("", include("commons.jobs.urls")),
    path("", include("commons.files.urls")),
    path("", include("commons.design.urls")),
    path("", include("commons.lists.urls")),
    path("", include("commons.papers.urls")),
    path("", include("commons.content.urls")),
    path("cms/", include("commons.content.admin.urls")),
    path("demo/", include("commons.demo.urls")),
    *(path(domain.mount, include(domain.urls)) for domain in domains.registered()),
]

handler400 = "commons.design.errors.bad_request"
handler403 = "commons.design.errors.permission_denied"
handler404 = "commons.design.errors.page_not_found"
handler500 = "commons.design.errors.server_error"
