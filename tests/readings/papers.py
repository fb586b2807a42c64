"""French papers of a town hall and of life that are no contract, each with what could mislead a reader of contracts:
numbered headings, objectives, signatures, commitments, tables, amounts, dates."""

MINUTES = """COMMUNE DE SAINT-AUBIN-LES-BOIS
PROCÈS-VERBAL DU CONSEIL MUNICIPAL
Séance du 14 mars 2023

Présents : Mme Leroux, M. Petit, Mme Haddad, M. Garnier
Excusés : M. Roy (pouvoir à M. Petit)
Secrétaire de séance : Mme Haddad

1. Approbation du compte rendu précédent
Le compte rendu de la séance du 7 février est adopté à l'unanimité.

2. Budget du camping
M. Petit présente le budget. Les recettes baissent de 4 %. Mme Leroux voudrait refaire les sanitaires.
Vote : 14 pour, 1 abstention.

3. Dénomination de la rue du Lavoir
Le conseil décide de donner à la voie le nom de rue du Lavoir.

4. Questions diverses
- Éclairage du stade : un devis est attendu.
- Chats errants : la convention avec la fondation est reconduite.

La séance est levée à 22 h 40.
Le maire, Anne Leroux
"""

INVOICE = """SARL Menuiserie Duval
12, rue des Tanneurs – 61000 Nulle-Part
SIRET 123 456 789 00012

FACTURE N° 2023-0147
Date : 03/04/2023        Échéance : 03/05/2023
Client : Syndicat des copropriétaires Les Peupliers

Désignation\tQuantité\tPrix unitaire HT\tTotal HT
Fourniture d'une porte palière\t2\t640,00\t1 280,00
Pose et réglage\t6 h\t48,00\t288,00
Évacuation des gravats\t1\t75,00\t75,00

Total HT\t1 643,00 €
TVA 10 %\t164,30 €
Net à payer\t1 807,30 €

Règlement par virement sous 30 jours. Pénalités de retard : trois fois le taux légal.
"""

CV = """Camille Berger
Cheffe de projet
camille.berger@exemple.fr – 06 00 00 00 00

EXPÉRIENCE
2019-2023 : Cheffe de projet, Agence Bleue
- Pilotage d'une équipe de six personnes
- Suivi d'un budget de 450 000 €
- Mise en place d'indicateurs de qualité
2015-2019 : Chargée de mission, Cabinet Nord
- Animation de réunions
- Rédaction de diagnostics

FORMATION
2015 : Master de géographie
2012 : Baccalauréat, mention bien

LANGUES
Anglais (courant), espagnol (notions)

CENTRES D'INTÉRÊT
Chorale, randonnée, échecs
"""

LAW = """CODE DES BASSINS

Livre Ier : Dispositions générales
Titre Ier : Principes
Chapitre Ier : Objet

Article L. 111-1
Les bassins concourent à la santé publique. Leur entretien est d'intérêt général.

Article L. 111-2
L'exploitant tient un registre. Il le présente à toute réquisition.

Article L. 111-3
I. – Est puni de 1 500 euros d'amende le fait de ne pas tenir le registre mentionné à l'article L. 111-2.
II. – La récidive est punie de 3 000 euros d'amende.

Chapitre II : Contrôle

Article L. 112-1
Les agents habilités constatent les infractions. Ils dressent procès-verbal.

Article L. 112-2
Un décret en Conseil d'État fixe les modalités d'application du présent chapitre.
"""

TENDER = """RÈGLEMENT DE LA CONSULTATION
Marché à procédure adaptée n° 2023-MAPA-08

ARTICLE 1 – OBJET DU MARCHÉ
Fourniture et livraison de repas en liaison froide pour le restaurant scolaire.

ARTICLE 2 – DURÉE
Le marché est conclu pour un an, reconductible deux fois, du 1er septembre 2023 au 31 août 2024.

ARTICLE 3 – PIÈCES À REMETTRE
- acte d'engagement daté et signé
- bordereau des prix
- mémoire technique

ARTICLE 4 – CRITÈRES DE JUGEMENT
Critère\tPondération
Prix\t40 %
Qualité des repas\t40 %
Délais de livraison\t20 %

ARTICLE 5 – REMISE DES OFFRES
Les offres parviennent avant le 12 juin 2023 à 12 h.
"""

PAPER = """Effet de la température sur la levée du blé tendre

A. Martin, B. Rossi, C. Nguyen

Résumé. Nous mesurons la levée de trois variétés à cinq températures. La levée croît jusqu'à 18 °C.

1. Introduction
La germination dépend de l'eau et de la chaleur [1, 2]. Peu d'études portent sur les sols argileux.

2. Matériel et méthodes
2.1 Semences
Trois variétés ont été semées (n = 120).
2.2 Mesures
La levée est notée chaque jour à 8 h.

3. Résultats
Variété\tTempérature (°C)\tLevée (%)
Alpha\t12\t71,2 ± 3,1
Alpha\t18\t93,5 ± 1,8
Beta\t12\t64,0 ± 4,0

4. Discussion
L'écart entre variétés est significatif (p < 0,01).

Références
[1] Durand, J. (2011). La graine et l'eau. Presses vertes.
[2] Lopez, M. (2014). Germination. Éditions du Champ.
"""

SOURCE_CODE = '''#include <stdio.h>
/* Axe 1 : la boucle principale */
def objectif(n):
    """Renvoie l'indicateur."""
    for i in range(n):
        if i % 2 == 0:
            print(f"résultat {i}")
    return n

class Axe(Base):
    titre = "1.1 Objectif"
    def __init__(self, *, code: str = "A-1") -> None:
        self.code = code  # TODO: gouvernance
'''

LOG = """2023-04-03 08:00:01,204 INFO  serveur: démarrage 3.2.1
2023-04-03 08:00:02,871 INFO  base: 12 connexions ouvertes
2023-04-03 08:14:55,003 WARN  courrier: réponse lente (4 210 ms)
2023-04-03 08:14:59,118 ERROR courrier: délai dépassé
    at Courrier.envoyer(Courrier.java:114)
    at Travail.executer(Travail.java:52)
2023-04-03 08:15:00,000 INFO  courrier: nouvel essai 1/5
2023-04-03 09:00:00,000 INFO  sauvegarde: 1 204 fichiers
"""

CSV_DUMP = """id;nom;ville;date;montant;statut
1;Dupont;Nulle-Part;2023-01-04;120,50;payé
2;Haddad;Val-Clair;2023-01-09;80,00;en attente
3;Nguyen;Nulle-Part;2023-01-11;45,10;payé
4;Lopez;Val-Clair;2023-02-01;300,00;annulé
5;Rossi;Nulle-Part;2023-02-14;18,90;payé
"""

MAIL_THREAD = """Bonjour à tous,

Merci pour vos retours. Je vous propose de caler la réunion jeudi à 10 h, en salle 2.
À l'ordre du jour :
- les vacances de Pâques
- la machine à café
- le planning de juin

Bonne journée,
Léa

Le mar. 4 avr. 2023 à 09:12, Karim a écrit :
> Jeudi me va. Vendredi je suis en congé.
>
> Le lun. 3 avr. 2023 à 17:40, Léa a écrit :
>> Qui est là cette semaine ?
>> Il faut décider pour la machine à café.
"""

STATUTES = """STATUTS DE L'ASSOCIATION « LES AMIS DU VIEUX MOULIN »

Article 1 – Dénomination
Il est fondé entre les adhérents une association régie par la loi du 1er juillet 1901.

Article 2 – Objet
L'association a pour objet :
- de restaurer le moulin,
- d'organiser des visites,
- de transmettre les savoirs des meuniers.

Article 3 – Siège
Le siège est fixé à la mairie de Nulle-Part.

Article 4 – Ressources
Cotisations, dons, subventions.

Article 5 – Bureau
Le bureau est composé d'un président, d'un secrétaire et d'un trésorier, élus pour trois ans.

Article 6 – Assemblée générale
Elle se réunit une fois par an, au mois de mai.

Fait à Nulle-Part, le 12 mai 2021
La présidente                     Le trésorier
"""

BUDGET = """BUDGET PRIMITIF 2023 – SECTION DE FONCTIONNEMENT

Chapitre\tLibellé\tBudget 2022\tBudget 2023
011\tCharges à caractère général\t412 000\t437 500
012\tCharges de personnel\t1 204 000\t1 251 000
65\tAutres charges de gestion courante\t188 000\t190 000
66\tCharges financières\t41 200\t38 900
\tTotal des dépenses\t1 845 200\t1 917 400
70\tProduits des services\t203 000\t211 000
73\tImpôts et taxes\t1 120 000\t1 158 000
74\tDotations\t522 200\t548 400
\tTotal des recettes\t1 845 200\t1 917 400
"""

PLAY = """ACTE II, SCÈNE 3

La cour d'une ferme. Le soir.

MARTHE. – Vous ne direz rien.
LE VALET, posant son seau. – Je ne dirai rien, mais je l'ai vu.
MARTHE. – Qu'avez-vous vu ?
LE VALET. – Ce que tout le monde verra demain.
(Il sort. On entend une porte.)
MARTHE, seule. – Demain !
"""

MANUAL = """NOTICE D'UTILISATION – LAVE-LINGE LX-200

1. Consignes de sécurité
   1.1 Ne branchez pas l'appareil avec les mains mouillées.
   1.2 Tenez les enfants éloignés.
2. Première mise en service
   a) Retirez les vis de transport.
   b) Réglez les pieds.
   c) Faites un cycle à vide à 60 °C.
3. Codes d'erreur
   E1\tArrivée d'eau fermée
   E2\tFiltre bouché
   E3\tPorte ouverte
4. Garantie
   L'appareil est garanti deux ans, pièces et main-d'œuvre.
"""

LEASE = """CONTRAT DE LOCATION D'UN LOGEMENT VIDE

Entre les soussignés :
M. Paul Martin, bailleur, demeurant 3, rue Haute à Nulle-Part
et
Mme Inès Lopez, locataire,
il a été convenu ce qui suit.

1. Désignation
Un appartement de trois pièces, 62 m², au deuxième étage.

2. Durée
Le bail est conclu pour trois ans, du 1er juillet 2022 au 30 juin 2025.

3. Loyer
Le loyer est fixé à 610 euros par mois, payable d'avance le 5.

4. Obligations du locataire
Le locataire s'engage à user paisiblement du logement, à l'entretenir et à l'assurer.

Fait en deux exemplaires à Nulle-Part, le 24 juin 2022
Le bailleur                                La locataire
"""

COMPANY_PLAN = """PLAN STRATÉGIQUE 2023-2026 DE LA LAITERIE DU PRÉ

Notre vision
Devenir la première laiterie bio de la vallée.

Axe 1 : Développer les ventes
Objectif 1.1 : Ouvrir dix points de vente
Objectif 1.2 : Vendre en ligne
Indicateurs : chiffre d'affaires, nombre de clients

Axe 2 : Réduire les coûts
Objectif 2.1 : Moderniser la chaîne d'emballage
Objectif 2.2 : Renégocier les contrats d'énergie
Indicateurs : coût par litre

Gouvernance du plan
Le comité de direction se réunit chaque mois.
"""

FRENCH_PAPERS = {
    "minutes": MINUTES,
    "invoice": INVOICE,
    "cv": CV,
    "law": LAW,
    "tender": TENDER,
    "paper": PAPER,
    "source code": SOURCE_CODE,
    "log": LOG,
    "csv dump": CSV_DUMP,
    "mail thread": MAIL_THREAD,
    "statutes": STATUTES,
    "budget": BUDGET,
    "play": PLAY,
    "manual": MANUAL,
    "lease": LEASE,
}
STRUCTURED_ALIKE = {"company plan": COMPANY_PLAN}
"""Built as a contract is, about something else: what is read stands in it, and the reading says that it is none."""
