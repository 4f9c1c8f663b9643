"""A model loaded before a fork reads the same in the children."""

from __future__ import annotations

import os
import pickle

from claims.nlp.engine import analyze, warm_up
from tests.nlp.articles import COUNCIL


def test_a_model_loaded_before_a_fork_reads_alike_after_it():
    warm_up()
    here = analyze(COUNCIL, language="en")

    children = [_analysis_in_a_child() for _ in range(2)]

    assert children == [here, here]
    assert analyze(COUNCIL, language="en") == here


def _analysis_in_a_child():
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(into, "wb") as pipe:
            pickle.dump(analyze(COUNCIL, language="en"), pipe)
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        found = pickle.load(pipe)
    os.waitpid(child, 0)
    return found
