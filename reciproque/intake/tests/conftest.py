"""The people of the tests of the way in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory


@pytest.fixture
def ada():
    """An administrator."""
    return MembershipFactory(role=Role.ADMINISTRATOR).user


@pytest.fixture
def tom():
    """Of the project team of another contract: may bring documents for new contracts."""
    return MembershipFactory(role=Role.TEAM, contract_id=4_000).user


@pytest.fixture
def upload():
    """Bring a file by the page; returns the address of its reading."""

    def bring(client, data, name, url=None):
        file = SimpleUploadedFile(name, data)
        response = client.post(url or reverse("intake:bring_document"), {"file": file})
        assert response.status_code == 302, response.content.decode()
        return response["Location"]

    return bring
