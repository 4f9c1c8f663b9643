"""Where pictures go: `FACTCHECK_SHOTS=docs/screenshots make test` takes the manual's anew."""

import os
from pathlib import Path

SHOTS = Path(__file__).resolve().parents[2] / os.environ.get("FACTCHECK_SHOTS", "test-artifacts")
