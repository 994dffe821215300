from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "docmgr.api"
    label = "api"
