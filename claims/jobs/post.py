"""Hand one message to the mail server, and know afterwards whether it was taken."""

import smtplib
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from claims.errors import Permanent, Transient
from claims.said import said

AWAY = said("The mail server cannot be reached.")
UNSURE = said(
    "The connection to the mail server was lost while it took this mail. It may have arrived, so it is "
    "not sent again by itself."
)


class NotTaken(Exception):
    """The server surely did not take it. ``bounced``: it knows no such mailbox."""

    def __init__(self, sentence: str, *, again: bool, bounced: bool = False) -> None:
        super().__init__(sentence)
        self.again, self.bounced = again, bounced

    @property
    def error(self) -> Transient | Permanent:
        return (Transient if self.again else Permanent)(str(self))


def message(subject: str, body: str, to: str, name: str, language: str) -> EmailMessage:
    """Plain text. ``name`` is the mail's own for ever, so that a mailbox knows one that came twice;
    ``language`` tells a reader's program how to speak it and which way it runs (RFC 3282)."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{name}@{host}>", "Content-Language": language}
    return EmailMessage(f"[{settings.NEWSROOM_NAME}] {subject}", body, to=[to], headers=headers)


def deliver(mail: EmailMessage) -> None:
    """Raises NotTaken when it surely did not go, Permanent when nobody can know."""
    connection = get_connection()
    try:
        connection.open()
    except smtplib.SMTPResponseException as error:
        raise _answered(error.smtp_code) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(AWAY, again=True) from error
    try:
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as error:
        code = max((code for code, _ in error.recipients.values()), default=550)
        raise _answered(code, bounced=True) from error
    except smtplib.SMTPResponseException as error:
        raise _answered(error.smtp_code) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Permanent(UNSURE) from error
    finally:
        with suppress(Exception):
            connection.close()


def _answered(code: int, *, bounced: bool = False) -> NotTaken:
    """4xx: later perhaps. 5xx: never (RFC 5321, 4.2.1)."""
    again = code < 500
    if bounced:
        sentence = said("The mailbox was refused (%(code)s).", code=code)
    else:
        sentence = said("The mail server refused this mail (%(code)s).", code=code)
    return NotTaken(sentence, again=again, bounced=bounced and not again)
