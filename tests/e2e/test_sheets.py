"""What Chromium reads in a shortened sheet is what it reads in the one that we wrote."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from factcheck.assets import shortened

pytestmark = pytest.mark.browser
SHEETS = sorted(Path(settings.BASE_DIR).glob("claims/static/claims/css/*.css"))
READ = """(both) => both.map((words) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(words);
  return [...sheet.cssRules].map((rule) => rule.cssText.replace(/, /g, ","));
})"""


def test_shortened_sheets_say_the_same(page: Page):
    differ = {}
    for sheet in SHEETS:
        written, sent = page.evaluate(READ, [sheet.read_text(), shortened(sheet).decode()])
        if written != sent:
            differ[sheet.name] = [pair for pair in zip(written, sent, strict=False) if pair[0] != pair[1]]

    assert differ == {}
    assert len(SHEETS) > 20
