"""The API held against its own document from outside: schemathesis' own program at a real web server.

    python -m bench.contract [--phases examples,coverage,fuzzing,stateful] [--cases 10]

Fills a database of its own with the seeds, gives a token of every scope to somebody with every role, and lets
``schemathesis run`` ask for every operation. Prints what it prints and ends as it ends.
"""

import argparse
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from bench.newsroom import newsroom, served

CONFIG = """
[parameters]
# A page is asked from its beginning: what leads on from another is signed, and nobody can make it up.
"query.after" = ""

[checks.positive_data_acceptance]
# What holds, and is refused as things stand: another version, a withdrawn check.
expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "410", "412", "429"]

[checks.missing_required_header]
# RFC 6585, 3: an edit without If-Match.
expected-statuses = ["400", "401", "403", "406", "415", "422", "428"]
"""


def everybody() -> str:
    """The secret of a token that may do everything."""
    from accounts.actions import set_roles
    from accounts.models import Scope, User
    from accounts.roles import Role
    from accounts.tokens import make_token

    person = User.objects.create_user("contract@example.org", None, name="Contract")
    set_roles(person, list(Role))
    return make_token(person, name="Contract", scopes=list(Scope), days=1)[1]


def held(base: str, secret: str, options: argparse.Namespace) -> int:
    """How `schemathesis run` ends: all its checks are on, told what `CONFIG` says."""
    with urllib.request.urlopen(f"{base}/api/v1/openapi.json", timeout=300) as document:
        document.read()  # a worker reads the program at its first question: schemathesis waits ten seconds
    command = [
        *("run", f"{base}/api/v1/openapi.json"),
        *("--phases", options.phases, "--max-examples", str(options.cases), "--generation-deterministic"),
        *("--header", f"Authorization: Bearer {secret}", "--request-timeout", "60", "--workers", "1"),
        *("--continue-on-failure", "--suppress-health-check", "all"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "schemathesis.toml"
        config.write_text(CONFIG)
        program = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config)]
        return subprocess.run([*program, *command], check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phases", default="examples,coverage,stateful")
    parser.add_argument("--cases", type=int, default=10)
    options = parser.parse_args()
    with newsroom(API_REQUESTS_A_MINUTE="100000000"):
        from django.core.management import call_command

        call_command("seed")
        with served(1) as port:
            return held(f"http://127.0.0.1:{port}", everybody(), options)


if __name__ == "__main__":
    sys.exit(main())
