"""Chapter 5: objectives find the lists that they answer; a plan is imported; national measures are localised."""

from io import BytesIO
from typing import Any

from reciproque.demo.chapters.stage import HERE, Stage, on
from reciproque.demo.chapters.years import node
from reciproque.framework.actions import lists, tying
from reciproque.framework.choices import Applies, Engagement
from reciproque.framework.imports.lists import read_list
from reciproque.framework.queries import matrix_of, nomenclatures_for_ties
from reciproque.references.choices import LEGAL_OBJECTIVES, P147, PAQTE

LEFT = 4  # of ten suggestions of the newest contract, those that still wait for somebody

UNLIKELY = {LEGAL_OBJECTIVES: "3"}
"""Doctors on a salary are no policy of employment: the team sets that suggestion aside."""


def tell(stage: Stage) -> None:
    _past(stage)
    _present(stage)
    _local_plan(stage)
    _roadmap(stage)


def _list(contract: Any, code: str) -> Any:
    return nomenclatures_for_ties(contract).get(code=code)


def _line(contract: Any, code: str, line: str) -> Any:
    return _list(contract, code).references.filter(code=line).first()


def _suggested(contract: Any, nomenclature: Any) -> list[tuple[int, int]]:
    found = matrix_of(contract, nomenclature).suggestions()
    return [(one.aim, one.line) for _row, one in found]


def _judge(stage: Stage, contract: Any, nomenclature: Any, pairs: Any, day: str, *, confirm: bool) -> None:
    if pairs:
        tying.judge_suggestions(
            set(pairs),
            contract=contract,
            nomenclature=nomenclature,
            confirm=confirm,
            by=stage.team,
            at=on(day),
        )


def _past(stage: Stage) -> None:
    """The contract of 2015 was gone through once, in one afternoon: all but what the team did not believe."""
    contract = stage.contracts["2015"]
    for code, day in ((LEGAL_OBJECTIVES, "2019-10-07"), (P147, "2019-10-08")):
        nomenclature = _list(contract, code)
        pairs = _suggested(contract, nomenclature)
        _judge(stage, contract, nomenclature, pairs[-2:], day, confirm=False)
        _judge(stage, contract, nomenclature, pairs[:-2], day, confirm=True)


def _present(stage: Stage) -> None:
    """The contract of today: the surest are confirmed, one is set aside, others wait; some are tied by hand."""
    contract = stage.contracts["2024"]
    for code, line in UNLIKELY.items():
        aim, reference = node(contract, "Ouvrir un centre de santé"), _line(contract, code, line)
        tying.set_tie(aim, reference, wanted="refused", seen=None, by=stage.team, at=on("2024-11-18"))
    for code in (LEGAL_OBJECTIVES, P147, PAQTE):
        nomenclature = _list(contract, code)
        pairs = _suggested(contract, nomenclature)
        sure = pairs[: len(pairs) - max(2, len(pairs) * LEFT // 10)]
        _judge(stage, contract, nomenclature, sure, "2024-11-18", confirm=True)
        _judge(stage, contract, nomenclature, pairs[-1:], "2024-11-18", confirm=False)
    by_hand = {
        "Tenir l'égalité": (LEGAL_OBJECTIVES, "10"),
        "Compter et publier": (P147, "4.1"),
        "Répondre à chaque avis": (P147, "1.5"),
        "Faire vivre la place": (LEGAL_OBJECTIVES, "7"),
    }
    for words, (code, line) in by_hand.items():
        aim, reference = node(contract, words), _line(contract, code, line)
        if aim is not None and reference is not None:
            tying.set_tie(aim, reference, wanted="confirmed", seen=None, by=stage.team, at=on("2024-11-19"))


def _brought(file: str, contract: Any, day: str, *, by: Any, **values: Any) -> Any:
    """A list from its file, as a person imports it: judged, then kept."""
    read = read_list(BytesIO((HERE / "documents" / file).read_bytes()), name=file, into=None)
    return lists.import_list(contract, read.lines, into=None, by=by, at=on(day), **values)


def _local_plan(stage: Stage) -> None:
    contract = stage.contracts["2024"]
    plan = _brought(
        "plan-local-de-sante.csv",
        contract,
        "2025-02-03",
        by=stage.team,
        name="Plan local de santé de Port-Lambert",
        source="Contrat local de santé 2025-2029, signé le 20 janvier 2025",
        measures=False,
    )
    pairs = _suggested(contract, plan)
    _judge(stage, contract, plan, pairs[:3], "2025-02-04", confirm=True)


def _roadmap(stage: Stage) -> None:
    """The administration loads a roadmap of the State; the team says what of it applies, where, how far."""
    contract = stage.contracts["2024"]
    roadmap = _brought(
        "feuille-de-route-nationale.csv",
        None,
        "2024-09-02",
        by=stage.admin,
        name="Feuille de route pour les quartiers (exemple)",
        source="Liste inventée pour la démonstration",
        measures=True,
    )
    places = {str(place): place for place in contract.neighbourhoods.all()}
    said = {
        "M02": (Applies.APPLIES, Engagement.ROLLING_OUT, "une cité éducative au Grand Large", "Grand Large"),
        "M03": (Applies.APPLIES, Engagement.ROLLING_OUT, "120 stages par an", ""),
        "M05": (Applies.APPLIES, Engagement.LAUNCHING, "80 contrats en 2027", "Tisserands"),
        "M06": (Applies.APPLIES, Engagement.DONE, "", ""),
        "M08": (Applies.WILL, Engagement.NOT_STARTED, "un centre de santé, deux médecins", "Grand Large"),
        "M09": (Applies.APPLIES, "", "", ""),
        "M10": (Applies.APPLIES, Engagement.DONE, "une déléguée pour cinq quartiers", ""),
        "M11": (Applies.APPLIES, Engagement.ROLLING_OUT, "deuxième phase, 214 logements", "Grand Large"),
        "M13": (Applies.WILL, "", "un lieu par quartier", ""),
        "M14": (Applies.APPLIES, Engagement.LAUNCHING, "la moitié des crédits en 2027", ""),
        "M15": (Applies.WILL, "", "", ""),
        "M12": (Applies.NOT, "", "", ""),
        "M20": (Applies.NOT, "", "", ""),
    }
    for line in roadmap.references.filter(code__in=said):
        state, level, target, where = said[line.code]
        lists.localise(
            contract,
            line,
            seen=None,
            by=stage.team,
            at=on("2025-03-10"),
            state=state,
            engagement=level,
            target=target,
            comment="Pas de copropriété dégradée recensée." if line.code == "M12" else "",
            neighbourhoods=[place for name, place in places.items() if where and where in name],
        )
