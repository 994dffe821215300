from django.apps import AppConfig


class DoctypesConfig(AppConfig):
    name = "docmgr.doctypes"
    label = "doctypes"
