"""Addresses of this floor."""

from django.urls import path

from .views import progress

app_name = "jobs"
urlpatterns = [
    path("jobs/<int:pk>/", progress.job, name="job"),
    path("jobs/<int:pk>/file/", progress.file, name="file"),
]
