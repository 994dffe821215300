"""The language and theme of one person: kept with the account, and in a cookie for pages before the login."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from docmgr.accounts.models import User
from docmgr.accounts.preferences import set_preferences

THEMES = ("light", "dark", "")
THEME_COOKIE = "docmgr_theme"
YEAR = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    """The browser's cookie first: it is the newest choice made on this screen."""
    theme = request.COOKIES.get(THEME_COOKIE)
    if theme is None:
        theme = getattr(getattr(request, "user", None), "theme", "")
    return theme if theme in THEMES else ""


def remember(request: HttpRequest, response: HttpResponse, *, language: str | None, theme: str | None) -> None:
    """Keep what was chosen (None: nothing) in this browser, and with the account where somebody is logged in."""
    if language is not None:
        remember_language(response, language)
    if theme is not None:
        remember_theme(response, theme)
    if request.user.is_authenticated:
        set_preferences(request.user, language=language, theme=theme)


def remember_language(response: HttpResponse, language: str) -> None:
    if language in dict(settings.LANGUAGES):
        _cookie(response, settings.LANGUAGE_COOKIE_NAME, language)


def remember_theme(response: HttpResponse, theme: str) -> None:
    if theme in THEMES:
        _cookie(response, THEME_COOKIE, theme)


def greet(response: HttpResponse, user: User) -> None:
    """After a login: the choices kept with the account move to this browser."""
    if user.language:
        remember_language(response, user.language)
    if user.theme:
        remember_theme(response, user.theme)


def _cookie(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True)
