"""A stored page shown again holds its words and nothing that acts."""

import re

import pytest

from claims.integrations.errors import Unreadable
from claims.integrations.replay import replayed

HOSTILE = """<!doctype html><html><head><title>T</title><style>body{background:url(https://leak.example)}</style>
<base href="https://leak.example/"><meta http-equiv="refresh" content="0;url=https://leak.example/">
<script>fetch('https://leak.example')</script><link rel="stylesheet" href="https://leak.example/a.css"></head>
<body onload="alert(1)" background="https://leak.example/b.png"><h1 style="color:red" onclick="x()">Head</h1>
<p id="main" class="c">Words &amp; <b>more</b> <a href="javascript:alert(1)">bad</a>
<a href="https://fine.example/page" target="_top" ping="https://leak.example">good</a></p>
<img src="https://leak.example/p.png" alt="A bridge" srcset="https://leak.example/2x 2x">
<img src=x onerror=alert(1)>
<svg onload=alert(1)><script>1</script></svg><math><mtext></mtext></math>
<iframe src="https://leak.example" srcdoc="<script>1</script>"></iframe>
<video src="https://leak.example/v"></video><object data="x"></object><embed src="x">
<form action="https://leak.example"><input name=a value=b><button>Go</button></form>
<template><script>1</script></template><noscript><img src=https://leak.example/n></noscript>
<table><tr><td colspan=2>Cell</td></tr></table><ol start=3><li>Three</li></ol></body></html>"""


def test_nothing_that_acts_or_loads_is_left():
    shown = replayed(HOSTILE.encode())

    assert re.findall(r"\b(?:on\w+|src|srcset|href|style|background|action|ping|data|id|class)=", shown) == []
    assert (
        re.findall(r"<(script|style|iframe|object|embed|form|input|svg|base|meta|link|img|video)\b", shown)
        == []
    )
    assert "alert(1)</script" not in shown
    assert "fetch(" not in shown


def test_words_structure_and_where_links_led_are_left():
    shown = replayed(HOSTILE.encode())

    assert "<h1>Head</h1>" in shown
    assert "Words &amp; <b>more</b>" in shown
    assert '<a title="https://fine.example/page">good</a>' in shown
    assert "[Picture: A bridge]" in shown
    assert "[Picture]" in shown
    assert "[Embedded page]" in shown
    assert "[Video]" in shown
    assert '<td colspan="2">Cell</td>' in shown
    assert '<ol start="3">' in shown


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<html><body><p>Müller</p>".encode("cp1252"), "iso-8859-1"),
        ("<html><meta charset=windows-1252><body><p>Müller</p>".encode("cp1252"), None),
        ("<html><body><p>Müller</p>".encode(), "iso-8859-1"),
    ],
)
def test_charset_is_the_declared_one_unless_the_bytes_say_otherwise(body, charset):
    assert "Müller" in replayed(body, charset)


@pytest.mark.parametrize("body", [b"\x00\x01\x02\x03" * 200, b"<p>" * 70_000])
def test_what_is_no_page_is_unreadable(body):
    with pytest.raises(Unreadable):
        replayed(b"<html><body>" + body)


def test_a_mutation_that_a_browser_makes_finds_no_script():
    sly = (
        b"<html><body><math><mtext><table><mglyph><style><!--</style>"
        b'<img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">'
    )

    shown = replayed(sly)

    assert not re.search(r"<img|<[^>]+\sonerror", shown)
