"""docmgr: documents in, approved fields out, nothing leaves the building."""

from docmgr.celery import app as celery_app

__all__ = ["celery_app"]
