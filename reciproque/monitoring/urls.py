from django.urls import path

from reciproque.monitoring.views import (
    adopting,
    boards,
    definitions,
    entry,
    following,
    importing,
    libraries,
    registers,
)

app_name = "monitoring"
urlpatterns = [
    path("contrats/<int:contract>/indicateurs/", following.indicator_list, name="indicator_list"),
    path("contrats/<int:contract>/indicateurs/nouveau/", definitions.add_indicator, name="add_indicator"),
    path(
        "contrats/<int:contract>/indicateurs/reprendre/", adopting.adopt_indicators, name="adopt_indicators"
    ),
    path(
        "contrats/<int:contract>/indicateurs/quartiers/",
        boards.indicators_by_place,
        name="indicators_by_place",
    ),
    path(
        "contrats/<int:contract>/indicateurs/responsables/",
        boards.indicators_by_lead,
        name="indicators_by_lead",
    ),
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
    path("indicateurs/<int:indicator>/rupture/retirer/", definitions.mend_series, name="mend_series"),
    path("indicateurs/<int:indicator>/archiver/", definitions.archive_indicator, name="archive_indicator"),
    path("indicateurs/<int:indicator>/restaurer/", definitions.restore_indicator, name="restore_indicator"),
    path("indicateurs/<int:indicator>/contester/", following.contest_value, name="contest_value"),
    path(
        "indicateurs/<int:indicator>/contestations/<int:value>/trancher/",
        following.settle_contest,
        name="settle_contest",
    ),
    path("indicateurs/<int:indicator>/rattacher/", adopting.tie_indicator, name="tie_indicator"),
    path("indicateurs/<int:indicator>/base/", adopting.follow_library, name="follow_library"),
    path("bases-d-indicateurs/", libraries.library_list, name="library_list"),
    path("bases-d-indicateurs/nouvelle/", libraries.add_library, name="add_library"),
    path("bases-d-indicateurs/<int:library>/", libraries.library_detail, name="library_detail"),
    path("bases-d-indicateurs/<int:library>/modifier/", libraries.edit_library, name="edit_library"),
    path("bases-d-indicateurs/<int:library>/publier/", libraries.publish_library, name="publish_library"),
    path("bases-d-indicateurs/<int:library>/ajouter/", libraries.add_standard, name="add_standard"),
    path("indicateurs-communs/<int:standard>/", libraries.standard_detail, name="standard_detail"),
    path("indicateurs-communs/<int:standard>/modifier/", libraries.edit_standard, name="edit_standard"),
    path("indicateurs-communs/<int:standard>/retirer/", libraries.archive_standard, name="archive_standard"),
    path("objectifs/<int:node>/indicateurs/", definitions.indicators_on_node, name="indicators_on_node"),
]
