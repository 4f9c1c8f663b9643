"""Measuring the machine on public data sets: one module a task, each a function from data to figures.

A task is `figures(data: Path) -> list[Figure]` in its own module, listed in `claims.evaluation.tasks`.
"""
