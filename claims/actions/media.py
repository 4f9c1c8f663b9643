"""What a draft says of a picture, video or sound: the fields of a MediaReview (schema.org)."""

from typing import Any

from django.utils.translation import gettext

from claims.errors import Refused
from claims.integrations.errors import IntakeError
from claims.integrations.urls import checked_url
from claims.said import said
from claims.wording import clean

KINDS = {
    "ImageObject": said("Picture"),
    "VideoObject": said("Video"),
    "AudioObject": said("Sound"),
}
CATEGORIES = {
    "DecontextualizedContent": said("Genuine, but not what it is said to show"),
    "EditedOrCroppedContent": said("Edited or cropped so that it misleads"),
    "OriginalMediaContent": said("Original and unaltered"),
    "SatireOrParodyContent": said("Satire or parody"),
    "StagedContent": said("Staged"),
    "TransformedContent": said("Altered or made by machine"),
}
CONTEXT_MAX = 2_000


def media_of(given: dict[str, Any] | None) -> dict[str, Any]:
    """The fields as a draft keeps them, {} where the claim is about no such thing.

    ``kind`` is one of KINDS, ``link`` where it was passed on, ``category`` one of CATEGORIES,
    ``context`` what the original shows, ``original`` its address; the last two may be empty.
    """
    if not given or not any(str(value).strip() for value in given.values()):
        return {}
    if given.get("kind") not in KINDS:
        raise Refused(gettext("Say whether it is a picture, a video or a sound."))
    if given.get("category") not in CATEGORIES:
        raise Refused(gettext("Say how authentic it is."))
    context = clean(str(given.get("context") or "")).strip()
    if len(context) > CONTEXT_MAX:
        raise Refused(
            gettext("What the original shows has %(number)s characters; the limit is %(context_max)s.")
            % {"number": f"{len(context):,}", "context_max": f"{CONTEXT_MAX:,}"}
        )
    return {
        "kind": given["kind"],
        "link": _address(given.get("link"), gettext("Say where it was passed on, by a full address.")),
        "category": given["category"],
        "label": CATEGORIES[given["category"]],
        "context": context,
        "original": _address(
            given.get("original"), gettext("The original needs its full address."), needed=False
        ),
    }


def _address(given: Any, sentence: str, *, needed: bool = True) -> str:
    words = str(given or "").strip()
    if not words and not needed:
        return ""
    try:
        return str(checked_url(words))
    except IntakeError as error:
        raise Refused(sentence) from error
