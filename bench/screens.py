"""The editor's screens over few and over many claims: ``python -m bench.screens [--rows N N] [--browser]``.

Servers of its own. Fills one database for each number of claims, straight in SQL (an article holds ten; the
person who looks holds ten claims in each), serves each with a gunicorn of one worker, and asks both in turn
for every screen, so that a busy machine troubles both alike. Prints p50 and p95 of the server's time, their
ratio, and the questions that each screen asks the database. With ``--browser`` Chromium opens the main
screens over the larger one: Largest Contentful Paint and Cumulative Layout Shift, cold. ``--keep FOLDER``
keeps the databases.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from bench.newsroom import ROOT, say_load, served, servers

PAINTS = 5  # times that the browser opens each screen
PAINTED = (
    "queue", "board", "claim", "claim, held", "claim, published", "article", "articles", "my work", "reviews",
    "dashboard",
)  # fmt: skip
LCP, CLS = 2_500, 0.1  # ms and a share: what web.dev calls good
OBSERVE = """
    window.seen = { lcp: 0, cls: 0, shifts: [] };
    const named = (node) => (node?.outerHTML || "words").slice(0, 80);
    new PerformanceObserver((list) => { window.seen.lcp = list.getEntries().at(-1).startTime; })
      .observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) if (!one.hadRecentInput) {
        window.seen.cls += one.value;
        if (one.value > 0.01) window.seen.shifts.push(...one.sources.map((source) => named(source.node)));
      }
    }).observe({ type: "layout-shift", buffered: true });
"""


# --- Inside: one database, filled, counted, described ------------------------------------------------


def describe(rows):
    """What the other process needs to know, as JSON on the last line."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from bench.screens_data import addresses, fill
    from claims.actions.figures import count_figures
    from claims.board_queries import PERIODS

    call_command("migrate", verbosity=0)
    person = fill(rows)
    for _ in PERIODS:  # as beat does all day
        count_figures()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    pages = addresses(client)
    told = {
        "cookie": client.cookies["sessionid"].value,
        "pages": pages,
        "asked": {name: questions(client, found[0]) for name, found in pages.items()},
    }
    print(json.dumps(told))


def questions(client, address):
    """How many the page asks the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    return len(asked)


# --- Outside: servers, time, pictures ----------------------------------------------------------------


class Newsroom:
    """A database of so many claims, what is known of it, and the address of its server."""

    def __init__(self, rows, environment):
        self.rows, self.environment = rows, environment
        began = time.perf_counter()
        command = [sys.executable, "-m", "bench.screens", "--inside", str(rows)]
        said = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
        found = json.loads(said.stdout.splitlines()[-1])
        self.cookie, self.pages, self.asked = found["cookie"], found["pages"], found["asked"]
        self.times = {name: [] for name in self.pages}
        print(f"{rows:,} claims are there after {time.perf_counter() - began:.0f} s", flush=True)

    def ask(self, name, turn, counts=True):
        """One page, from the question to the last byte of the answer."""
        address = self.pages[name][turn % len(self.pages[name])]
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        began = time.perf_counter()
        connection.request("GET", address, headers={"Cookie": f"sessionid={self.cookie}"})
        answer = connection.getresponse()
        answer.read()
        took = (time.perf_counter() - began) * 1000
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{address} answers {answer.status}")
        if counts:
            self.times[name].append(took)


def measure(rooms, asks):
    for name in rooms[0].pages:
        for turn in range(-3, asks):
            for room in rooms:
                room.ask(name, turn + 3, counts=turn >= 0)
        print(line(name, rooms), flush=True)


def line(name, rooms):
    cuts = [statistics.quantiles(room.times[name], n=20) for room in rooms]
    middle = [statistics.median(room.times[name]) for room in rooms]
    asked = [room.asked[name] for room in rooms]
    told = "  ".join(f"{p50:7.1f} {cut[-1]:7.1f}" for p50, cut in zip(middle, cuts, strict=True))
    ratio = f"{middle[-1] / middle[0]:5.2f} {cuts[-1][-1] / cuts[0][-1]:5.2f}"
    warned = "" if middle[-1] <= 1.5 * middle[0] else "  *"
    return f"{name:<22} {told}   {ratio}   {' '.join(f'{n:3}' for n in asked)}{warned}"


def paint(room):
    """Medians and worst of several cold visits, on a wide screen and on a phone."""
    from playwright.sync_api import sync_playwright

    names = [name for name in PAINTED if name in room.pages]
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    options = {"executable_path": found, "args": ["--no-sandbox"] if os.geteuid() == 0 else []}
    print(f"\nChromium over {room.rows:,} claims, {PAINTS} cold visits: LCP median, worst; CLS worst")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
            for name in names:
                seen = [visit(browser, room, room.pages[name][turn % len(room.pages[name])], size)
                        for turn in range(PAINTS)]  # fmt: skip
                lcp, cls = [one["lcp"] for one in seen], max(one["cls"] for one in seen)
                told = f"LCP {statistics.median(lcp):6.0f} {max(lcp):6.0f} ms   CLS {cls:.3f}"
                warned = "" if statistics.median(lcp) < LCP and cls < CLS else "  *"
                print(f"{size['width']:5} {name:<18} {told}{warned}", flush=True)
                for shift in {shift for one in seen for shift in one["shifts"]}:
                    print(f"      moved: {shift}", flush=True)
        browser.close()


def visit(browser, room, address, size):
    """What Chromium saw until the page had been still for a second and a half."""
    context = browser.new_context(viewport=size, base_url=f"http://127.0.0.1:{room.port}")
    context.add_cookies([{"name": "sessionid", "value": room.cookie, "domain": "127.0.0.1", "path": "/"}])
    context.add_init_script(OBSERVE)
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.wait_for_timeout(1500)
    seen = page.evaluate("window.seen")
    context.close()
    if not seen["lcp"]:
        raise RuntimeError(f"Chromium saw nothing painted at {address}")
    return seen


def database(address, name):
    """The address of a database of its own in the same server, made where it is not there yet."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
    return re.sub(r"/[^/?]*\?", f"/{name}?", address, count=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 200_000])
    parser.add_argument("--asks", type=int, default=60, help="times that each page is asked for; 0: none")
    parser.add_argument("--only", help="screens whose name has these letters")
    parser.add_argument("--browser", action="store_true", help="measure painting in Chromium as well")
    parser.add_argument("--keep", type=Path, help="a folder for the databases, to go on from")
    parser.add_argument("--inside", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return describe(options.inside)
    with ExitStack() as stack:
        given = os.environ | stack.enter_context(servers(options.keep))
        rooms = [
            Newsroom(rows, given | {"DATABASE_URL": database(given["DATABASE_URL"], f"screens_{rows}")})
            for rows in sorted(options.rows)
        ]
        if options.only:
            for one in rooms:
                one.pages = {name: found for name, found in one.pages.items() if options.only in name}
        for one in rooms:
            one.port = stack.enter_context(served(1, one.environment))
        say_load()
        if options.asks:
            sizes = "  ".join(f"{one.rows:>15,}" for one in rooms)
            print(f"{'ms p50, p95 of':<22} {sizes}   ratio         questions    (* above 1.5)")
            measure(rooms, options.asks)
        if options.browser:
            paint(rooms[-1])
    return None


if __name__ == "__main__":
    main()
