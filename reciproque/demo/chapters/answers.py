"""What the leads of the present contract say each year of their objectives, told by chapter 9."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Year:
    """What one sheet answers. `people` is "women men"; `verdicts` by the first words of the expected result."""

    engagement: str
    done: str
    people: str = ""
    results: str = ""
    verdicts: dict[str, tuple[str, str]] = field(default_factory=dict)
    difficulties: str = ""
    ordinary_law: str = ""
    amount: str = ""
    citizens: str = ""
    equality: str = ""
    perspectives: str = ""
    change: str = ""


@dataclass(frozen=True)
class Led:
    """An objective by its first words: its body, its person, what is expected, what is answered by year."""

    words: str
    body: str
    person: str
    expected: list[tuple[str, str, int | None]]
    years: dict[int, Year]


METROPOLE, HABITAT, LOGIS = "Port-Lambert Métropole", "Port-Lambert Habitat", "Lance Logis"
ARS, CAF, MISSION = "Agence régionale", "Caisse d'Allocations", "Mission locale"
TOWN, VAUVELLE, AUBIN = "ville de Port-Lambert", "ville de Vauvelle", "ville de Saint-Aubin"

STORY = [
    Led(
        "Compter et publier",
        METROPOLE,
        "Hélène Vasseur",
        [("Un tableau annuel du droit commun, signataire par signataire", "9 signataires sur 9", 2027)],
        {
            2024: Year(
                "launching",
                "Une trame commune a été écrite avec les services de l’État et deux bailleurs.",
                results="Trois signataires sur neuf ont rempli la trame.",
                verdicts={"Un tableau annuel": ("no", "Trois réponses sur neuf.")},
                difficulties="Les budgets des services ne sont pas tenus par quartier.",
                perspectives="Demander les effectifs plutôt que les euros quand les euros manquent.",
            ),
            2025: Year(
                "rolling_out",
                "Six signataires ont publié leurs moyens de droit commun ; un atelier les a lus avec les habitants.",
                people="21 17",
                results="On sait pour la première fois combien d’agents travaillent dans chaque quartier.",
                verdicts={"Un tableau annuel": ("partly", "Six réponses sur neuf, dont deux sans montants.")},
                ordinary_law="Une chargée d’études à mi-temps.",
                amount="24000",
                citizens="Le conseil citoyen du Grand Large a choisi la présentation du tableau.",
                perspectives="Publier le tableau en mars, avant le vote des budgets.",
            ),
            2026: Year(
                "rolling_out",
                "Le tableau de 2025 a été publié en mars ; huit signataires sur neuf ont répondu.",
                people="34 29",
                results="Deux communes ont revu la répartition de leurs agents après l’avoir lu.",
                verdicts={"Un tableau annuel": ("partly", "Huit réponses sur neuf.")},
                ordinary_law="Une chargée d’études à mi-temps.",
                amount="25500",
                perspectives="Obtenir la neuvième réponse, celle de la région.",
            ),
        },
    ),
    Led(
        "Tenir l'égalité",
        METROPOLE,
        "Hélène Vasseur",
        [("Chaque action financée compte séparément femmes et hommes", "100 % des actions", 2026)],
        {
            2024: Year(
                "not_started",
                "Rien de particulier : la question a été inscrite dans l’appel à projets de 2025.",
                verdicts={"Chaque action": ("unknown", "Le décompte n’était pas demandé.")},
            ),
            2025: Year(
                "launching",
                "Le dossier de demande comporte deux colonnes ; vingt associations ont été formées.",
                people="31 12",
                verdicts={"Chaque action": ("partly", "62 % des bilans distinguent femmes et hommes.")},
                equality="C’est l’objet même de cet objectif.",
                perspectives="Refuser les bilans qui ne comptent pas séparément.",
                change="Ajouter un indicateur : la part des femmes dans les conseils d’administration.",
            ),
            2026: Year(
                "rolling_out",
                "Tous les bilans reçus depuis juin comptent séparément les femmes et les hommes.",
                people="46 19",
                verdicts={"Chaque action": ("reached", "48 bilans sur 48 depuis juin.")},
                equality="Deux terrains de sport ont changé d’horaires.",
            ),
        },
    ),
    Led(
        "Répondre à chaque avis",
        METROPOLE,
        "Hélène Vasseur",
        [("Une réponse écrite à chaque avis en moins de deux mois", "tous les avis", None)],
        {
            2024: Year(
                "launching",
                "Un registre des avis a été ouvert ; douze avis reçus, cinq réponses.",
                verdicts={"Une réponse écrite": ("no", "Cinq réponses sur douze, en quatre mois.")},
                citizens="Les conseils citoyens tiennent le registre avec l’équipe.",
            ),
            2025: Year(
                "launching",
                "Dix-neuf avis, quatorze réponses dont neuf dans le délai.",
                results="Trois avis ont changé un projet : éclairage, horaires du centre social, ligne de bus.",
                verdicts={"Une réponse écrite": ("partly", "Neuf réponses dans le délai sur dix-neuf.")},
                difficulties="Les réponses attendent la signature de plusieurs services.",
                citizens="Les conseils citoyens relancent eux-mêmes.",
            ),
        },
    ),
    Led(
        "Sécuriser les associations",
        "État",
        "Karim Haddad",
        [("La moitié des crédits versée par des conventions de trois ans", "50 %", 2027)],
        {
            2024: Year(
                "launching",
                "Six conventions pluriannuelles signées.",
                verdicts={"La moitié": ("no", "18 % des crédits.")},
                amount="142000",
            ),
            2025: Year(
                "rolling_out",
                "Quatorze conventions pluriannuelles, soit 37 % des crédits.",
                results="Onze associations ont pu transformer un contrat court en contrat durable.",
                verdicts={"La moitié": ("partly", "37 % des crédits.")},
                amount="298000",
                perspectives="Dix conventions de plus en 2026.",
            ),
        },
    ),
    Led(
        "Réussir la deuxième phase",
        HABITAT,
        "Sophie Mercier",
        [
            ("140 ménages relogés selon leur premier ou deuxième choix", "140 ménages", 2028),
            ("Un immeuble sur deux livré", "", 2027),
        ],
        {
            2024: Year(
                "rolling_out",
                "Trente-deux relogements, dont vingt-cinq dans le quartier demandé.",
                people="58 49",
                verdicts={
                    "140 ménages": ("partly", "32 relogements."),
                    "Un immeuble": ("no", "Permis déposé."),
                },
                amount="410000",
            ),
            2025: Year(
                "rolling_out",
                "Soixante et onze relogements au total ; le premier immeuble est hors d’eau.",
                people="131 118",
                results="Neuf ménages sur dix disent préférer leur nouveau logement.",
                verdicts={
                    "140 ménages": ("partly", "71 relogements, 64 selon le premier ou le deuxième choix."),
                    "Un immeuble": ("partly", "Hors d’eau en novembre."),
                },
                difficulties="Le prix des travaux a augmenté de 11 %.",
                ordinary_law="Deux chargées de relogement, sur fonds propres.",
                amount="96000",
                citizens="La maison du projet reçoit les ménages chaque mercredi.",
            ),
        },
    ),
    Led(
        "Faire vivre la place",
        TOWN,
        "Julien Carpentier",
        [("Le marché six jours sur sept", "6 jours", 2026)],
        {
            2024: Year(
                "launching",
                "Un quatrième jour de marché depuis septembre.",
                people="900 700",
                verdicts={"Le marché": ("partly", "Quatre jours.")},
            ),
            2025: Year(
                "suspended",
                "Les travaux de voirie ont arrêté le marché du printemps à l’automne.",
                verdicts={"Le marché": ("no", "Deux jours en moyenne.")},
                difficulties="Les commerçants ont demandé une exonération de droits de place.",
                perspectives="Reprise à cinq jours en avril.",
            ),
        },
    ),
    Led(
        "Ouvrir un centre de santé",
        ARS,
        "Dr Claire Bonnet",
        [("Deux médecins salariés au Grand Large", "2 médecins", 2026)],
        {
            2024: Year(
                "not_started",
                "Le local a été choisi ; le plan de financement n’est pas bouclé.",
                verdicts={"Deux médecins": ("no", "Aucun recrutement.")},
                difficulties="Le montage juridique entre la commune et la caisse n’est pas tranché.",
            ),
            2025: Year(
                "launching",
                "Les statuts sont votés, le local est en travaux, une médecin est recrutée.",
                verdicts={"Deux médecins": ("partly", "Une médecin recrutée pour mars 2026.")},
                ordinary_law="Deux postes de médecin financés pour trois ans.",
                amount="310000",
                citizens="Des habitantes ont visité deux centres voisins.",
            ),
        },
    ),
    Led(
        "Accompagner les familles",
        CAF,
        "",
        [
            ("Un lieu d’accueil des parents dans chaque groupe scolaire", "3 lieux", 2026),
            ("700 familles accueillies", "700 familles", 2030),
        ],
        {
            2024: Year(
                "rolling_out",
                "Deux lieux d’accueil ouverts, à Beauséjour et aux Tisserands.",
                people="388 64",
                verdicts={
                    "Un lieu": ("partly", "Deux lieux sur trois."),
                    "700 familles": ("partly", "452 familles."),
                },
                ordinary_law="Une conseillère de la caisse, un jour par semaine et par lieu.",
                amount="41000",
            ),
            2025: Year(
                "rolling_out",
                "Le troisième lieu ouvre en janvier ; des ateliers du samedi pour les pères.",
                people="402 95",
                results="Les enseignants voient arriver des parents qui ne venaient jamais.",
                verdicts={
                    "Un lieu": ("partly", "Deux ouverts, le troisième en travaux."),
                    "700 familles": ("partly", "497 familles."),
                },
                equality="Les pères sont passés d’un parent sur sept à un sur cinq.",
                citizens="Quatre mères animent elles-mêmes un atelier.",
                amount="46500",
            ),
            2026: Year(
                "rolling_out",
                "Les trois lieux sont ouverts.",
                people="451 128",
                verdicts={"Un lieu": ("reached", "Trois lieux sur trois depuis janvier.")},
            ),
        },
    ),
    Led(
        "Rendre sûrs les chemins",
        TOWN,
        "Julien Carpentier",
        [("Aucun accident d’enfant autour des écoles", "0 accident", 2027)],
        {
            2024: Year(
                "launching",
                "Un diagnostic en marchant avec deux classes et leurs parents.",
                people="27 24",
                verdicts={"Aucun accident": ("no", "Deux blessés légers.")},
            ),
            2025: Year(
                "rolling_out",
                "Une rue aux écoles, deux plateaux, des pédibus tenus par des parents.",
                people="60 41",
                verdicts={"Aucun accident": ("reached", "Aucun accident depuis septembre 2024.")},
                amount="187000",
            ),
        },
    ),
    Led(
        "Rapprocher les jeunes",
        MISSION,
        "Fatou Diallo",
        [("120 jeunes entrés en apprentissage dans les métiers du port", "120 jeunes", 2030)],
        {
            2024: Year(
                "rolling_out",
                "Deux visites de chantier par mois, un parrainage avec dix-huit entreprises.",
                people="29 41",
                verdicts={"120 jeunes": ("partly", "70 entrées en apprentissage.")},
            ),
            2025: Year(
                "rolling_out",
                "Le parrainage compte trente-deux entreprises ; une classe préparatoire a ouvert.",
                people="44 52",
                results="Sept jeunes sur dix vont au bout de leur contrat.",
                verdicts={"120 jeunes": ("partly", "96 entrées en apprentissage.")},
                equality="Une promotion de soudeuses a été ouverte avec le grand port.",
            ),
            2026: Year(
                "rolling_out",
                "Trente-neuf entreprises, deux classes préparatoires.",
                people="57 61",
                verdicts={"120 jeunes": ("partly", "118 entrées en apprentissage.")},
            ),
        },
    ),
    Led(
        "Isoler les logements",
        LOGIS,
        "Antoine Perrin",
        [("600 logements isolés", "600 logements", 2028)],
        {
            2024: Year(
                "launching",
                "Études terminées pour 240 logements.",
                verdicts={"600 logements": ("no", "Aucun logement livré.")},
            ),
            2025: Year(
                "rolling_out",
                "Cent douze logements livrés ; les suivants sont en chantier.",
                people="148 139",
                results="Les charges de chauffage baissent d’un tiers.",
                verdicts={"600 logements": ("partly", "112 logements livrés.")},
                amount="1850000",
                change="Préciser dans l’objectif qu’il s’agit aussi des parties communes.",
            ),
        },
    ),
    Led(
        "Rouvrir le centre social",
        VAUVELLE,
        "Estelle Morvan",
        [("Ouvert quatre soirs par semaine et le samedi", "", 2025)],
        {
            2024: Year(
                "done",
                "Ouvert quatre soirs et le samedi depuis octobre.",
                people="210 160",
                verdicts={"Ouvert quatre": ("reached", "Horaires affichés et tenus.")},
            ),
            2025: Year(
                "done",
                "Les horaires ont tenu toute l’année ; un cours de français du soir s’y est ajouté.",
                people="264 171",
                verdicts={"Ouvert quatre": ("reached", "Quatre soirs et le samedi, onze mois sur douze.")},
                citizens="Le conseil citoyen tient la permanence du samedi.",
            ),
        },
    ),
    Led(
        "Rompre l'isolement",
        AUBIN,
        "Nora Lemoine",
        [("Chaque personne isolée visitée une fois par semaine", "", None)],
        {
            2024: Year(
                "not_started",
                "Une enquête porte à porte auprès de 180 personnes de plus de 75 ans.",
                verdicts={"Chaque personne": ("unknown", "Le besoin n’était pas compté.")},
            ),
            2025: Year(
                "launching",
                "Vingt-six bénévoles formés, quarante personnes visitées chaque semaine.",
                people="31 9",
                verdicts={"Chaque personne": ("partly", "40 personnes visitées sur 65 qui le souhaitent.")},
            ),
        },
    ),
]
