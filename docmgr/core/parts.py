"""The programs that make up an installation, and how each is started."""

from __future__ import annotations

import os
import sys

from django.conf import settings

from docmgr.core.supervisor import Program


def programs() -> list[Program]:
    always = [Program("web", web_command()), Program("worker", worker_command())]
    return always + ([Program("directory", directory_command())] if settings.DIRECTORY else [])


def directory_command() -> list[str]:
    manage = str(settings.BASE_DIR / "manage.py")
    return [sys.executable, manage, "sync_ldap", "--every"]


def web_command() -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "docmgr.wsgi:application",
        "--bind", f"{bracketed(settings.WEB_ADDRESS)}:{settings.WEB_PORT}",
        "--workers", str(settings.WEB_PROCESSES), "--worker-class", "gthread", "--threads", str(settings.WEB_THREADS),
        "--timeout", "60", "--graceful-timeout", "20", "--max-requests", "20000", "--max-requests-jitter", "2000",
        "--log-level", "warning", "--forwarded-allow-ips", "*" if settings.PROXIES else "127.0.0.1",
    ]


def worker_command() -> list[str]:
    """Celery's own messages from WARNING on: they would bury the address and the password. Django's checks are left to
    ``manage.py prepare``: they load every page, which a worker never shows, and none is of the configuration, which
    is refused when the settings are read."""
    quiet = "WARNING" if settings.LOG_LEVEL == "INFO" else settings.LOG_LEVEL
    as_root = ["-W", "ignore:You're running the worker with superuser privileges"] if os.geteuid() == 0 else []
    return [
        sys.executable, *as_root, "-m", "celery", "--skip-checks", "--app", "docmgr", "--quiet", "worker",
        "--queues", "default,ocr.cpu", "--loglevel", quiet,
        "--without-gossip", "--without-mingle", "--without-heartbeat",
    ]


def bracketed(host: str) -> str:
    """An IPv6 address as it stands in a URL."""
    return f"[{host}]" if ":" in host else host
