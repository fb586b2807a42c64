from django.urls import path

from reciproque.enquiries.views import answering, choosing, papers, questions, rounds, steering, workbooks

app_name = "enquiries"
urlpatterns = [
    path("contrats/<int:contract>/enquetes/", rounds.round_list, name="round_list"),
    path("contrats/<int:contract>/enquetes/nouvelle/", rounds.add_round, name="add_round"),
    path("enquetes/<int:round>/", rounds.round_detail, name="round_detail"),
    path("enquetes/<int:round>/reglages/", rounds.edit_round, name="edit_round"),
    path("enquetes/<int:round>/ouvrir/", rounds.open_round, name="open_round"),
    path("enquetes/<int:round>/clore/", rounds.close_round, name="close_round"),
    path("enquetes/<int:round>/rouvrir/", rounds.reopen_round, name="reopen_round"),
    path("enquetes/<int:round>/agir/", steering.act_on_sheets, name="act_on_sheets"),
    path("enquetes/<int:round>/personnes/", choosing.choose_people, name="choose_people"),
    path("enquetes/<int:round>/transferer/", choosing.transfer_sheets, name="transfer_sheets"),
    path("enquetes/<int:round>/questions/", questions.question_list, name="question_list"),
    path("enquetes/<int:round>/questions/nouvelle/", questions.add_question, name="add_question"),
    path("enquetes/<int:round>/apercu/", questions.preview_round, name="preview_round"),
    path("enquetes/<int:round>/reponses/", papers.round_answers, name="round_answers"),
    path("enquetes/<int:round>/papier/", papers.print_sheets, name="print_sheets"),
    path("enquetes/<int:round>/saisie/", papers.type_sheets, name="type_sheets"),
    path("enquetes/<int:round>/tableur/", papers.bring_workbook, name="bring_workbook"),
    path("enquetes/<int:round>/tableur/<int:user>/", papers.person_workbook, name="person_workbook"),
    path("questions/<int:question>/modifier/", questions.edit_question, name="edit_question"),
    path("questions/<int:question>/deplacer/", questions.change_question, name="change_question"),
    path("enquetes/fiches/<int:sheet>/", steering.sheet_detail, name="sheet_detail"),
    path("enquetes/fiches/<int:sheet>/agir/", steering.act_on_sheet, name="act_on_sheet"),
    path("enquetes/fiches/<int:sheet>/retirer/", choosing.drop_sheet, name="drop_sheet"),
    path(
        "enquetes/fiches/<int:sheet>/pieces/<int:attachment>/", answering.file_of_sheet, name="file_of_sheet"
    ),
    path("mes-fiches/", answering.my_sheets, name="my_sheets"),
    path("mes-fiches/<int:sheet>/", answering.my_sheet, name="my_sheet"),
    path("mes-fiches/<int:sheet>/pieces/<int:attachment>/", answering.file_of_sheet, name="my_file"),
    path("mes-fiches/tableur/<int:round>/", workbooks.bring_mine, name="bring_mine"),
    path("mes-fiches/tableur/<int:round>/fichier/", workbooks.my_workbook, name="my_workbook"),
    path("fiches/<str:token>/tableur/<int:round>/", workbooks.bring_by_link, name="bring_by_link"),
    path(
        "fiches/<str:token>/tableur/<int:round>/fichier/", workbooks.workbook_by_link, name="workbook_by_link"
    ),
    path("fiches/nouveau-lien/", answering.new_link, name="new_link"),
    path("fiches/<str:token>/", answering.sheets_by_link, name="sheets_by_link"),
    path("fiches/<str:token>/<int:sheet>/", answering.sheet_by_link, name="sheet_by_link"),
    path(
        "fiches/<str:token>/<int:sheet>/pieces/<int:attachment>/", answering.file_by_link, name="file_by_link"
    ),
]
