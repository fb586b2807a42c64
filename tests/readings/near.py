"""Neighbours of a city contract: invented, built as those papers are. What a person reads in each stands beside it."""

TFPB = """CONVENTION D'UTILISATION DE L'ABATTEMENT DE TFPB
dans les quartiers prioritaires de la politique de la ville

Quartier prioritaire : La Briqueterie

Entre l'État, représenté par M. Alain Roux, Préfet,
Vernoise Agglomération, représentée par Mme Jeanne Morel, Présidente,
et l'office Habitat du Val, représenté par M. Denis Faure, Directeur général.

Article 1 – Objet
La présente convention fixe l'utilisation de l'abattement de 30 % de la taxe foncière pour les années 2024-2030.
Elle est annexée au contrat de ville 2024-2030 de Vernoise Agglomération.

Article 2 – Engagements
L'office Habitat du Val s'engage à renforcer la présence du personnel de proximité.
L'office Habitat du Val s'engage à transmettre chaque année un bilan aux conseils citoyens.

Article 3 – Programme d'actions
Axe\tAction\tMontant prévisionnel
Renforcement de la présence de proximité\tMédiation sociale\t42 000 €
Sur-entretien\tNettoyage renforcé des halls\t18 500 €
Animation, lien social, vivre ensemble\tJardins partagés\t6 000 €

Article 4 – Pilotage
Le comité de suivi se réunit deux fois par an.

Fait à Vernoise, le 12 décembre 2024

Pour l'État, le Préfet, Alain ROUX
Pour Vernoise Agglomération, la Présidente, Jeanne MOREL
Pour Habitat du Val, le Directeur général, Denis FAURE
"""

PAQTE = """PACTE AVEC LES QUARTIERS POUR TOUTES LES ENTREPRISES (PAQTE)
Contrat de ville de Vernoise Agglomération

Axe 1 : Sensibiliser
Objectif 1.1 : Accueillir des élèves de troisième en stage
Indicateurs : nombre de stagiaires issus des QPV
Axe 2 : Former
Objectif 2.1 : Développer l'apprentissage des jeunes des quartiers prioritaires
Indicateurs : nombre d'apprentis
Axe 3 : Recruter
Objectif 3.1 : Recruter sans discriminer
Indicateurs : nombre de recrutements
Axe 4 : Acheter
Objectif 4.1 : Acheter de façon plus inclusive

Les entreprises s'engagent à désigner un référent dans chaque établissement.

Pour l'État, le Préfet, Alain ROUX
Pour le Club des entreprises, le Président, Marc LENOIR
"""

HEALTH = """CONTRAT LOCAL DE SANTÉ 2023-2027
Vernoise Agglomération

Préambule
Le contrat local de santé s'articule avec le contrat de ville 2024-2030.

Axe 1 : Accès aux droits et aux soins
Objectif 1.1 : Réduire le renoncement aux soins dans les quartiers prioritaires
Résultats attendus
- Davantage d'habitants déclarent un médecin traitant
Objectif 1.2 : Développer la médiation en santé

Axe 2 : Santé mentale
Objectif 2.1 : Former les professionnels de premier accueil
Indicateurs
- Nombre de professionnels formés

Gouvernance
Le comité de pilotage se réunit une fois par an. Il associe l'Agence régionale de santé et l'agglomération.

Signataires
Pour l'Agence régionale de santé, la Directrice générale, Paule ARNAUD
Pour Vernoise Agglomération, la Présidente, Jeanne MOREL
"""

PROJECTS = """# Contrat de ville 2024-2030 de Vernoise Agglomération

## Projet de quartier : Les Tilleuls

### Enjeu 1 : Vivre dans un quartier apaisé

| Objectif | Résultats attendus | Indicateurs |
| --- | --- | --- |
| Apaiser la circulation aux abords des écoles | Des trajets plus sûrs | Nombre d'accidents |
| Renforcer la présence humaine en soirée | Moins de tensions | Nombre de médiations |

## Projet de quartier : Champ Rond

### Enjeu 1 : Accéder à l'emploi

| Objectif | Résultats attendus | Indicateurs |
| --- | --- | --- |
| Lever les freins à la mobilité | Davantage de permis | Nombre de permis financés |

## Gouvernance

Le comité de pilotage se réunit deux fois par an.
"""

SHEET = """FICHE PROJET
Contrat de ville 2024-2030 – Vernoise Agglomération

Intitulé de l'action : Chantiers éducatifs
Porteur : Association Passerelle
Quartier prioritaire : Les Tilleuls

Objectifs
- Remobiliser des jeunes sans emploi ni formation
- Financer un projet collectif

Résultats attendus
- Huit jeunes par chantier
- Une entrée en formation sur deux

Indicateurs
- Nombre de jeunes accueillis
- Nombre de sorties vers l'emploi ou la formation

Coût total : 24 000 €, dont 12 000 € demandés à l'État
"""

NEAR = {"tfpb": TFPB, "paqte": PAQTE, "health": HEALTH, "projects": PROJECTS, "sheet": SHEET}
