from django.urls import path

from reciproque.monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("contrats/<int:contract>/indicateurs/", views.indicator_list, name="indicator_list"),
    path("contrats/<int:contract>/indicateurs/nouveau/", views.add_indicator, name="add_indicator"),
    path("contrats/<int:contract>/indicateurs/archives/", views.archived_list, name="archived_list"),
    path("indicateurs/<int:indicator>/", views.indicator_detail, name="indicator_detail"),
    path("indicateurs/<int:indicator>/modifier/", views.edit_indicator, name="edit_indicator"),
    path("indicateurs/<int:indicator>/confirmer/", views.confirm_indicator, name="confirm_indicator"),
    path("indicateurs/<int:indicator>/archiver/", views.archive_indicator, name="archive_indicator"),
    path("indicateurs/<int:indicator>/restaurer/", views.restore_indicator, name="restore_indicator"),
    path("objectifs/<int:node>/indicateurs/", views.indicators_on_node, name="indicators_on_node"),
]
