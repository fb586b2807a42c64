"""The acronyms that people of the trade use without saying what they mean."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Acronym:
    """An acronym, what its letters stand for, and what it is in plain words (may be empty)."""

    word: str
    meaning: str
    plain: str

    @property
    def anchor(self) -> str:
        return self.word.lower()


# Each acronym on its line, what it is in plain words below it.
_WRITTEN = """
AAP = appel à projets
    Chaque année, l’État et les collectivités invitent à déposer des actions à financer.
ADT = agent de développement territorial
    Personne qui suit le projet et les associations d’un quartier ou d’une commune.
ANAH = Agence nationale de l’habitat
    Finance la rénovation des logements privés.
ANCT = Agence nationale de la cohésion des territoires
    Porte la politique de la ville au niveau national depuis 2020, à la suite du CGET.
ANRU = Agence nationale pour la rénovation urbaine
    Finance et suit le renouvellement urbain des quartiers (PNRU, puis NPNRU).
ARS = agence régionale de santé
    Pilote la politique de santé dans la région.
ASV = atelier santé ville
    Coordonne les actions de santé dans les quartiers prioritaires.
BOP = budget opérationnel de programme
    La part d’un programme du budget de l’État confiée à un responsable local.
CAF = caisse d’allocations familiales
    Verse les prestations familiales et finance notamment les centres sociaux.
CC = conseil citoyen
    Habitants et acteurs locaux associés au contrat, depuis la loi du 21 février 2014.
CCAS = centre communal d’action sociale
    Service social de la commune.
CDC = Caisse des dépôts et consignations
    Sa direction Banque des territoires prête et investit dans les quartiers.
CGET = Commissariat général à l’égalité des territoires
    A porté la politique de la ville de 2014 à 2019 ; remplacé par l’ANCT.
CIV = comité interministériel des villes
    Réunit les ministres autour du Premier ministre pour décider de la politique de la ville.
CLAS = contrat local d’accompagnement à la scolarité
    Aide aux devoirs et ouverture culturelle, avec la CAF.
CLS = contrat local de santé
    Engagements entre l’ARS et une collectivité sur la santé des habitants.
CLSM = conseil local de santé mentale
    Réunit élus, psychiatrie, usagers et aidants d’un territoire.
CLSPD = conseil local de sécurité et de prévention de la délinquance
    Présidé par le maire ; CISPD quand il est intercommunal.
CNV = Conseil national des villes
    Instance consultée par le Gouvernement sur la politique de la ville.
COPIL = comité de pilotage
    Réunit les signataires et prend les décisions du contrat.
COTECH = comité technique
    Prépare les décisions du comité de pilotage.
CPAM = caisse primaire d’assurance maladie
    Caisse départementale de l’assurance maladie.
CPO = convention pluriannuelle d’objectifs
    Soutien à une association sur plusieurs années, en général trois ou quatre.
CRC = chambre régionale des comptes
    Contrôle les comptes et la gestion des collectivités.
CTG = convention territoriale globale
    Accord entre la CAF et une collectivité sur les services aux familles.
CUCS = contrat urbain de cohésion sociale
    Le contrat d’avant 2015 (2007-2014).
DASEN = directeur ou directrice académique des services de l’éducation nationale
    Représente le recteur ou la rectrice dans le département.
DDETS = direction départementale de l’emploi, du travail et des solidarités
    Service de l’État dans le département, né en 2021 de la DDCS et de l’unité départementale de la DIRECCTE.
DDT = direction départementale des territoires
    Service de l’État pour l’aménagement et l’habitat dans le département (DDTM sur le littoral).
DGCL = direction générale des collectivités locales
    Direction du ministère qui suit les collectivités et la politique de la ville.
DP = délégué ou déléguée du préfet
    Représente l’État dans un ou plusieurs quartiers.
DPV = dotation politique de la ville
    Aide de l’État à l’investissement des communes qui ont des quartiers prioritaires.
DRAC = direction régionale des affaires culturelles
    Service de l’État pour la culture dans la région.
DRE = dispositif de réussite éducative
    Voir PRE.
DREETS = direction régionale de l’économie, de l’emploi, du travail et des solidarités
    Service de l’État dans la région.
DSU = dotation de solidarité urbaine et de cohésion sociale
    Dotation de l’État aux communes dont la population a de faibles ressources.
EPCI = établissement public de coopération intercommunale
    Métropole, communauté urbaine, d’agglomération ou de communes.
EQ2030 = Engagements Quartiers 2030
    Nom de la génération de contrats de ville 2024-2030.
ERR = engagements renforcés et réciproques
    Ceux du protocole qui prolonge les contrats de 2015 jusqu’en 2022.
ESS = économie sociale et solidaire
    Associations, coopératives, mutuelles, fondations, entreprises sociales.
FDVA = fonds pour le développement de la vie associative
    Aide de l’État à la formation des bénévoles et au fonctionnement des associations.
FEDER = Fonds européen de développement régional
    Finance notamment l’aménagement des quartiers.
FIPD = fonds interministériel de prévention de la délinquance
    Crédits de l’État pour la prévention et la sécurité.
FONJEP = Fonds de coopération de la jeunesse et de l’éducation populaire
    Verse l’aide de l’État à des postes dans les associations : « un poste FONJEP ».
FPH = fonds de participation des habitants
    Petite enveloppe pour des projets portés par des habitants et habitantes.
FSE = Fonds social européen
    Finance l’emploi et l’inclusion ; FSE+ depuis 2021.
GIP = groupement d’intérêt public
    Structure commune à plusieurs organismes publics, parfois porteuse du contrat.
GUSP = gestion urbaine et sociale de proximité
    Entretien et vie quotidienne d’un quartier, réglés entre bailleurs, ville et habitants ; GUP en plus court.
IAE = insertion par l’activité économique
    Chantiers, associations et entreprises d’insertion.
INSEE = Institut national de la statistique et des études économiques
MOUS = maîtrise d’œuvre urbaine et sociale
    Équipe qui conduit le contrat ou accompagne des ménages.
NPNRU = nouveau programme national de renouvellement urbain
    Programme de l’ANRU lancé en 2014, à la suite du PNRU.
ONPV = Observatoire national de la politique de la ville
    Publie les chiffres des quartiers prioritaires.
OPH = office public de l’habitat
    Bailleur social public.
P147 = programme 147 « politique de la ville »
    Crédits de l’État propres à la politique de la ville, dans le budget de la Nation.
PAQTE = Pacte avec les quartiers pour toutes les entreprises
    Engagements d’entreprises : sensibiliser, former, recruter, acheter.
PEDT = projet éducatif territorial
    Organise les activités des enfants avant, pendant et après l’école.
PLIE = plan local pour l’insertion et l’emploi
    Accompagne vers l’emploi les personnes qui en sont le plus éloignées.
PMI = protection maternelle et infantile
    Service du département pour les femmes enceintes et les enfants de moins de six ans.
PNRU = programme national pour la rénovation urbaine
    Premier programme de l’ANRU (2003-2020).
PRE = programme de réussite éducative
    Parcours individuels pour des enfants de 2 à 16 ans et leur famille.
PRU = projet de rénovation urbaine
    Le projet d’un quartier dans le PNRU.
QPV = quartier prioritaire de la politique de la ville
    Quartier délimité par décret selon le revenu de ses habitants ; carte de 2015, revue en 2024.
QRR = quartier de reconquête républicaine
    Quartier où les effectifs de police ont été renforcés à partir de 2018.
QVA = quartier de veille active
    Quartier sorti de la géographie prioritaire, suivi par le contrat sans ses aides.
REP = réseau d’éducation prioritaire
    Écoles et collèges aux moyens renforcés ; REP+ quand les difficultés sont plus fortes.
RSA = revenu de solidarité active
    Revenu minimum versé par la CAF ou la MSA.
SIRET = système d’identification du répertoire des établissements
    Numéro de 14 chiffres de chaque établissement.
TFPB = taxe foncière sur les propriétés bâties
    Dans les quartiers, les bailleurs ont un abattement de 30 %, contre un service renforcé.
TVA = territoire de veille active
    Territoire sorti de la géographie prioritaire ; rien à voir, ici, avec la taxe.
VVV = Ville Vie Vacances
    Activités pour les jeunes pendant les vacances scolaires.
ZFU = zone franche urbaine-territoire entrepreneur
    Exonérations d’impôts pour les entreprises de certains quartiers.
ZUS = zone urbaine sensible
    Géographie prioritaire avant 2015.
"""


def _read(written: str) -> list[Acronym]:
    found: list[Acronym] = []
    for line in written.strip().splitlines():
        if line.startswith(" "):
            found[-1] = Acronym(found[-1].word, found[-1].meaning, line.strip())
        else:
            word, meaning = line.split(" = ")
            found.append(Acronym(word, meaning, ""))
    return found


ACRONYMS = _read(_WRITTEN)
