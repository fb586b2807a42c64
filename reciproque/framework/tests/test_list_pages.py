"""The pages of lists and of localised measures: importing, typing, and who may see what."""

from io import BytesIO

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.framework.models import Localisation
from reciproque.framework.tests.outlines import typed_as_shown
from reciproque.references.models import Nomenclature, Reference
from reciproque.references.tests.factories import NomenclatureFactory, ReferenceFactory
from reciproque.territories.tests.factories import NeighbourhoodFactory

PLAN = "code;intitulé;dépend de\n1;Soigner;\n1.1;Ouvrir un centre;1\n"


def at(name, *args):
    return reverse(f"framework:{name}", args=args)


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture(autouse=True)
def team(client, contract):
    person = member_of(contract)
    client.force_login(person)
    return person


def brought(text=PLAN, name="plan.csv"):
    file = BytesIO(text.encode())
    file.name = name
    return file


def hidden(page):
    """What the second button of an import sends back."""
    return {field["name"]: field["value"] for field in page.select("#verification form [type=hidden]")}


def test_a_list_is_judged_first_and_kept_by_a_second_button(client, contract, read):
    url = at("import_list", contract.pk)

    page = read(client.post(url, {"name": "Plan de santé", "measures": "on", "file": brought()}))

    assert not Nomenclature.objects.exists()
    assert "2 lignes lues" in page.get_text()
    client.post(url, hidden(page))
    made = Nomenclature.objects.get()
    assert (made.name, made.contract_id, made.measures) == ("Plan de santé", contract.pk, True)
    assert [(line.code, line.parent and line.parent.code) for line in made.references.all()] == [
        ("1", None),
        ("1.1", "1"),
    ]


def test_a_file_that_says_the_same_offers_nothing_to_keep(client, contract, read):
    url = at("import_list", contract.pk)
    client.post(url, hidden(read(client.post(url, {"name": "Plan", "file": brought()}))))
    made = Nomenclature.objects.get()

    page = read(client.post(url, {"into": made.pk, "file": brought()}))

    assert "dit déjà la même chose" in page.get_text()
    assert not hidden(page)


def test_problems_stand_at_their_cells_and_what_was_typed_stays(client, contract, read):
    page = read(
        client.post(
            at("import_list", contract.pk),
            {"name": "Plan de santé", "file": brought("code;intitulé\n1;\n1;Deux\n")},
        )
    )

    said = [one.get_text() for one in page.select("#verification .obstacles li")]
    assert [one.split(" ")[0] for one in said] == ["B2", "A3"]
    assert page.select_one("[name=name]")["value"] == "Plan de santé"


def test_a_forged_or_foreign_proof_is_refused(client, contract, read):
    url = at("import_list", contract.pk)
    sent = hidden(read(client.post(url, {"name": "Plan", "file": brought()})))
    other = NomenclatureFactory(contract_id=contract.pk)

    for wrong in (sent | {"judged": "x" * 50}, sent | {"into": other.pk}):
        page = read(client.post(url, wrong))
        assert "déposez-le de nouveau" in page.get_text()
    assert not Reference.objects.exists()


def test_a_name_or_a_list_is_needed_and_a_file(client, contract, read):
    page = read(client.post(at("import_list", contract.pk), {}))

    assert "Donnez un nom" in page.get_text()
    assert "Choisissez un fichier" in page.get_text()


@pytest.mark.parametrize("key", ["xlsx", "ods", "csv"])
def test_the_template_is_downloaded(client, contract, key):
    response = client.get(at("import_list", contract.pk), {"format": key})

    assert response.status_code == 200
    assert f"modele-referentiel.{key}" in response["Content-Disposition"]


def test_a_team_updates_its_own_lists_and_no_national_one(client, contract, read):
    national = ReferenceFactory().nomenclature
    url = at("import_list", contract.pk)

    page = read(client.get(url))
    assert [option.get_text() for option in page.select("[name=into] option")] == ["un nouveau référentiel"]
    assert not page.select("[name=national]")
    client.post(url, {"into": national.pk, "file": brought()})

    assert national.references.count() == 1


def test_the_administration_imports_a_national_list(client, contract, read):
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR).user)
    url = at("import_list", contract.pk)

    client.post(url, hidden(read(client.post(url, {"name": "Feuille", "national": "on", "file": brought()}))))

    assert Nomenclature.objects.get().is_national


def test_a_list_is_typed_edited_archived_and_restored(client, contract, read):
    client.post(at("create_nomenclature", contract.pk), {"name": "Plan", "source": "Délibération"})
    made = Nomenclature.objects.get()
    client.post(at("add_reference", contract.pk, made.pk), {"title": "Soigner"})
    line = Reference.objects.get()
    edited = typed_as_shown(read(client.get(at("edit_reference", contract.pk, line.pk)))) | {
        "title": "Guérir"
    }
    client.post(at("edit_reference", contract.pk, line.pk), edited)
    client.post(at("archive_reference", contract.pk, line.pk))
    client.post(at("archive_nomenclature", contract.pk, made.pk))

    page = read(client.get(at("nomenclature_list", contract.pk)))
    assert "Plan" in page.select_one("main .section").get_text()
    client.post(at("restore_nomenclature", contract.pk, made.pk))
    client.post(at("restore_reference", contract.pk, line.pk))
    line.refresh_from_db()
    assert (line.code, line.title, line.archived_at) == ("1", "Guérir", None)


def test_other_contracts_never_see_a_list(client, contract, read):
    secret = ReferenceFactory(nomenclature__contract_id=ContractFactory().pk, nomenclature__name="Secret")
    key = secret.nomenclature_id

    assert "Secret" not in read(client.get(at("nomenclature_list", contract.pk))).get_text()
    for name in ("matrix", "nomenclature_detail", "edit_nomenclature", "add_reference", "localisation_list"):
        assert client.get(at(name, contract.pk, key)).status_code == 404


def test_a_reader_reads_lists_and_changes_none(client, contract):
    line = ReferenceFactory(nomenclature__contract_id=contract.pk)
    client.force_login(member_of(contract, Role.READER))

    assert client.get(at("nomenclature_list", contract.pk)).status_code == 200
    assert client.get(at("nomenclature_detail", contract.pk, line.nomenclature_id)).status_code == 200
    for name in ("edit_nomenclature", "add_reference"):
        assert client.get(at(name, contract.pk, line.nomenclature_id)).status_code == 403
    assert client.get(at("import_list", contract.pk)).status_code == 403


# Measures


@pytest.fixture
def roadmap():
    return NomenclatureFactory(measures=True)


@pytest.fixture
def measures(roadmap):
    return ReferenceFactory.create_batch(3, nomenclature=roadmap)


def test_the_count_is_told_and_the_list_filtered(client, contract, roadmap, measures, read):
    for line, state in zip(measures, ("applies", "will", "not"), strict=True):
        Localisation.objects.create(contract=contract, reference=line, state=state)
    url = at("localisation_list", contract.pk, roadmap.pk)

    assert read(client.get(url)).h1.get_text(strip=True) == "2 sur 3 s’appliquent ou s’appliqueront ici"
    assert len(read(client.get(url, {"filtre": "non"})).select(".measure")) == 1
    assert "Aucune mesure dans ce cas" in read(client.get(url, {"filtre": "a-voir"})).get_text()


def test_a_measure_is_localised_in_place(client, contract, roadmap, measures, read):
    place = NeighbourhoodFactory()
    contract.neighbourhoods.add(place)
    url = at("localisation_list", contract.pk, roadmap.pk)
    sent = {
        "line": measures[0].pk,
        "version": 0,
        "state": "applies",
        "target": "80 contrats",
        "neighbourhoods": [place.pk],
    }

    alone = read(client.post(url, sent, headers={"HX-Request": "true"}))
    assert alone.li["id"] == f"mesure-{measures[0].pk}"
    assert "80 contrats" in alone.get_text()
    assert alone.select_one("#compte")["data-hx-swap-oob"] == "true"
    assert "1 sur 3" in alone.select_one("#compte").get_text()
    whole = client.post(url, sent | {"version": 1, "engagement": "done"})

    assert whole.status_code == 302
    one = Localisation.objects.get()
    assert (one.state, one.engagement, list(one.neighbourhoods.all())) == ("applies", "done", [place])


def test_what_is_refused_stays_as_it_was_typed(client, contract, roadmap, measures, read):
    url = at("localisation_list", contract.pk, roadmap.pk)
    sent = {
        "line": measures[0].pk,
        "version": 0,
        "state": "not",
        "engagement": "done",
        "comment": "Mon texte",
    }

    for headers in ({}, {"HX-Request": "true"}):
        page = read(client.post(url, sent, headers=headers))
        assert "n’a pas d’avancement" in page.get_text()
        assert page.select_one("[name=comment]").get_text(strip=True) == "Mon texte"
    assert not Localisation.objects.exists()


def test_an_edit_made_meanwhile_is_shown_beside(client, contract, roadmap, measures, read):
    Localisation.objects.create(
        contract=contract, reference=measures[0], state="will", target="50", version=2
    )
    url = at("localisation_list", contract.pk, roadmap.pk)
    sent = {"line": measures[0].pk, "version": 1, "state": "applies", "target": "80"}

    page = read(client.post(url, sent))

    row = page.select_one(f"#mesure-{measures[0].pk}")
    assert row.select_one("[name=target]")["value"] == "80"
    assert row.select_one("[name=version]")["value"] == "2"
    assert "50" in row.select_one(".obstacles").get_text()
    assert Localisation.objects.get().target == "50"


def test_a_list_that_is_no_list_of_measures_has_no_such_page(client, contract):
    line = ReferenceFactory()

    assert client.get(at("localisation_list", contract.pk, line.nomenclature_id)).status_code == 404


def test_measures_cost_the_same_whatever_their_number(client, contract, roadmap, query_count_is_flat):
    def add():
        line = ReferenceFactory(nomenclature=roadmap)
        one = Localisation.objects.create(contract=contract, reference=line, state="applies")
        one.neighbourhoods.add(NeighbourhoodFactory())

    query_count_is_flat(at("localisation_list", contract.pk, roadmap.pk), add, at_most=14)


def test_the_file_holds_what_is_shown(client, contract, roadmap, measures):
    Localisation.objects.create(contract=contract, reference=measures[0], state="applies", target="=80")
    url = at("localisation_list", contract.pk, roadmap.pk)

    lines = client.get(url, {"format": "csv", "filtre": "applique"}).content.decode("utf-8-sig").splitlines()

    assert len(lines) == 2
    assert "s’applique" in lines[1]
    assert "'=80" in lines[1]
