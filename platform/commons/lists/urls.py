"""Addresses of this floor."""

from django.urls import URLPattern, path

from .views.export import export_list

app_name = "lists"
urlpatterns: list[URLPattern] = [
    path("lists/<str:name>/export.<str:suffix>", export_list, name="export"),
]
