from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "docmgr.training"
    label = "training"
