from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "docmgr.web"
    label = "web"
