"""Addresses of the newsroom's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
