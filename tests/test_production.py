"""Production says at once what it lacks, and shuts what a laptop leaves open."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SECRET = "x7" * 30


def asked(tmp_path, question, **changed):
    """What production answers, started with these variables and no other of ours."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("RECIPROQUE_")}
    wanted = {
        "RECIPROQUE_SECRET_KEY": SECRET,
        "RECIPROQUE_ADDRESS": "https://contrats.example",
        "RECIPROQUE_HOSTS": "contrats.example",
        "RECIPROQUE_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "reciproque.config.settings.prod",
    } | changed
    environment = {name: value for name, value in {**ours, **wanted}.items() if value is not None}
    code = f"from django.conf import settings as s; print({question})"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "ADDRESS", "HOSTS", "DATA"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_what_is_needed_is_asked_for_by_name(tmp_path, name, value):
    answer = asked(tmp_path, "s.DEBUG", **{f"RECIPROQUE_{name}": value})

    assert answer.returncode != 0
    assert f"RECIPROQUE_{name} manque" in answer.stderr


@pytest.mark.parametrize("weak", ["secret", "only-for-tests-and-laptops", "a" * 49])
def test_a_secret_that_would_be_guessed_is_refused(tmp_path, weak):
    answer = asked(tmp_path, "s.DEBUG", RECIPROQUE_SECRET_KEY=weak)

    assert answer.returncode != 0
    assert "moins de 50 caractères" in answer.stderr


def test_production_is_shut(tmp_path):
    question = (
        "s.DEBUG, s.DEMO, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, "
        "s.SECURE_HSTS_SECONDS >= 31536000, s.ALLOWED_HOSTS"
    )

    answer = asked(tmp_path, question)

    assert answer.stdout.strip() == "False False True True True True ['contrats.example']"
