#!/usr/bin/env python
"""Django's commands, with the newsroom's own servers at hand."""

import sys

try:
    from factcheck.commands import execute
except ModuleNotFoundError as missing:
    sys.exit(
        f"{missing.name} is not installed in this Python ({sys.executable}).\n"
        "`make run` prepares one that has it; then: .venv/bin/python manage.py …"
    )

if __name__ == "__main__":
    execute(sys.argv)
