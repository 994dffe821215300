"""Addresses of logging in and of one's own preferences."""

from django.urls import path

from docmgr.web.views import auth, preferences

urlpatterns = [
    path("login/", auth.LoginView.as_view(), name="login"),
    path("logout/", auth.log_out, name="logout"),
    path("session/", auth.session, name="session"),
    path("preferences/", preferences.save, name="preferences"),
]
