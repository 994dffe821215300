"""Addresses of the page of people."""

from django.urls import path

from docmgr.web.views import users as views

urlpatterns = [
    path("people/", views.user_list, name="user_list"),
    path("people/new", views.user_new, name="user_new"),
    path("people/departments", views.department_new, name="department_new"),
    path("people/<int:pk>/", views.user_detail, name="user_detail"),
    path("people/<int:pk>/change", views.user_change, name="user_change"),
    path("people/<int:pk>/active", views.user_active, name="user_active"),
    path("people/<int:pk>/password", views.user_password, name="user_password"),
    path(
        "people/<int:pk>/tokens/<int:token>/withdraw", views.user_token_withdraw, name="user_token_withdraw"),
]
