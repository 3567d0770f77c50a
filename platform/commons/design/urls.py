"""Addresses of this floor."""

from django.urls import URLPattern, path

from commons.design import views

app_name = "design"
urlpatterns: list[URLPattern] = [
    path("language/", views.language, name="language"),
    path("design/", views.sample_book, name="samples"),
]
