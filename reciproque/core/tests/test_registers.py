"""What upper apps hang is found in order, by subject and by key."""

from datetime import date

from reciproque.core import registers
from reciproque.core.registers import Obstacle, Panel, Register, Tab, Waiting, WaitingSource


def tab(label, position=0, on="x.thing"):
    return Tab(on, label, "x:y", lambda user, thing: True, position=position)


def test_entries_stand_by_position_then_by_arrival():
    register = Register()
    register.hang(tab("b", 1), tab("d", 2))
    register.hang(tab("a"), tab("c", 1))

    assert [one.label for one in register] == ["a", "b", "c", "d"]


def test_entries_of_a_subject_only():
    register = Register()
    register.hang(tab("mine"), tab("other", on="x.other"))

    assert [one.label for one in register.on("x.thing")] == ["mine"]
    assert register.on("x.unknown") == []


def test_an_entry_is_found_by_its_key():
    register = Register()
    panel = Panel("x.thing", "money", lambda user, thing: None)
    register.hang(panel)

    assert register.named("money") is panel
    assert register.named("people") is None


def test_entries_without_position_keep_their_order():
    register = Register()
    register.hang(registers.Act("b", "…"))
    register.hang(registers.Act("a", "…"))

    assert [act.key for act in register] == ["b", "a"]


def test_reasons_of_all_upper_apps_are_gathered(monkeypatch):
    kept = Register()
    kept.hang(
        Obstacle("x.archive", lambda thing: [f"{thing} a des dossiers."]),
        Obstacle("x.archive", lambda thing: []),
        Obstacle("x.archive", lambda thing: ["Il reste un indicateur.", "Et un engagement."]),
        Obstacle("x.publish", lambda thing: ["Sans rapport."]),
    )
    monkeypatch.setattr(registers, "obstacles", kept)

    assert registers.reasons_from_above("x.archive", "L’axe 1") == [
        "L’axe 1 a des dossiers.",
        "Il reste un indicateur.",
        "Et un engagement.",
    ]
    assert registers.reasons_from_above("x.nothing", "L’axe 1") == []


def test_a_subject_is_found_by_its_label():
    subject = registers.Subject("x.thing", "chose", lambda user: [], str, lambda thing: "/")
    register = Register()
    register.hang(subject)

    assert register.named("x.thing") is subject


def test_what_has_a_deadline_waits_at_the_top(monkeypatch):
    today = date(2026, 3, 1)
    kept = Register()
    kept.hang(
        WaitingSource(
            "x.a", lambda user, on: [Waiting("lire", "/a"), Waiting("rendre", "/b", date(2026, 4, 1))]
        ),
        WaitingSource("x.b", lambda user, on: [Waiting(f"{user} signe", "/c", date(2026, 2, 1))]),
    )
    monkeypatch.setattr(registers, "waiting", kept)

    assert [one.what for one in registers.what_waits("Ada", today)] == ["Ada signe", "rendre", "lire"]
