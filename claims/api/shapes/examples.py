"""One example of each body, as the document shows it and the tests hold it to its shape."""

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    "ArticleText": {
        "text": "Marlow has 14 bridges, the mayor said.",
        "title": "Bridges",
        "outlet": "The Echo",
    },
    "ArticleAddress": {"address": "https://echo.example.org/bridges", "outlet": "The Echo"},
    "NewClaim": {
        "capture": 3,
        "quote": "Marlow has 14 bridges",
        "text": "Marlow has 14 bridges.",
        "start": 0,
    },
    "ClaimChange": {
        "text": "Marlow has fourteen bridges.",
        "speakers": ["Ada Quist"],
        "made_on": "2026-01-31",
        "topics": [2],
    },
    "Reason": {"reason": "A second budget was published."},
    "MaybeReason": {"reason": "I am away next week."},
    "Declined": {"reason": "duplicate", "note": "The same speech.", "duplicate_of": 12},
    "Assigned": {"to": 5},
    "Submitted": {"ask": [6, 7]},
    "Schedule": {"due_at": "2030-01-31T18:00:00+01:00", "priority": 1},
    "Merged": {"repeats": [13, 14], "note": "One speech, three reports."},
    "MergedMatch": {"claim": 13, "note": "The same number of the same bridges."},
    "Cited": {"stance": "refutes"},
    "Noted": {"note": "Both speak of the bridges of Marlow."},
    "NewEvidence": {
        "title": "Budget 2026",
        "publisher": "City of Marlow",
        "stance": "refutes",
        "kind": "primary",
        "address": "https://marlow.example.org/budget",
        "excerpt": "Nine bridges are kept by the city.",
        "note": "Page 12.",
    },
    "NewDraft": {
        "rating": 1,
        "summary": "The city's books name nine bridges.",
        "reasoning": "The budget lists each of them.",
        "opposing": "The mayor counts footbridges.",
        "reply_waived": "",
        "evidence": [4, 5],
    },
    "NewReview": {"rating": 1, "notes": "The books are plain."},
    "NewVote": {"rating": 1, "note": "Footbridges are no bridges in the law."},
    "Publish": {
        "correction": {
            "severity": "substantial",
            "what": "The number",
            "why": "A bridge was counted twice",
            "notice": "We wrote ten; it is nine.",
        }
    },
    "Hold": {"publish_at": "2030-01-31T06:00:00+01:00"},
    "Correct": {
        "what": "A name",
        "why": "It was misspelt",
        "notice": "We misspelt the mayor's name.",
        "summary": "The city's books name nine bridges, Ada Quist says fourteen.",
    },
    "Withdraw": {"reason": "The source was forged.", "notice": "We were wrong: the budget was forged."},
    "NewTip": {
        "text": "Is it true that Marlow has 14 bridges?",
        "address": "https://echo.example.org/bridges",
    },
    "TipClaim": {"claim": 12},
    "NewComment": {"body": "@edda, the second budget is out."},
    "NewReplyRequest": {
        "addressee": "Ada Quist",
        "email": "mayor@marlow.example.org",
        "question": "Which fourteen bridges do you mean?",
        "deadline": "2030-02-02T18:00:00+01:00",
    },
    "ReplyEnded": {"outcome": "answered", "answer": "I counted the footbridges."},
    "PassedOn": {"to": 6},
    "SpeakerFacts": {
        "name": "Ada Quist",
        "aliases": ["A. Quist"],
        "role": "Mayor",
        "affiliation": "City of Marlow",
        "same_as": "https://www.wikidata.org/wiki/Q1",
    },
    "MergedSpeaker": {"other": 9},
    "NewProposal": {"purpose": "questions"},
}
