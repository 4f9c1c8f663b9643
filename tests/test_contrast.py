"""Contrast of every pair of the look's colours, out of the style sheet itself (WCAG 2.2: 1.4.3, 1.4.11)."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

SHEET = (Path(settings.BASE_DIR) / "claims/static/claims/css/tokens.css").read_text()
COLOUR = re.compile(r"--([\w-]+):\s*#([0-9a-f]{3,6})\b")
WORDS = ("ink", "muted", "accent", "good", "warn", "bad")
GROUNDS = ("paper", "surface")
TEXT, QUIET_GROUND, EDGE = 5.6, 4.5, 3.0  # ours, WCAG's for text, WCAG's for edges and marks


def themes():
    light, dark = SHEET.split("@media (prefers-color-scheme: dark)")
    found = {"light": dict(COLOUR.findall(light))}
    found["dark"] = found["light"] | dict(COLOUR.findall(dark))
    return found


def luminance(colour):
    """Relative luminance as WCAG defines it."""
    full = "".join(digit * 2 for digit in colour) if len(colour) == 3 else colour
    channels = [int(full[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "fff") == pytest.approx(4.478, abs=0.001)


def low(tokens, pairs, least):
    found = {pair: contrast(*(tokens[name] for name in pair)) for pair in pairs}
    return {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_word_can_be_read_on_every_ground(theme):
    tokens = themes()[theme]
    verdicts = [name for name in tokens if name.startswith("verdict-")]

    assert len(verdicts) == 8
    assert low(tokens, product((*WORDS, *verdicts), GROUNDS), TEXT) == {}
    assert low(tokens, [("on-accent", "accent")], TEXT) == {}
    assert low(tokens, product(("ink", "muted", "accent"), ("sunken", "accent-soft")), QUIET_GROUND) == {}
    assert low(tokens, product(("ink",), ("mark", "mark-strong")), QUIET_GROUND) == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_of_fields_and_parts_of_pictures_can_be_seen(theme):
    tokens = themes()[theme]

    assert low(tokens, product(("line-strong", "accent"), GROUNDS), EDGE) == {}
