"""Documents of other genres than contracts, to see that the reader invents nothing from them."""

from tests.readings.abroad import ABROAD, MIXED
from tests.readings.papers import FRENCH_PAPERS

ENGLISH_REPORT = """# Annual report of the harbour trust

## 1. Introduction

The trust was founded in 1921 and looks after the harbour, its two piers and the lighthouse.
This report covers the year to 31 March 2023.

## 2. Key findings

- Visitor numbers rose by 12 % over the year.
- The east pier needs new decking before the next winter.
- Three volunteers left and five joined.

## 3. Accounts

Item\tBudget\tSpent
Decking\t12,000\t11,450
Lighthouse paint\t3,500\t3,720
Insurance\t8,000\t8,000

## 4. Next steps

1. Repair the decking.
2. Paint the lighthouse.
3. Recruit a treasurer.

The trustees thank everybody who helped.
"""

COOKBOOK = """Les desserts de ma grand-mère

TARTE AUX POMMES

Ingrédients\tQuantité\tRemarque
Pommes\t6\tà cuire
Farine\t250 g\ttamisée
Beurre\t125 g\tfroid
Sucre\t100 g\t

Préparation

1. Mélanger la farine et le beurre du bout des doigts.
2. Ajouter une pincée de sel et un peu d'eau froide.
3. Étaler la pâte, la piquer à la fourchette.
4. Disposer les pommes en rosace et saupoudrer de sucre.
5. Cuire 35 minutes à four chaud.

RIZ AU LAIT

Ingrédients\tQuantité
Riz rond\t120 g
Lait entier\t1 l

- Rincer le riz à l'eau froide.
- Faire frémir le lait avec la vanille.
- Laisser gonfler quarante minutes en remuant souvent.

Astuce : servir tiède, avec un caramel au beurre salé.
"""

BYLAW = """RÈGLEMENT DE LA PISCINE MUNICIPALE

Article 1 – Ouverture

La piscine est ouverte du mardi au dimanche. Les horaires sont affichés à l'entrée.

Article 2 – Tenue

- Le maillot de bain est obligatoire.
- Le bonnet est obligatoire.
- Les chaussures restent au vestiaire.

Article 3 – Droits d'entrée

Public\tEntrée\tDix entrées
Adulte\t3,50 €\t30 €
Enfant\t2 €\t16 €
Groupe\t1,50 €\t

Article 4 – Interdictions

Il est interdit :

a) de courir autour des bassins ;
b) de manger sur les plages ;
c) d'introduire un animal.

Article 5 – Objets perdus

Les objets trouvés sont gardés un mois à la caisse.
"""

INVENTORY = """Inventaire de l'atelier

Réf.\tDésignation\tNombre\tÉtat
A-101\tMarteau\t4\tbon
A-102\tTournevis plat\t11\tbon
A-103\tScie à métaux\t2\tà réviser
B-201\tVis 4 × 40\t850\tneuf
B-202\tClou de 60\t1200\tneuf
C-301\tTable de travail\t3\tusé
C-302\tTabouret\t9\tbon

■ Armoire du fond
- trois pots de peinture
- deux rouleaux
- une échelle
■ Armoire de l'entrée
- gants
- lunettes
"""

NOVEL = """CHAPITRE III

Le train s'était arrêté au milieu des champs. Personne ne parlait. Une femme, près de la
fenêtre, comptait les poteaux sur ses doigts, et recommençait quand elle se trompait.

— Nous n'arriverons jamais, dit le petit garçon.

— Nous arriverons, répondit-elle sans tourner la tête.

Dehors, le soir venait. On entendait un chien, loin, puis plus rien. Le contrôleur passa
deux fois sans s'arrêter ; la troisième, il ôta sa casquette et s'assit parmi nous, comme
s'il avait décidé de manquer, lui aussi, le reste du voyage.

IV

Au matin, la neige avait tout repris.
"""

GENRES = {
    **FRENCH_PAPERS,
    **ABROAD,
    "french and arabic": MIXED,
    "english report": ENGLISH_REPORT,
    "cookbook": COOKBOOK,
    "bylaw": BYLAW,
    "inventory": INVENTORY,
    "novel": NOVEL,
    "empty": "",
    "blank lines": "\n\n \t\n\n",
    "table without body": "Axe\tObjectif\tIndicateur\n",
    "signs only": "- ◆ ○ ■\n\n•\n→\n<ul>\n<p></p>\n^{}\n**\n",
}

# Twenty thousand characters of one piece: what a scan that starts again at each place takes seconds for.
REPEATED = {
    piece: (piece * 20000)[:20000]
    for piece in (
        ".", "1", "(", "«", "*", "**a ", "-", "- ", "• x\n", "\t", "|", "| a | b |\n", "a\tb\n", "<ul>",
        "<table><tr><td>", "^{", " ", "mot ", "X ", "1.2.3 - a ", "2015-2020 ", "Axe 1 : ",
        "annexe ", "la loi du ", "comité de pilotage ",
        "3 réunions par an ", "Pour la ville de X\n", "TITRE\n\n", "Article 1 – X\n\n", "quartiers QPV ", "Nombre de ",
        "La Ville s'engage à ", "objectifs : ",
    )
}  # fmt: skip
