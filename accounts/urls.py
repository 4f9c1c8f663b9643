"""Addresses of people's own pages that allauth does not have."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
