"""Addresses of this floor."""

from django.urls import URLPattern, path

from .views.download import download
from .views.verify import ask, verify

app_name = "papers"
urlpatterns: list[URLPattern] = [
    path("papers/verify/", ask, name="verify-form"),
    path("papers/verify/<str:number>/", verify, name="verify"),
    path("papers/<str:number>/", download, name="download"),
]
