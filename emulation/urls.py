"""One line a page: Vietnamese address, English name. Grouped by noun."""

from django.urls import path

app_name = "emulation"
urlpatterns: list = []
