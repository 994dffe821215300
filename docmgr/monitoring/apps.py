from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "docmgr.monitoring"
    label = "monitoring"
