"""Google's Fact Check Tools API, v1alpha1, spoken by us: clients of it work when they are pointed here.

Field names and addresses are those of its discovery document.
"""
