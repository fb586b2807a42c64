"""Parts of pages rendered by themselves, and read as a browser reads them."""

from types import SimpleNamespace

from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory


def page(template, context=None, *, query=None, user=None):
    request = RequestFactory().get("/page/", query or {})
    request.user = user or AnonymousUser()
    request.resolver_match = SimpleNamespace(view_name="framework:nodes")
    return BeautifulSoup(render_to_string(template, context or {}, request=request), "html.parser")


def text(tag):
    return " ".join(tag.get_text().split())
