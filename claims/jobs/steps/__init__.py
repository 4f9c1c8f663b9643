"""The steps of a verification run, one a file.

Each gathers its inputs (from the database, the library, the network) and answers from them alone. What is
gathered is stored, so that answering again gives the same.
"""

from claims.jobs.steps.known import KNOWN
from claims.jobs.steps.library import EVIDENCE
from claims.jobs.steps.numbers import FIGURES
from claims.jobs.steps.quotation import QUOTATION
from claims.jobs.steps.stance import STANCE
from claims.jobs.steps.step import Context, Inputs, Outputs, Step
from claims.jobs.steps.summary import SUMMARY

__all__ = ["BY_NAME", "STEPS", "Context", "Inputs", "Outputs", "Step"]

STEPS: tuple[Step, ...] = (KNOWN, QUOTATION, EVIDENCE, FIGURES, STANCE, SUMMARY)
BY_NAME = {step.name: step for step in STEPS}
