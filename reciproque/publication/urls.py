from django.urls import path

from reciproque.publication.views import opening, reading

app_name = "publication"
urlpatterns = [
    path("contrats/<int:contract>/donnees-ouvertes/", opening.edit_open_data, name="edit_open_data"),
    path(
        "contrats/<int:contract>/donnees-ouvertes/choisir/",
        opening.choose_indicators,
        name="choose_indicators",
    ),
    path("contrats/<int:contract>/donnees-ouvertes/ouvrir/", opening.open_data, name="open_data"),
    path("contrats/<int:contract>/donnees-ouvertes/fermer/", opening.close_data, name="close_data"),
    path("donnees/", reading.open_data_list, name="open_data_list"),
    path("donnees/<int:contract>/", reading.open_data_page, name="open_data_page"),
    path("donnees/<int:contract>/<path:name>", reading.open_data_file, name="open_data_file"),
]
