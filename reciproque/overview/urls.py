from django.urls import path, re_path

from reciproque.overview.views import asking, calendars, consolidating, papers, templates, themes

app_name = "overview"
urlpatterns = [
    path("contrats/<int:contract>/calendrier/", calendars.calendar, name="calendar"),
    path("contrats/<int:contract>/calendrier/fichier/", calendars.calendar_file, name="calendar_file"),
    path("contrats/<int:contract>/exporter/", papers.export_contract, name="export_contract"),
    path("contrats/<int:contract>/modeles/", templates.template_list, name="template_list"),
    path("contrats/<int:contract>/modeles/en-tete/", templates.edit_letterhead, name="edit_letterhead"),
    path(
        "contrats/<int:contract>/modeles/en-tete/apercu/",
        templates.preview_letterhead,
        name="preview_letterhead",
    ),
    re_path(
        r"^contrats/(?P<contract>\d+)/modeles/depart\.(?P<form>docx|odt|pptx)$",
        templates.starting_point,
        name="starting_point",
    ),
    path("modeles/<int:template>/fichier/", templates.template_file, name="template_file"),
    path("modeles/<int:template>/apercu/", templates.preview_template, name="preview_template"),
    path("modeles/<int:template>/retirer/", templates.withdraw_template, name="withdraw_template"),
    path("documents-prepares/<int:paper>/", papers.paper_detail, name="paper_detail"),
    path("documents-prepares/<int:paper>/fichier/", papers.paper_file, name="paper_file"),
    path("documents-prepares/<int:paper>/annuler/", papers.cancel_paper, name="cancel_paper"),
    path("indicateurs/", consolidating.consolidation, name="consolidation"),
    path("recherche/", asking.search, name="search"),
    path("question/", asking.ask, name="ask"),
    path("themes/", themes.theme_list, name="theme_list"),
    path("themes/nouveau/", themes.add_theme, name="add_theme"),
    path("themes/<int:theme>/", themes.theme_detail, name="theme_detail"),
    path("themes/<int:theme>/modifier/", themes.edit_theme, name="edit_theme"),
    path("themes/<int:theme>/archiver/", themes.archive_theme, name="archive_theme"),
]
