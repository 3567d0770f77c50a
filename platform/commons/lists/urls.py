"""Addresses of this floor."""

from django.urls import URLPattern, path

from .views.arrivals import ArrivalsView, mark_seen
from .views.export import export_list
from .views.searches import DeleteView, RenameView, SaveView, SearchesView

app_name = "lists"
urlpatterns: list[URLPattern] = [
    path("lists/searches/", SearchesView.as_view(), name="searches"),
    path("lists/searches/<int:pk>/rename/", RenameView.as_view(), name="search-rename"),
    path("lists/searches/<int:pk>/delete/", DeleteView.as_view(), name="search-delete"),
    path("lists/arrivals/", ArrivalsView.as_view(), name="arrivals"),
    path("lists/arrivals/seen/", mark_seen, name="arrivals-seen"),
    path("lists/<str:name>/searches/new/", SaveView.as_view(), name="search-new"),
    path("lists/<str:name>/export.<str:suffix>", export_list, name="export"),
]
