from django.urls import path

from reciproque.governance import views

app_name = "governance"
urlpatterns = [
    path("contrats/<int:contract>/instances/", views.body_list, name="body_list"),
    path("contrats/<int:contract>/instances/nouveau/", views.add_body, name="add_body"),
    path("contrats/<int:contract>/instances/archives/", views.archived_list, name="archived_list"),
    path("instances/<int:body>/", views.body_detail, name="body_detail"),
    path("instances/<int:body>/modifier/", views.edit_body, name="edit_body"),
    path("instances/<int:body>/archiver/", views.archive_body, name="archive_body"),
    path("instances/<int:body>/restaurer/", views.restore_body, name="restore_body"),
]
