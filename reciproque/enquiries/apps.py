from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    name = "reciproque.enquiries"
    verbose_name = "enquêtes"
