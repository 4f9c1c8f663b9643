"""The text engine: pure functions over text. Nothing here knows Django."""

import os

# One core a worker. NumPy's library of matrices would start a thread for each core and let them spin,
# and reads this only when NumPy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
