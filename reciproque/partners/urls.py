from django.urls import path

from reciproque.partners import views

app_name = "partners"
urlpatterns = [
    path("contrats/<int:contract>/engagements/", views.commitment_list, name="commitment_list"),
    path("contrats/<int:contract>/engagements/nouveau/", views.add_commitment, name="add_commitment"),
    path("contrats/<int:contract>/engagements/archives/", views.archived_list, name="archived_list"),
    path("engagements/<int:commitment>/", views.commitment_detail, name="commitment_detail"),
    path("engagements/<int:commitment>/modifier/", views.edit_commitment, name="edit_commitment"),
    path("engagements/<int:commitment>/archiver/", views.archive_commitment, name="archive_commitment"),
    path("engagements/<int:commitment>/restaurer/", views.restore_commitment, name="restore_commitment"),
    path("objectifs/<int:node>/engagements/", views.commitments_on_node, name="commitments_on_node"),
]
