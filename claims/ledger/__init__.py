"""The record of acts seen from outside: formats, proofs, audit and export (`docs/ledger.md`).

Nothing here trusts the functions that live in PostgreSQL, nor knows our models: an auditor who
suspects the database, or the application, still has something to hold them against.
"""
