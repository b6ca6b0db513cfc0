"""The pages: `path("podio/", include("podio.contrib.django.urls"))`."""

from __future__ import annotations

from django.urls import path

from podio.contrib.django import views

app_name = "podio"
urlpatterns = [
    path("login", views.login, name="login"),
    path("callback", views.callback, name="callback"),
    path("logout", views.logout, name="logout"),
]
