from django.urls import path

from reciproque.intake.views import (
    accepting,
    acting,
    comparing,
    correcting,
    doubles,
    items,
    linking,
    points,
    readings,
    reviewing,
)

app_name = "intake"
urlpatterns = [
    path("documents/", readings.reading_list, name="reading_list"),
    path("documents/deposer/", readings.bring_document, name="bring_document"),
    path("contrats/<int:contract>/documents/", readings.contract_readings, name="contract_readings"),
    path("contrats/<int:contract>/documents/deposer/", readings.bring_document, name="bring_into"),
    path("contrats/<int:contract>/donnees-en-attente/", accepting.waiting_data, name="waiting_data"),
    path("documents/<int:reading>/", reviewing.reading_detail, name="reading_detail"),
    path("documents/<int:reading>/fichier/", readings.download_document, name="download_document"),
    path("documents/<int:reading>/lire/", readings.read_again, name="read_again"),
    path("documents/<int:reading>/abandonner/", readings.discard_reading, name="discard_reading"),
    path("documents/<int:reading>/accepter/", accepting.accept_reading, name="accept_reading"),
    path("contrats/<int:contract>/liens-proposes/", linking.link_proposals, name="link_proposals"),
    path("contrats/<int:contract>/liens-proposes/reprendre/", linking.offer_again, name="offer_again"),
    path("documents/<int:reading>/doublons/", doubles.double_list, name="double_list"),
    path("documents/<int:reading>/correction/", correcting.correction_detail, name="correction_detail"),
    path("documents/<int:reading>/corrige/", correcting.say_correction, name="say_correction"),
    path("documents/<int:reading>/autre-document/", correcting.say_no_correction, name="say_no_correction"),
    path("documents/<int:reading>/comparer/", comparing.compare_reading, name="compare_reading"),
    path("documents/<int:reading>/comparer/separer/", comparing.part_things, name="part_things"),
    path("documents/<int:reading>/comparer/rapprocher/", comparing.pair_thing, name="pair_thing"),
    path(
        "documents/<int:reading>/ce-que-ce-texte-change/", comparing.reading_changes, name="reading_changes"
    ),
    path(
        "documents/<int:reading>/ce-que-ce-texte-change/<slug:paper>/",
        comparing.reading_changes,
        name="reading_changes_paper",
    ),
    path("textes/<int:text>/ce-que-ce-texte-change/", comparing.text_changes, name="text_changes"),
    path(
        "textes/<int:text>/ce-que-ce-texte-change/<slug:paper>/",
        comparing.text_changes,
        name="text_changes_paper",
    ),
    path("documents/<int:reading>/actes/", acting.act_on_review, name="act_on_review"),
    path("documents/<int:reading>/presence/", acting.review_presence, name="review_presence"),
    path("documents/<int:reading>/points/", points.review_points, name="review_points"),
    path("points/<int:point>/", points.settle_point, name="settle_point"),
    path("documents/<int:reading>/ajouter/", items.add_item, name="add_item"),
    path("elements/<int:item>/", items.show_item, name="show_item"),
    path("elements/<int:item>/parents/", items.parents_of_item, name="parents_of_item"),
    path("elements/<int:item>/semblables/", items.like_items, name="like_items"),
    path("elements/<int:item>/corriger/", items.edit_item, name="edit_item"),
    path("elements/<int:item>/changer-de-liste/", items.retype_item, name="retype_item"),
    path("elements/<int:item>/separer/", items.split_item, name="split_item"),
    path("elements/<int:item>/joindre/", items.join_items, name="join_items"),
]
