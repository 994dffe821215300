"""Addresses of this area."""

urlpatterns: list = []
