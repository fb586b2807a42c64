from django.urls import path

from reciproque.evaluation.views import (
    annual,
    annual_councils,
    annual_outside,
    annual_writing,
    campaigns,
    preparing,
)

app_name = "evaluation"
urlpatterns = [
    # Campaigns
    path("contrats/<int:contract>/campagnes/", campaigns.campaign_list, name="campaign_list"),
    path("contrats/<int:contract>/campagnes/nouvelle/", preparing.prepare_campaign, name="prepare_campaign"),
    path("campagnes/<int:campaign>/", campaigns.campaign_detail, name="campaign_detail"),
    path("campagnes/<int:campaign>/modifier/", preparing.edit_campaign, name="edit_campaign"),
    path("campagnes/<int:campaign>/suivante/", preparing.repeat_campaign, name="repeat_campaign"),
    path("campagnes/<int:campaign>/mettre-a-jour/", preparing.update_sheets, name="update_sheets"),
    path("campagnes/<int:campaign>/envoyer/", preparing.send_campaign, name="send_campaign"),
    path("campagnes/<int:campaign>/valider/", preparing.begin_validation, name="begin_validation"),
    path("campagnes/<int:campaign>/collecter/", preparing.resume_collection, name="resume_collection"),
    path("campagnes/<int:campaign>/reporter/", preparing.take_up_all, name="take_up_all"),
    path("campagnes/<int:campaign>/comite/", preparing.present_campaign, name="present_campaign"),
    # Annual reports
    path("contrats/<int:contract>/rapports-annuels/", annual.annual_list, name="annual_list"),
    path("contrats/<int:contract>/rapports-annuels/nouveau/", annual.start_report, name="annual_start"),
    path("rapports-annuels/<int:report>/", annual.annual_detail, name="annual_detail"),
    path("rapports-annuels/<int:report>/lire/", annual.annual_text, name="annual_text"),
    path("rapports-annuels/<int:report>/document/<str:form>/", annual.annual_paper, name="annual_paper"),
    path("rapports-annuels/<int:report>/modalites/", annual_writing.set_modalities, name="annual_modalities"),
    path("rapports-annuels/<int:report>/campagne/", annual_writing.choose_campaign, name="annual_campaign"),
    path("rapports-annuels/parties/<int:report_part>/", annual_writing.annual_part, name="annual_part"),
    path(
        "rapports-annuels/parties/<int:report_part>/sans-objet/",
        annual_writing.waive_part,
        name="annual_waive_part",
    ),
    path("rapports-annuels/<int:report>/pret/", annual_writing.declare_ready, name="annual_ready"),
    path("rapports-annuels/<int:report>/corriger/", annual_writing.open_correction, name="annual_correct"),
    path("rapports-annuels/<int:report>/conseils/", annual_councils.add_council, name="annual_add_council"),
    path(
        "rapports-annuels/conseils/<int:council>/", annual_councils.edit_council, name="annual_edit_council"
    ),
    path(
        "rapports-annuels/conseils/<int:council>/retirer/",
        annual_councils.remove_council,
        name="annual_remove_council",
    ),
    path("rapports-annuels/<int:report>/envoyer/", annual_councils.send_report, name="annual_send"),
    path(
        "rapports-annuels/avis/<int:consultation>/",
        annual_councils.record_opinion,
        name="annual_record_opinion",
    ),
    path(
        "rapports-annuels/avis/<int:consultation>/piece/",
        annual.annual_opinion_file,
        name="annual_opinion_file",
    ),
    path(
        "rapports-annuels/avis/<int:consultation>/observations/",
        annual_councils.add_remark,
        name="annual_add_remark",
    ),
    path("rapports-annuels/<int:report>/suites/", annual_councils.annual_follow_up, name="annual_follow_up"),
    path(
        "rapports-annuels/observations/<int:remark>/",
        annual_councils.answer_remark,
        name="annual_answer_remark",
    ),
    path(
        "rapports-annuels/observations/<int:remark>/retirer/",
        annual_councils.remove_remark,
        name="annual_remove_remark",
    ),
    path("rapports-annuels/<int:report>/debats/", annual_councils.record_debate, name="annual_debate"),
    path(
        "rapports-annuels/debats/<int:debate>/retirer/",
        annual_councils.remove_debate,
        name="annual_remove_debate",
    ),
    path("rapports-annuels/<int:report>/approuver/", annual_writing.approve_report, name="annual_approve"),
    path("rapports-annuels/<int:report>/publier/", annual_writing.publish_report, name="annual_publish"),
    path("avis/<str:token>/<int:sheet>/", annual_outside.annual_opinion, name="annual_opinion"),
    path(
        "avis/<str:token>/<int:sheet>/projet/<str:form>/",
        annual_outside.annual_draft_paper,
        name="annual_draft_paper",
    ),
    path("rapports/<slug:slug>/", annual_outside.published_report, name="published_report"),
    path("rapports/<slug:slug>/<str:form>/", annual_outside.published_paper, name="published_paper"),
    path(
        "rapports/<slug:slug>/avis/<int:annex>/",
        annual_outside.published_opinion_file,
        name="published_opinion_file",
    ),
]
