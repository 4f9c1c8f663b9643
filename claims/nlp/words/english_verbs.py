"""English reporting verbs: lemmas and how they inflect."""

from __future__ import annotations

IRREGULAR: dict[str, tuple[str, ...]] = {
    "say": ("say", "says", "said", "saying"),
    "tell": ("tell", "tells", "told", "telling"),
    "write": ("write", "writes", "wrote", "written", "writing"),
    "read": ("read", "reads"),
    "find": ("find", "finds", "found", "finding"),
    "show": ("show", "shows", "showed", "shown", "showing"),
    "swear": ("swear", "swears", "swore", "swearing"),
    "think": ("think", "thinks", "thought", "thinking"),
    "know": ("know", "knows", "knew", "knowing"),
    "feel": ("feel", "feels", "felt", "feeling"),
    "speak": ("speak", "speaks", "spoke", "speaking"),
    "seek": ("seek", "seeks", "sought", "seeking"),
    "quip": ("quip", "quips", "quipped", "quipping"),
    "brag": ("brag", "brags", "bragged", "bragging"),
    "admit": ("admit", "admits", "admitted", "admitting"),
    "slam": ("slam", "slams", "slammed", "slamming"),
    "dub": ("dub", "dubs", "dubbed", "dubbing"),
    "foresee": ("foresee", "foresees", "foresaw", "foreseeing"),
    "hold": ("hold", "holds", "held", "holding"),
    "retweet": ("retweet", "retweets", "retweeted", "retweeting"),
    "refer": ("refer", "refers", "referred", "referring"),
    "decry": ("decry", "decries", "decried", "decrying"),
    "understand": ("understand", "understands", "understood"),
    "estimate": ("estimate", "estimates", "estimated", "estimating"),
    "plan": ("plan", "plans", "planned", "planning"),
}

SAY = """
say tell add write note explain argue claim announce insist warn state acknowledge admit affirm
allege assert aver boast caution clarify comment complain conclude concede confess confirm contend
counter declare deny disclose emphasize emphasise estimate exclaim forecast hint imply indicate
inform joke lament maintain mention observe opine pledge predict proclaim promise protest quip
reason recall reckon reiterate remark remind repeat reply report respond retort reveal shout
speculate stress suggest swear testify tweet underline underscore vow whisper brag assure post
recount concur rule answer elaborate muse quote rebut theorize propose agree
"""

MENTAL = """
believe think hope fear feel expect know suspect doubt foresee understand worry hold determine
decide learn realize recognize consider assume demand request recommend urge
"""

ACT = """
call describe dub label brand characterize characterise denounce slam blast condemn dismiss
criticize criticise praise hail accuse blame mock threaten speak name cite decry deride attack
ridicule liken compare refer seek defend reject portray depict paint deem tout question promise vow
warn pledge urge demand welcome oppose support back endorse express appeal invoke lambast lambaste
rip chide rebuke applaud commend thank vilify ask find show demonstrate read continue bash advise
challenge pressure
"""

AMBIGUOUS = """
claim claims report reports note notes state states estimate estimates comment comments remark
remarks question questions call calls demand demands promise promises fear fears hope hopes pledge
pledges vow vows request requests post posts tweet tweets quote quotes answer answers reply replies
rule rules show shows hint hints protest protests doubt doubts brand brands label labels name names
cite support supports back backs attack attacks appeal appeals worry worries read reads find finds
forecast forecasts challenge challenges plan plans joke jokes counter counters finding findings
reason reasons hold holds suspect suspects
"""

TOLD = """
tell inform remind assure warn advise ask urge
"""


def inflect(lemma: str) -> tuple[str, ...]:
    """Base, third person, past and gerund of a regular verb; the table's forms of an irregular one."""
    if lemma in IRREGULAR:
        return IRREGULAR[lemma]
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        stem = lemma[:-1]
        return lemma, f"{stem}ies", f"{stem}ied", f"{lemma}ing"
    stem = lemma.removesuffix("e")
    plural = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x")) else f"{lemma}s"
    return lemma, plural, f"{stem}ed", f"{stem}ing"


def forms(lemmas: str) -> frozenset[str]:
    return frozenset(form for lemma in lemmas.split() for form in inflect(lemma))


def gerunds(lemmas: str) -> frozenset[str]:
    return frozenset(form for form in forms(lemmas) if form.endswith("ing"))
