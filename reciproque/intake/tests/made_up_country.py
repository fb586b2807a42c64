"""A made-up country of three communes, three neighbourhoods and two contracts, as files and as rows."""

import json
from datetime import UTC, datetime

from reciproque.references.models import ListedContract, Nomenclature, Reference
from reciproque.territories.models import Commune, Department, Epci, Neighbourhood, Population, Region

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
SQUARE = [[[2.0, 46.0], [2.01, 46.0], [2.01, 46.01], [2.0, 46.01], [2.0, 46.0]]]
POINT = [[[2.5, 46.5], [2.5, 46.5], [2.5, 46.5]]]

FILES = {
    "cog2026/regions.csv": "code,nom\n75,Région du Val\n",
    "cog2026/departements.csv": "code,nom,region\n98,Val,75\n99,Mont,75\n",
    "cog2026/epci.csv": (
        "siren,nom,type,population_municipale,nb_communes\n"
        "200000001,CA du Val,CA,50000,2\n200000002,EPT du Mont,EPT,,1\n"
    ),
    "cog2026/communes.csv": (
        "code,nom,siren,departement,region,epci,ept,population\n"
        "98001,Valbourg,219800011,98,75,200000001,,40000\n"
        "98002,L'Étang,,98,75,200000001,200000002,\n"
        "99001,Montbourg,,99,75,,,300\n"
    ),
    "cog2026/arrondissements_municipaux.csv": "code,nom,commune\n98101,Valbourg 1er Arrondissement,98001\n",
    "qpv2024.csv": (
        "code_qp,lib_qp,insee_com,lat,lon,pop_municipale\n"
        "QN09801M,Bellevue,98001,46.0,2.0,2100\n"
        "QN09802N,Gare - Port,98001;98002,46.0,2.1,\n"
        'QN09803I,Les Tilleuls,"98101, 97777",46.0,2.2,900\n'
    ),
    "qpv2024.geojson": json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"code_qp": "QN09801M"},
                    "geometry": {"type": "Polygon", "coordinates": SQUARE},
                },
                {
                    "type": "Feature",
                    "id": "QN09802N",
                    "geometry": {"type": "MultiPolygon", "coordinates": [POINT]},
                },
            ],
        }
    ),
    "contrats_de_ville_2015_2023.csv": (
        "code_cv,lib_cv,insee_dep,pop_qpv_rp2018,siren_epci_2015,lib_epci_2015,nb_communes_2015\n"
        "CV001,98 - CA du Val,98,3000,200000001,CA du Val,2\n"
        "CV002,NA - Isolée,,,NA,Isolée,\n"
    ),
    "nomenclatures/p147_themes.csv": "code,libelle,parent\n1.1,Éducation,1\n1,Cohésion sociale,\n1.1a,École,1.1\n",
    "cerfa_budget_lines.csv": (
        "sens,poste,libelle_poste,ligne,libelle_ligne\n"
        "charge,60,Achats,601,Matières\ncharge,60,Achats,602,Autres\nproduit,70,Ventes,70,Ventes\n"
    ),
}


def write_country(folder):
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def rows_of_everything():
    models = [
        Region,
        Department,
        Epci,
        Commune,
        Neighbourhood,
        Population,
        Nomenclature,
        Reference,
        ListedContract,
    ]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def change(folder, name, before, after):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
