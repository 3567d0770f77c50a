"""Addresses of this floor."""

from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("clock/", views.move_clock, name="clock"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("mails/", views.mails, name="mails"),
]
