"""Addresses of this floor."""

from django.urls import path

from . import views

app_name = "files"
urlpatterns = [
    path("files/documents/<int:pk>/", views.document, name="document"),
    path("files/images/<int:pk>/", views.rendition, name="rendition"),
]
