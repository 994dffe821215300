from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "docmgr.review"
    label = "review"
