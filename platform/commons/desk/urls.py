"""Addresses of the desk."""

from django.urls import path

from .views import home, pages

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("help/", pages.HelpPage.as_view(), name="help"),
    path("contact/", pages.ContactPage.as_view(), name="contact"),
]
