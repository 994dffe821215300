"""Addresses of the groups of error samples and of the fixes proposed for them."""

from django.urls import path

from docmgr.web.views import error_groups as views

urlpatterns = [
    path("error-groups/", views.error_groups, name="error_groups"),
    path("error-groups/fixes", views.error_group_fixes, name="error_group_fixes"),
    path("error-groups/samples/<int:pk>/crop", views.error_group_crop, name="error_group_crop"),
    path("error-groups/proposals/<int:pk>/accept", views.error_group_accept, name="error_group_accept"),
    path("error-groups/proposals/<int:pk>/refuse", views.error_group_refuse, name="error_group_refuse"),
]
