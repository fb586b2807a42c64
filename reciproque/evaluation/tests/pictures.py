"""Pictures of campaigns written by hand: an ordinary one, an empty one, and one of as many sheets as wanted."""

from copy import deepcopy

from reciproque.enquiries.choices import RETURNED_TO_TEAM
from reciproque.evaluation.rules.questions import STANDARD

QUESTIONS = [
    {
        "key": one["key"],
        "kind": str(one["kind"]),
        "section": one["section"],
        "wording": one["wording"],
        "unit": one.get("unit", ""),
        "options": dict(line.split(" = ") for line in one.get("options", "").splitlines()),
    }
    for one in STANDARD
]
WORDS = {
    "done": "réalisé",
    "rolling_out": "en cours de déploiement",
    "launching": "en cours de lancement",
    "not_started": "non démarré",
    "suspended": "suspendu",
}
VERDICT_WORDS = {
    "reached": "atteint",
    "partly": "en partie",
    "no": "non atteint",
    "unknown": "on ne sait pas",
}
STATES = {
    "achieved": "atteint",
    "on_track": "en bonne voie",
    "insufficient": "insuffisant",
    "moving_away": "s’éloigne",
    "not_assessable": "non évaluable",
}
LONG = (
    "Trois ateliers de lecture se sont tenus chaque semaine dans les deux écoles du quartier. Ils ont réuni des "
    "familles qui ne venaient jamais. La bibliothèque a prêté ses animatrices. "
) * 12


def given(value, said=None, comment="", item=""):
    return {"item": item, "status": "given", "value": value, "said": said or value, "comment": comment}


def told(status, said):
    return {"item": "", "status": status, "value": "", "said": said, "comment": ""}


def sheet(key, title, state="accepted", level="rolling_out", **more):
    answers = {"engagement": [given(level, WORDS[level])]} if level else {}
    made = {
        "key": key,
        "subject_label": "framework.node",
        "subject_key": key,
        "title": title,
        "place": "",
        "state": state,
        "state_word": {"accepted": "validée", "submitted": "rendue", "sent": "envoyée", "refused": "refusée"}[
            state
        ],
        "organisation": "Ville de Port-Lambert",
        "submitted_on": "2026-10-05" if state in RETURNED_TO_TEAM else None,
        "reason": "",
        "answers": answers | more.pop("answers", {}),
        "items": [],
        "blocks": [],
        "verdicts": [],
        "outcome": "",
        "outcome_word": "",
        "note": "",
    }
    return made | more


def verdict(result, title, value, voice="lead", evidence=""):
    words = {"lead": "pilote", "session": "séance de validation", "inhabitants": "habitants"}
    return {
        "result": result,
        "title": title,
        "target": "",
        "voice": voice,
        "voice_word": words[voice],
        "value": value,
        "word": VERDICT_WORDS[value],
        "evidence": evidence,
    }


def indicator(key, wording, state, pillar=1, **more):
    return {
        "key": key,
        "wording": wording,
        "unit": "élèves",
        "node": "",
        "node_key": None,
        "pillar_key": pillar,
        "last": "42",
        "number": 42.0,
        "period": "2026",
        "target": "60",
        "target_number": 60.0,
        "state": state,
        "word": STATES[state],
        "reason": "",
        "people": True,
        "sex": False,
    } | more


def figures(sheets, indicators=(), **more):
    levels = [
        one["answers"]["engagement"][0]["value"] if one["answers"].get("engagement") else "" for one in sheets
    ]
    verdicts = {}
    for one in sheets:
        for voice in ("lead", "session"):
            verdicts |= {v["result"]: v["value"] for v in one["verdicts"] if v["voice"] == voice}
    by_state = {state: sum(one["state"] == state for one in indicators) for state in STATES}
    return {
        "sheets": len(sheets),
        "returned": sum(one["state"] in RETURNED_TO_TEAM for one in sheets),
        "accepted": sum(one["state"] == "accepted" for one in sheets),
        "refused": sum(one["state"] == "refused" for one in sheets),
        "excused": 0,
        "waiting": sum(one["state"] == "sent" for one in sheets),
        "by_state": {},
        "engagement": {level: levels.count(level) for level in [*WORDS, ""]},
        "verdicts": {one: list(verdicts.values()).count(one) for one in [*VERDICT_WORDS, ""]},
        "people": {"women": None, "men": None, "sheets": 0, "women_sheets": 0, "men_sheets": 0},
        "ordinary_amount": None,
        "amount_sheets": 0,
        "indicators": {
            "total": len(indicators),
            "fed": sum(bool(one["period"]) for one in indicators),
            "by_state": by_state,
            "people": sum(one["people"] for one in indicators),
            "gendered": sum(one["sex"] for one in indicators),
        },
    } | more


def picture(pillars=(), indicators=(), **more):
    """`pillars`: (key, title, sheets) each; the figures are added up."""
    told_of = [
        {
            "key": key,
            "title": title,
            "sheets": rows,
            "figures": figures(rows, [one for one in indicators if one["pillar_key"] == key]),
        }
        for key, title, rows in pillars
    ]
    every = [one for _key, _title, rows in pillars for one in rows]
    return {
        "format": 1,
        "campaign": {
            "key": 7,
            "title": "Évaluation 2026",
            "kind": "annual",
            "kind_word": "annuelle",
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "presented_on": None,
            "state": "validating",
            "state_word": "en validation",
            "contract": "Contrat de ville de Port-Lambert",
            "frozen_at": None,
        },
        "questions": deepcopy(QUESTIONS),
        "pillars": told_of,
        "figures": figures(every, list(indicators)),
        "indicators": list(indicators),
        "evaluation_questions": [],
        "sessions": [],
        "proposals": [],
        "recommendations": [],
        "missing": [],
    } | more


def ordinary():
    """Two pillars, each thing once: secret, missing, zero, without object, very long, several voices."""
    result = "framework.result:4"
    school = sheet(
        1,
        "Lire avant six ans",
        answers={
            "done": [given(LONG)],
            "publics": [given("120 98", "120 femmes, 98 hommes")],
            "difficulties": [given("Peu de pères viennent.\nLes salles manquent le soir.")],
            "ordinary_law": [given("Deux postes d’animatrices.")],
            "ordinary_amount": [given("0.00", "0 €")],
            "equality": [told("na", "sans objet")],
            "citizens": [given("=SOMME(A1) le conseil citoyen a choisi les lieux.")],
            "perspectives": [given("Ouvrir un quatrième atelier au collège.")],
            "change": [given("Parler de « lecture partagée ».")],
            "verdicts": [given("partly", "en partie", "Le relevé des écoles.", result)],
        },
        items=[{"key": result, "title": "Chaque enfant a lu dix livres", "remark": "10 livres"}],
        verdicts=[
            verdict(result, "Chaque enfant a lu dix livres", "partly", evidence="Le relevé des écoles."),
            verdict(result, "Chaque enfant a lu dix livres", "reached", "session", "Vu en séance."),
        ],
        outcome="amended",
        outcome_word="validée avec corrections",
        note="Chiffre des pères à revoir.",
        blocks=[
            {"heading": "Indicateurs", "sentence": "déjà dans le tableau"},
            {
                "heading": "Engagements des partenaires",
                "sentence": "3 engagements, dont 1 tenu",
                "facts": [["Tenus", "1"]],
            },
        ],
    )
    work = sheet(
        2, "Trouver un premier emploi", "submitted", "suspended", organisation="", place="Les Musiciens",
        answers={"done": [told("unknown", "ne sait pas")], "perspectives": [given("Reprendre avec elle.")]},
    )  # fmt: skip
    silent = sheet(3, "Garder les enfants", "sent", "")
    refused = sheet(4, "Créer une entreprise", "refused", "", reason="Ce n’est pas notre compétence.")
    indicators = [
        indicator(1, "Nombre d’élèves suivis", "on_track", sex=True),
        indicator(
            2, "Part des élèves en retard", "moving_away", unit="%", last="secret statistique", people=False
        ),
        indicator(
            3,
            "Nombre de familles reçues",
            "not_assessable",
            2,
            last="",
            period="",
            target="",
            target_number=None,
        ),
        indicator(4, "Jardins ouverts", "achieved", None, last="0", people=False),
    ]
    made = picture(
        [(1, "Réussir à l’école, avec les familles", [school]), (2, "Travailler", [work, silent, refused])],
        indicators,
        missing=[
            "1 fiche n’a pas été rendue : Garder les enfants.",
            "1 fiche a été refusée : Créer une entreprise.",
        ],
        sessions=[
            {
                "key": 1, "title": "Axe Réussir", "starts_at": "2026-11-03T14:00+01:00", "place": "Salle des fêtes",
                "state": "closed", "present": ["Ville, Mme Durand", "CAF"], "excused": [], "absent": ["Région"],
                "notes": "",
                "agenda": [
                    {
                        "sheet": 1, "title": "Lire avant six ans", "outcome": "amended",
                        "outcome_word": "validée avec corrections", "note": "Chiffre des pères à revoir.",
                    }
                ],
            }
        ],
        proposals=[
            {
                "key": 1, "kind": "reword_objective", "kind_word": "reformuler l’objectif",
                "target": "Lire avant six ans",
                "before": "Lire avant six ans", "after": "Lire ensemble avant six ans", "reason": "plus juste",
                "before_word": "Lire avant six ans", "after_word": "Lire ensemble avant six ans",
                "session": "Axe Réussir",
                "session_key": 1, "owner": "Mme Durand", "due_on": "2027-01-31", "state": "proposed",
                "state_word": "à appliquer", "outcome": "",
            }
        ],
        recommendations=[
            {
                "wording": "Ouvrir les salles le soir", "finding": "Les salles manquent", "answer": "",
                "state_word": "à suivre", "due_on": None,
            }
        ],
        evaluation_questions=[
            {
                "wording": "Le contrat a-t-il rapproché l’école et les familles ?",
                "conclusion": "Oui, dans deux écoles sur trois.",
                "criteria": [
                    {
                        "wording": "Des familles nouvelles viennent", "judgement": "reached", "word": "atteint",
                        "reasons": "Quarante familles.", "sources": "Relevé des écoles",
                    },
                    {"wording": "Elles reviennent", "judgement": "", "word": "", "reasons": "", "sources": ""},
                ],
            }
        ],
    )  # fmt: skip
    known = {"people": {"women": 120, "men": 98, "sheets": 1, "women_sheets": 1, "men_sheets": 1}}
    known |= {"ordinary_amount": "0.00", "amount_sheets": 1}
    made["figures"] |= known
    made["pillars"][0]["figures"] |= known
    return made


def crowded(count, pillars=6):
    """As many sheets, answered at length."""
    levels = list(WORDS)
    rows = []
    for number in range(count):
        result = f"framework.result:{number}"
        rows.append(
            sheet(
                number,
                f"Objectif {number} : agir avec les habitants pour que chaque quartier vive mieux",
                level=levels[number % len(levels)],
                organisation=f"Organisme {number % 23}",
                answers={
                    "done": [given(f"Action {number}. {LONG}")],
                    "difficulties": [given("Le financement arrive tard. Les agents changent souvent.")],
                    "ordinary_law": [given("Agents et équipements ordinaires.")],
                    "ordinary_amount": [given("12500.00", "12 500 €")],
                    "equality": [given("Horaires pensés pour les mères seules.")],
                    "citizens": [given("Le conseil citoyen a suivi l’action.")],
                    "perspectives": [given("Poursuivre, et élargir au quartier voisin.")],
                },
                items=[
                    {
                        "key": result,
                        "title": f"Résultat {number} visible pour les habitants",
                        "remark": "100 %",
                    }
                ],
                verdicts=[
                    verdict(
                        result,
                        f"Résultat {number}",
                        list(VERDICT_WORDS)[number % 4],
                        evidence="Enquête d’automne.",
                    )
                ],
            )
        )
    states = list(STATES)
    indicators = [
        indicator(number, f"Indicateur {number} de l’action menée", states[number % 5], 1 + number % pillars)
        for number in range(count * 2)
    ]
    groups = [
        (key, f"Axe {key} : {'vivre ensemble ' * (key % 4)}", rows[key - 1 :: pillars])
        for key in range(1, pillars + 1)
    ]
    return picture(groups, indicators)
