"""Who may keep the endpoints that programs are told at."""

from django.utils.translation import gettext

from claims.answers import YES, Answer, Person, denied
from claims.people_rules import operates


def may_keep_webhooks(user: Person) -> Answer:
    return YES if operates(user) else denied(gettext("Only an operator can look after webhooks."))
