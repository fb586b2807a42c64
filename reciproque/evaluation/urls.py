from django.urls import path

from reciproque.evaluation.views import campaigns

app_name = "evaluation"
urlpatterns = [
    # Campaigns
    path("contrats/<int:contract>/campagnes/", campaigns.campaign_list, name="campaign_list"),
    path("campagnes/<int:campaign>/", campaigns.campaign_detail, name="campaign_detail"),
]
