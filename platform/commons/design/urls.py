"""Addresses of this floor."""

from django.urls import URLPattern, path

from commons.design import views

app_name = "design"
urlpatterns: list[URLPattern] = [
    path("language/", views.language, name="language"),
    path("design/", views.sample_book, name="samples"),
    path("design/form/", views.sample_form, name="sample-form"),
    path("design/errors/<int:status>/", views.sample_error, name="sample-error"),
]
