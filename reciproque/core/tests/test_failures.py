"""What cannot be read is answered in French too, whatever part of the request is wrong."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

SIGN_IN = "/connexion/"


@pytest.mark.parametrize(
    "data",
    [
        {"email": "a@exemple.fr", "password": "a" * 6_000_000},
        {f"champ-{number}": "" for number in range(20_001)},
        {f"fichier-{number}": SimpleUploadedFile("a.md", b"a") for number in range(101)},
    ],
    ids=["too much text", "too many fields", "too many files"],
)
def test_what_is_too_much_is_said_in_french(read, data):
    page = Client().post(SIGN_IN, data)

    assert page.status_code == 400
    assert read(page).select_one("h1").get_text() == "Cette demande n’a pas pu être lue"
    assert "Rien n’a été enregistré" in read(page).get_text()


def test_a_visitor_by_a_name_that_is_not_ours_learns_nothing(read):
    page = Client().get(SIGN_IN, HTTP_HOST="ailleurs.example")

    assert page.status_code == 400
    assert "ailleurs.example" not in page.content.decode()
