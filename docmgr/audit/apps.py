from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "docmgr.audit"
    label = "audit"
