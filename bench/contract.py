"""The API held against its own document from outside: schemathesis' own program at a real web server.

    python -m bench.contract [--phases examples,coverage,fuzzing,stateful] [--cases 10]

Fills a database of its own with the seeds, gives a token of every scope to somebody with every role, and lets
``schemathesis run`` ask for every operation. Prints what it prints and ends as it ends.
"""

import argparse
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.api import served


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
    """How `schemathesis run` ends. 410 and 412 are refusals of this API of what is well written."""
    command = [
        *("run", f"{base}/api/v1/openapi.json"),
        *("--phases", options.phases, "--max-examples", str(options.cases), "--generation-deterministic"),
        *("--header", f"Authorization: Bearer {secret}", "--request-timeout", "60", "--workers", "1"),
        *("--continue-on-failure", "--suppress-health-check", "all"),
    ]
    return subprocess.run([sys.executable, "-m", "schemathesis.cli", *command], check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phases", default="examples,coverage,stateful")
    parser.add_argument("--cases", type=int, default=10)
    options = parser.parse_args()
    from factcheck import embedded

    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bench-contract-")))
        servers, _ = stack.enter_context(embedded.servers_for(folder))
        os.environ.update(
            FACTCHECK_MODE="test",
            FACTCHECK_DATA_DIR=str(folder),
            DJANGO_SETTINGS_MODULE="factcheck.settings",
            DATABASE_URL=servers.database_url,
            REDIS_URL=servers.redis_url,
            LOG_LEVEL="WARNING",
            API_REQUESTS_A_MINUTE="100000000",
        )
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("seed")
        base = stack.enter_context(served(1))
        return held(base, everybody(), options)


if __name__ == "__main__":
    sys.exit(main())
