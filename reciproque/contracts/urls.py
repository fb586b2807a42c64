from django.urls import path

from reciproque.contracts.views import contracts, texts

app_name = "contracts"
urlpatterns = [
    path("", contracts.home, name="home"),
    path("contrats/", contracts.contract_list, name="contract_list"),
    path("contrats/nouveau/", contracts.create_contract, name="create_contract"),
    path("contrats/<int:contract>/", contracts.contract_detail, name="contract_detail"),
    path("contrats/<int:contract>/modifier/", contracts.edit_contract, name="edit_contract"),
    path("contrats/<int:contract>/archiver/", contracts.archive_contract, name="archive_contract"),
    path("contrats/<int:contract>/textes/", texts.text_list, name="text_list"),
    path("contrats/<int:contract>/textes/nouveau/", texts.add_text, name="add_text"),
    path("textes/<int:text>/", texts.text_detail, name="text_detail"),
    path("textes/<int:text>/source/", texts.text_source, name="text_source"),
    path("textes/<int:text>/modifier/", texts.edit_text, name="edit_text"),
    path("textes/<int:text>/archiver/", texts.archive_text, name="archive_text"),
    path("textes/<int:text>/etapes/nouvelle/", texts.plan_step, name="plan_step"),
    path("etapes/<int:step>/modifier/", texts.edit_step, name="edit_step"),
    path("etapes/<int:step>/retirer/", texts.remove_step, name="remove_step"),
    path("textes/<int:text>/signataires/nouveau/", texts.add_signature, name="add_signature"),
    path("signataires/<int:signature>/modifier/", texts.edit_signature, name="edit_signature"),
    path("signataires/<int:signature>/signer/", texts.record_signature, name="record_signature"),
    path("signataires/<int:signature>/retirer/", texts.archive_signature, name="archive_signature"),
]
