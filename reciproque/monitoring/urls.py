from django.urls import path

from reciproque.monitoring.views import definitions, entry, following, importing, registers

app_name = "monitoring"
urlpatterns = [
    path("contrats/<int:contract>/indicateurs/", following.indicator_list, name="indicator_list"),
    path("contrats/<int:contract>/indicateurs/nouveau/", definitions.add_indicator, name="add_indicator"),
    path("contrats/<int:contract>/indicateurs/archives/", definitions.archived_list, name="archived_list"),
    path("contrats/<int:contract>/indicateurs/reglages/", following.edit_follow_up, name="edit_follow_up"),
    path("contrats/<int:contract>/valeurs/", entry.enter_values, name="enter_values"),
    path("contrats/<int:contract>/valeurs/importer/", importing.import_values, name="import_values"),
    path("contrats/<int:contract>/valeurs/modele/", importing.values_template, name="values_template"),
    path("contrats/<int:contract>/valeurs/valider/", following.validate_values, name="validate_values"),
    path("contrats/<int:contract>/valeurs/renvoyer/", following.return_values, name="return_values"),
    path("indicateurs/<int:indicator>/", following.indicator_detail, name="indicator_detail"),
    path("indicateurs/<int:indicator>/valeurs/", entry.enter_indicator, name="enter_indicator"),
    path("indicateurs/<int:indicator>/inventaire/ajouter/", registers.add_entry, name="add_entry"),
    path("indicateurs/<int:indicator>/recalculer/", registers.compute_indicator, name="compute_indicator"),
    path("inventaires/<int:entry>/modifier/", registers.edit_entry, name="edit_entry"),
    path("inventaires/<int:entry>/retirer/", registers.archive_entry, name="archive_entry"),
    path("indicateurs/<int:indicator>/modifier/", definitions.edit_indicator, name="edit_indicator"),
    path("indicateurs/<int:indicator>/confirmer/", definitions.confirm_indicator, name="confirm_indicator"),
    path("indicateurs/<int:indicator>/archiver/", definitions.archive_indicator, name="archive_indicator"),
    path("indicateurs/<int:indicator>/restaurer/", definitions.restore_indicator, name="restore_indicator"),
    path("indicateurs/<int:indicator>/contester/", following.contest_value, name="contest_value"),
    path(
        "indicateurs/<int:indicator>/contestations/<int:value>/trancher/",
        following.settle_contest,
        name="settle_contest",
    ),
    path("objectifs/<int:node>/indicateurs/", definitions.indicators_on_node, name="indicators_on_node"),
]
