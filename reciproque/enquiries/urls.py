from django.urls import path

from reciproque.enquiries.views import answering, rounds

app_name = "enquiries"
urlpatterns = [
    path("enquetes/<int:round>/", rounds.round_detail, name="round_detail"),
    path("mes-fiches/<int:sheet>/", answering.sheet_detail, name="sheet_detail"),
    path("fiches/<str:token>/", answering.sheets_by_link, name="sheets_by_link"),
]
