import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciproque.organisations.choices import OrganisationKind as Kind
from reciproque.organisations.rules import (
    bare_siret,
    kind_from_name,
    likeness,
    match_key,
    obstacles_to_siret,
    read_name,
)


@pytest.mark.parametrize("siret", ["21060004500392", "35600000000048", "35600000009075", ""])
def test_a_siret_that_exists_may_be_kept(siret):
    assert obstacles_to_siret(siret) == []


@pytest.mark.parametrize(
    ("siret", "obstacle"),
    [
        ("2429003140001", "Un SIRET compte 14 chiffres."),
        ("2429003140001A", "Un SIRET compte 14 chiffres."),
        ("٢٤٢٩٠٠٣١٤٠٠٠١٧", "Un SIRET compte 14 chiffres."),
        ("00000000000000", "Ce SIRET n’existe pas : vérifiez les neuf premiers chiffres (le SIREN)."),
        ("21060004600392", "Ce SIRET n’existe pas : vérifiez les neuf premiers chiffres (le SIREN)."),
        ("21060004500393", "Ce SIRET n’existe pas : vérifiez les cinq derniers chiffres."),
        ("35600000009076", "Ce SIRET n’existe pas : vérifiez les cinq derniers chiffres."),
    ],
)
def test_what_is_wrong_with_a_siret_is_said(siret, obstacle):
    assert obstacles_to_siret(siret) == [obstacle]


def test_a_siret_is_kept_without_its_spaces():
    assert bare_siret(" 210\u00a0600.045 00392\t") == "21060004500392"


@given(st.text())
def test_whatever_is_typed_as_siret_is_judged(typed):
    assert isinstance(obstacles_to_siret(typed), list)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Caisse d'Allocations Familiales du Finistère", Kind.SOCIAL),
        ("Pour la C.A.F. du Doubs", Kind.SOCIAL),
        ("Caisse primaire d’assurance maladie", Kind.SOCIAL),
        ("L’État", Kind.STATE),
        ("Le Préfet de la Haute-Vienne", Kind.STATE),
        ("DDETS de la Creuse", Kind.STATE),
        ("Direction départementale de la cohésion sociale", Kind.STATE),
        ("Direction régionale des affaires culturelles", Kind.STATE),
        ("Agence nationale de la cohésion des territoires", Kind.STATE),
        ("Agence régionale de santé Occitanie", Kind.HEALTH),
        ("CHU de Limoges", Kind.HEALTH),
        ("Direction territoriale de la protection judiciaire de la jeunesse", Kind.JUSTICE),
        ("Procureure de la République", Kind.JUSTICE),
        ("Rectorat de l’académie de Limoges", Kind.EDUCATION),
        ("Direction des services départementaux de l’Éducation nationale", Kind.EDUCATION),
        ("Conseil régional de Nouvelle-Aquitaine", Kind.REGION),
        ("La Région Occitanie", Kind.REGION),
        ("Conseil général de la Creuse", Kind.DEPARTMENT),
        ("Département de la Haute-Vienne", Kind.DEPARTMENT),
        ("Ville de Limoges", Kind.COMMUNE),
        ("Commune d’Isle", Kind.COMMUNE),
        ("CCAS de Guéret", Kind.COMMUNE),
        ("Limoges Métropole", Kind.EPCI),
        ("Communauté de communes du Pays Dunois", Kind.EPCI),
        ("CA du Grand Guéret", Kind.EPCI),
        ("Grand Poitiers", Kind.EPCI),
        ("Limoges Habitat", Kind.LANDLORD),
        ("Nantes métropole habitat", Kind.LANDLORD),
        ("OPH de la Creuse", Kind.LANDLORD),
        ("SA d’HLM Dom’aulim", Kind.LANDLORD),
        ("Pôle-emploi", Kind.EMPLOYMENT),
        ("France Travail Bretagne", Kind.EMPLOYMENT),
        ("Mission locale du Pays de Guéret", Kind.EMPLOYMENT),
        ("Chambre de commerce et d'industrie", Kind.CHAMBER),
        ("CMA 23", Kind.CHAMBER),
        ("Conseils citoyens", Kind.COUNCIL),
        ("Association des maires ruraux", Kind.ASSOCIATION),
        ("Fédération des œuvres laïques", Kind.ASSOCIATION),
        ("Centre social du Val", Kind.ASSOCIATION),
        ("SNCF Réseau", Kind.COMPANY),
        ("SARL Dupont", Kind.COMPANY),
        ("Les Tilleuls en fête", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_the_kind_is_heard_in_the_name(name, kind):
    assert kind_from_name(name) == kind


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("CAF de la Creuse", "Caisse d’Allocations Familiales de la Creuse"),
        ("Pour la ville de GUÉRET", "Commune de Guéret"),
        ("Conseil général de la Creuse", "Département de la Creuse"),
        ("Conseil Régional d’Occitanie", "Région Occitanie"),
        ("A.R.S. Occitanie", "Agence régionale de santé Occitanie"),
        ("St-Étienne Métropole", "Saint Etienne métropole"),
        ("Limoges Habitat (LH)", "LIMOGES HABITAT"),
        ("CC du Pays Dunois", "Communauté de communes du Pays-Dunois"),
        ("Préfecture de la Creuse", "le Préfet de la Creuse"),
    ],
)
def test_two_writings_of_one_body_are_the_same(printed, known):
    assert match_key(printed) == match_key(known)


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("CAF de la Meuse", "CAF de la Moselle"),
        ("Ville de Limoges", "Limoges Métropole"),
        ("Ville de Guéret", "Ville de La Souterraine"),
        ("Chambre d’agriculture de la Creuse", "Chambre de métiers de la Creuse"),
        ("Conseil citoyen du Val", "Conseil citoyen du Mont"),
        ("Lycée Jean Monnet", "Conseil citoyen Jean Monnet"),
        ("Département de la Creuse", "Préfecture de la Creuse"),
        ("Club 12", "Club 13"),
        ("", ""),
    ],
)
def test_bodies_that_differ_are_told_apart(printed, known):
    assert likeness(read_name(printed), read_name(known)).score == 0


@pytest.mark.parametrize(
    ("printed", "known", "score"),
    [
        ("Métropole Limoges", "Limoges Métropole", 98),
        ("LimogesHabitat", "Limoges Habitat", 97),
        ("Association Vivre ici", "Vivre ici", 92),
        ("Batissons ensembles", "Bâtissons ensemble", 88),
        ("Vivre ici", "Vivre ici ensemble", 75),
        ("CAF", "CAF de la Creuse", 70),
        ("Guéret", "Guéret Habitat", 60),
    ],
)
def test_doubtful_names_are_weighed(printed, known, score):
    there = likeness(read_name(printed), read_name(known))
    back = likeness(read_name(known), read_name(printed))

    assert there.score == back.score == score
    assert there.why


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_symmetric_and_never_stumbles(one, other):
    assert (
        likeness(read_name(one), read_name(other)).score == likeness(read_name(other), read_name(one)).score
    )
