"""One message and a mail server that takes it, refuses it, or is cut off."""

import pytest

from claims.errors import Permanent
from claims.jobs import post
from tests.fakes.smtp import Smtp


@pytest.fixture
def server(settings):
    with Smtp() as smtp:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp.port
        yield smtp


def mail():
    return post.message("Sübject", "Bödy", "lee@example.org", "notification.7", "en")


def test_deliver_hands_over_one_plain_message(server, settings) -> None:
    settings.PUBLIC_URL = "https://facts.example.org"

    post.deliver(mail())

    (seen,) = server.seen
    assert 'Content-Type: text/plain; charset="utf-8"' in seen
    assert "Message-ID: <notification.7@facts.example.org>" in seen
    assert "Content-Language: en" in seen


@pytest.mark.parametrize(
    ("rcpt", "data", "sentence", "again", "bounced"),
    [
        ("550 No such user", "250 OK", "The mailbox was refused (550).", False, True),
        ("450 Try later", "250 OK", "The mailbox was refused (450).", True, False),
        ("250 OK", "554 No", "The mail server refused this mail (554).", False, False),
        ("250 OK", "451 Later", "The mail server refused this mail (451).", True, False),
    ],
)
def test_deliver_knows_a_refusal(server, rcpt, data, sentence, again, bounced) -> None:
    server.rcpt, server.data = rcpt, data

    with pytest.raises(post.NotTaken) as refusal:
        post.deliver(mail())

    assert (str(refusal.value), refusal.value.again, refusal.value.bounced) == (sentence, again, bounced)


def test_deliver_does_not_know_when_the_line_is_cut_after_the_message(server) -> None:
    server.data = ""

    with pytest.raises(Permanent, match="It may have arrived"):
        post.deliver(mail())


def test_deliver_tries_again_when_no_server_is_there(server, settings) -> None:
    settings.EMAIL_PORT = 1

    with pytest.raises(post.NotTaken) as refusal:
        post.deliver(mail())

    assert (str(refusal.value), refusal.value.again) == ("The mail server cannot be reached.", True)
