"""Addresses of this floor."""

from django.urls import URLPattern

app_name = "desk"
urlpatterns: list[URLPattern] = []
