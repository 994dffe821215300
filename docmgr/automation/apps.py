from django.apps import AppConfig


class AutomationConfig(AppConfig):
    name = "docmgr.automation"
    label = "automation"
