"""From bytes to text."""

import pytest

from reciproque.office.encoding import decode

pytestmark = pytest.mark.once  # no database: one engine is enough


SENTENCES = [
    "L’été à Besançon : « œuvre », coût 12 000 € — n° 3, où l’élève naît…",
    "L'école élémentaire est fermée, ça a été décidé à la mairie de Saint-Étienne.",
    "PRÉFECTURE DE LA RÉGION GRAND EST, DÉLÉGUÉ DU GOUVERNEMENT",
    "Les bailleurs s’engagent à réhabiliter 120 logements d’ici à 2022.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_the_encodings_of_french_offices_are_told_apart(sentence, encoding):
    decoded = decode(sentence.encode(encoding))

    assert decoded.text == sentence
    assert decoded.complaints == ()


def test_the_old_encoding_of_dos_too():
    assert decode(SENTENCES[1].encode("cp850")).text == SENTENCES[1]


def test_some_bad_bytes_do_not_damage_the_accents_of_the_others():
    data = "été\n".encode() * 50 + b"caf\xe9\n"

    decoded = decode(data)

    assert decoded.text.startswith("été")
    assert decoded.text.endswith("caf\ufffd\n")
    assert decoded.complaints == (
        "Octet illisible à la ligne 51.",
        "1 caractère illisible remplacé par « \ufffd » ; vérifiez les passages concernés.",
    )


def test_accents_damaged_before_are_said_with_their_line_and_left_alone():
    damaged = "Titre\nL’été à Metz".encode().decode("cp1252")

    decoded = decode(damaged.encode())

    assert decoded.text == damaged
    [complaint] = decoded.complaints
    assert "ligne 2" in complaint
    assert "« â€™ »" in complaint


@pytest.mark.parametrize("sentence", ["Ãgypte", "SÃO PAULO", "Âge : 12 ans", "â bas", *SENTENCES])
def test_sound_text_is_not_called_damaged(sentence):
    assert decode(sentence.encode()).complaints == ()


@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"\xff", b"\xff\xfe", b"\xc3", bytes(range(256)), b"\xef\xbb\xbf"]
)
def test_any_bytes_give_some_text(data):
    assert isinstance(decode(data).text, str)


def test_an_unknown_declared_encoding_is_passed_over():
    assert decode("é".encode("cp1252") * 3 + b"t\xe9", declared="klingon").text.endswith("té")
