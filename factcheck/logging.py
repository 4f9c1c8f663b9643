"""Structured logs: one event a line, JSON in production, readable on a laptop.

Events name what happened and ids ("claim.moved", claim=12, by=3); never personal data, never the
text of an article.
"""

import logging
import logging.config
import re

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

CAPABILITY = re.compile(r"(/(?:reply|invitations?)/|\bfcn_)[^/\s?&\"']+")


def hide_tokens(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """A link that needs no account is a key: its token is left out of every line."""
    return {
        name: CAPABILITY.sub(r"\1…", value) if isinstance(value, str) else value
        for name, value in event.items()
    }


def configure_logging(*, json: bool, level: str) -> None:
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_tokens,
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "lines": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                    "foreign_pre_chain": shared,
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"handlers": ["stderr"], "level": level},
            # Their INFO lines name every task and every request once more than ours do.
            "loggers": {
                name: {"level": "WARNING"} for name in ("celery", "kombu", "httpcore2", "trafilatura")
            },
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
