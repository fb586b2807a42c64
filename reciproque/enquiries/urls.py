from django.urls import path

from reciproque.enquiries.views import answering, rounds

app_name = "enquiries"
urlpatterns = [
    path("enquetes/<int:round>/", rounds.round_detail, name="round_detail"),
    path("enquetes/fiches/<int:sheet>/", rounds.sheet_detail, name="sheet_detail"),
    path(
        "enquetes/fiches/<int:sheet>/pieces/<int:attachment>/", answering.file_of_sheet, name="file_of_sheet"
    ),
    path("mes-fiches/", answering.my_sheets, name="my_sheets"),
    path("mes-fiches/<int:sheet>/", answering.my_sheet, name="my_sheet"),
    path("mes-fiches/<int:sheet>/pieces/<int:attachment>/", answering.file_of_sheet, name="my_file"),
    path("fiches/nouveau-lien/", answering.new_link, name="new_link"),
    path("fiches/<str:token>/", answering.sheets_by_link, name="sheets_by_link"),
    path("fiches/<str:token>/<int:sheet>/", answering.sheet_by_link, name="sheet_by_link"),
    path(
        "fiches/<str:token>/<int:sheet>/pieces/<int:attachment>/", answering.file_by_link, name="file_by_link"
    ),
]
