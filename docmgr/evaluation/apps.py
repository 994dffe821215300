from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "docmgr.evaluation"
    label = "evaluation"
