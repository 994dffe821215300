from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "docmgr.accounts"
    label = "accounts"
