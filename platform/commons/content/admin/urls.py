"""Wagtail's admin, every address behind the gate."""

from typing import Any

from wagtail.admin.urls import urlpatterns as of_wagtail
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .gate import guarded

urlpatterns: list[Any] = decorate_urlpatterns(of_wagtail, guarded)
