"""The page about states is what the table says."""

from io import StringIO

from django.conf import settings
from django.core.management import call_command

from claims.management.commands.statechart import chart


def test_states_page_is_fresh():
    assert (settings.BASE_DIR / "docs" / "states.md").read_text() == chart()


def test_statechart_checks_without_writing():
    out = StringIO()

    call_command("statechart", "--check", stdout=out)

    assert out.getvalue() == "docs/states.md is up to date.\n"
