"""French spaces: no-break where printers set them, and nothing else of a template touched."""

import pytest
from django.template import engines
from django.template.loaders.cached import Loader as CachedLoader

from reciproque.core.typography import Loader, spaced

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "served"),
    [
        ("<p>« {{ name }} » : trois choix ; lequel ?</p>", "<p>«~{{ name }}~»~: trois choix~; lequel~?</p>"),
        ("<b>Attention !</b>", "<b>Attention~!</b>"),
        ("{% if a != b %}{{ c|default:' ' }}{% endif %}", "{% if a != b %}{{ c|default:' ' }}{% endif %}"),
        ('<a href="?q=1&amp;p=2" hx-trigger="keyup delay:1s">à 10:30</a>', None),
        ("un code :not(.x) et :: deux", None),
        ("", ""),
    ],
)
def test_spaces_are_set_where_french_wants_them(typed, served):
    assert spaced(typed) == (typed if served is None else served.replace("~", "\u00a0"))


def test_setting_twice_is_setting_once():
    once = spaced("« Où ? » : ici")

    assert spaced(once) == once


def test_templates_are_set_when_they_are_loaded(settings):
    cached = engines["django"].engine.template_loaders[0]
    assert isinstance(cached, CachedLoader)
    (loader,) = cached.loaders
    assert isinstance(loader, Loader)
    origin = cached.get_template("core/_table_count.html").origin

    plain = loader.get_contents(origin)
    settings.SET_SPACES = True
    assert "« {{" in plain
    assert loader.get_contents(origin) == spaced(plain) != plain
