from django.urls import path

from reciproque.evaluation.views import (
    annual,
    annual_councils,
    annual_outside,
    annual_writing,
    campaigns,
    comparing,
    deciding,
    freezing,
    judging,
    papers,
    preparing,
    sessions,
    sitting,
    verdicts,
)

app_name = "evaluation"
urlpatterns = [
    # Campaigns
    path("contrats/<int:contract>/campagnes/", campaigns.campaign_list, name="campaign_list"),
    path("contrats/<int:contract>/campagnes/nouvelle/", preparing.prepare_campaign, name="prepare_campaign"),
    path("campagnes/<int:campaign>/", campaigns.campaign_detail, name="campaign_detail"),
    path("campagnes/<int:campaign>/fiches/<int:sheet>/", campaigns.kept_sheet, name="kept_sheet"),
    path("campagnes/<int:campaign>/modifier/", preparing.edit_campaign, name="edit_campaign"),
    path("campagnes/<int:campaign>/suivante/", preparing.repeat_campaign, name="repeat_campaign"),
    path("campagnes/<int:campaign>/mettre-a-jour/", preparing.update_sheets, name="update_sheets"),
    path("campagnes/<int:campaign>/retirer/", preparing.remove_campaign, name="remove_campaign"),
    path("campagnes/<int:campaign>/envoyer/", preparing.send_campaign, name="send_campaign"),
    path("campagnes/<int:campaign>/valider/", preparing.begin_validation, name="begin_validation"),
    path("campagnes/<int:campaign>/collecter/", preparing.resume_collection, name="resume_collection"),
    path("campagnes/<int:campaign>/reporter/", preparing.take_up_all, name="take_up_all"),
    path("campagnes/<int:campaign>/comite/", preparing.present_campaign, name="present_campaign"),
    # Verdicts
    path("campagnes/<int:campaign>/verdicts/", verdicts.verdict_list, name="verdict_list"),
    path(
        "campagnes/<int:campaign>/verdicts/<int:result>/<str:voice>/",
        verdicts.say_verdict,
        name="say_verdict",
    ),
    # Evaluation questions, and the years of a mid-term or final campaign
    path("campagnes/<int:campaign>/questions/", judging.question_list, name="question_list"),
    path(
        "campagnes/<int:campaign>/questions/nouvelle/",
        judging.add_evaluation_question,
        name="add_evaluation_question",
    ),
    path("campagnes/<int:campaign>/annees/", judging.consolidation, name="consolidation"),
    path(
        "questions-evaluatives/<int:evaluation_question>/modifier/",
        judging.edit_evaluation_question,
        name="edit_evaluation_question",
    ),
    path(
        "questions-evaluatives/<int:evaluation_question>/retirer/",
        judging.archive_evaluation_question,
        name="archive_evaluation_question",
    ),
    path(
        "questions-evaluatives/<int:evaluation_question>/criteres/nouveau/",
        judging.add_criterion,
        name="add_criterion",
    ),
    path("criteres/<int:criterion>/modifier/", judging.edit_criterion, name="edit_criterion"),
    path("criteres/<int:criterion>/retirer/", judging.archive_criterion, name="archive_criterion"),
    # Years: one, side by side, frozen
    path("campagnes/<int:campaign>/synthese/", comparing.synthesis, name="synthesis"),
    path(
        "contrats/<int:contract>/campagnes/comparer/", comparing.compare_campaigns, name="compare_campaigns"
    ),
    path("objectifs/<int:node>/annees/", comparing.node_years, name="node_years"),
    path("campagnes/<int:campaign>/figer/", freezing.freeze_campaign, name="freeze_campaign"),
    path("campagnes/<int:campaign>/empreinte/", freezing.frozen_year, name="frozen_year"),
    # Validation sessions
    path("campagnes/<int:campaign>/seances/", sessions.session_list, name="session_list"),
    path("campagnes/<int:campaign>/seances/nouvelle/", sessions.plan_session, name="plan_session"),
    path("seances/<int:session>/", sessions.session_detail, name="session_detail"),
    path("seances/<int:session>/modifier/", sessions.edit_session, name="edit_session"),
    path("seances/<int:session>/ordre-du-jour/", sessions.set_agenda, name="set_agenda"),
    path("seances/<int:session>/convoquer/", sessions.convene, name="convene"),
    path("seances/<int:session>/agenda.ics", sessions.session_calendar, name="session_calendar"),
    path("seances/<int:session>/ouvrir/", sessions.open_session, name="open_session"),
    path("seances/<int:session>/clore/", sessions.close_session, name="close_session"),
    path("seances/<int:session>/rouvrir/", sessions.reopen_session, name="reopen_session"),
    path("seances/<int:session>/presences/", sessions.set_attendance, name="set_attendance"),
    path("seances/<int:session>/releve/", sessions.write_notes, name="write_notes"),
    path("seances/<int:session>/compte-rendu/<str:form>/", sessions.session_minutes, name="session_minutes"),
    path("seances/<int:session>/ecran/", sitting.session_screen, name="session_screen"),
    path("seances/fiches/<int:line>/trancher/", sitting.settle_sheet, name="settle_sheet"),
    path("seances/fiches/<int:line>/corriger/", sitting.amend_sheet, name="amend_sheet"),
    path("seances/fiches/<int:line>/verdict/", sitting.give_verdict, name="session_verdict"),
    path("seances/fiches/<int:line>/decider/", sitting.decide, name="decide"),
    # What sessions decided
    path("campagnes/<int:campaign>/decisions/", deciding.proposal_list, name="proposal_list"),
    path("campagnes/<int:campaign>/decisions/appliquer/", deciding.apply_proposals, name="apply_proposals"),
    path("campagnes/<int:campaign>/decisions/abandonner/", deciding.drop_proposals, name="drop_proposals"),
    path("decisions/<int:proposal>/reprendre/", deciding.take_up_proposal, name="take_up_proposal"),
    # What comes out
    path("campagnes/<int:campaign>/documents/", papers.campaign_papers, name="campaign_papers"),
    path("campagnes/documents/<int:product>/", papers.campaign_paper, name="campaign_paper"),
    path(
        "campagnes/documents/<int:product>/fichier/", papers.campaign_paper_file, name="campaign_paper_file"
    ),
    path("campagnes/documents/<int:product>/annuler/", papers.cancel_paper, name="cancel_paper"),
    path("campagnes/documents/<int:product>/diffuser/", papers.release_paper, name="release_paper"),
    path("campagnes/documents/<int:product>/reprendre/", papers.take_back_paper, name="take_back_paper"),
    path("campagnes/documents/<int:product>/supprimer/", papers.discard_paper, name="discard_paper"),
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
