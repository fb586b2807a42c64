from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "reciproque.accounts"
    verbose_name = "comptes"
