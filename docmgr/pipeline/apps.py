from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "docmgr.pipeline"
    label = "pipeline"
