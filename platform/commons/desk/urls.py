"""Addresses of the desk."""

from django.urls import path

from .views import home, log, pages

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("log/", log.LogView.as_view(), name="log"),
    path("help/", pages.HelpPage.as_view(), name="help"),
    path("contact/", pages.ContactPage.as_view(), name="contact"),
]
