"""Words that turn a statement round: negations, quantifiers and opposite directions, all in lower case."""

from __future__ import annotations

from .lexicon import words

NEGATIONS = {
    "en": words(
        "not never no none nobody nothing neither nor without cannot cant dont didnt doesnt isnt wasnt arent",
        "werent wont wouldnt couldnt shouldnt hasnt havent hadnt ain't ain’t nowhere non",
    ),
    "es": words("no nunca jamás ni sin tampoco nadie ningún ninguna ninguno nada"),
    "fr": words("pas jamais aucun aucune sans ni rien personne nullement"),
    "de": words("nicht kein keine keiner keinen keinem keines nie niemals ohne weder niemand nichts"),
    "pt": words("não nunca jamais nem sem nenhum nenhuma ninguém nada"),
}
BEHIND = frozenset(["de"])
"""Languages where the negation follows its verb."""
WEAK = words(
    "fail fails failed failing refuse refuses refused deny denies denied denying reject rejects rejected false",
    "falsely fake hoax myth untrue debunked debunk wrong hardly barely scarcely lack lacks lacked lacking absent",
    "unable few little rarely seldom stop stopped avoid avoided prevent prevented zero refutes wouldn't",
    "falso falsa bulo faux fausse falsch",
)
"""They may stand for a negation on the other side, and are none by themselves."""
NO_NEGATION = words("only just merely necessarily sure least less more fewer later matter wonder doubt")
"""After "not" or "no" these make a hedge, not a negation."""

QUANTIFIERS: dict[str, int] = {
    "all": 4, "every": 4, "each": 4, "everyone": 4, "everybody": 4, "always": 4, "entire": 4,
    "most": 3, "majority": 3, "usually": 3, "many": 3, "often": 3, "some": 2, "several": 2, "sometimes": 2,
    "few": 1, "rarely": 1, "seldom": 1, "minority": 1, "no": 0, "none": 0, "never": 0, "nobody": 0,
    "todos": 4, "todas": 4, "cada": 4, "siempre": 4, "algunos": 2, "algunas": 2, "pocos": 1, "ningún": 0,
    "tous": 4, "toutes": 4, "chaque": 4, "toujours": 4, "quelques": 2, "peu": 1, "aucun": 0,
    "alle": 4, "jeder": 4, "jede": 4, "immer": 4, "einige": 2, "wenige": 1, "kein": 0, "keine": 0,
}  # fmt: skip
"""From none (0) to all (4). Two apart or more is a difference; "most" and "many" are one."""

OPPOSITES: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (words(up), words(down))
    for up, down in (
        (
            "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing "
            "climb climbed climbing soar soared soaring jump jumped surge surged surging raise raises raised "
            "raising hike hiked skyrocket skyrocketed boost boosted expand expanded expanding double doubled "
            "subió sube aumentó aumenta aumentado augmenté augmente gestiegen steigt stieg wächst aumentou",
            "fall falls fell fallen falling decrease decreases decreased decreasing decline declines declined "
            "declining drop drops dropped dropping shrink shrank shrinking plunge plunged plummet plummeted "
            "lower lowers lowered lowering reduce reduces reduced reducing cut cuts cutting slash slashed halve "
            "halved bajó baja cayó cae disminuyó disminuye baissé baisse diminué gesunken sinkt sank fiel fällt "
            "caiu diminuiu",
        ),
        ("more greater higher bigger larger", "less fewer lower smaller"),
        ("most highest biggest largest greatest best", "least lowest smallest fewest worst"),
        ("longer longest", "shorter shortest"),
        ("older oldest", "younger youngest"),
        ("faster fastest", "slower slowest"),
        (
            "warmer hotter warming hottest warmest heating hot warm",
            "colder cooler cooling coldest coolest cold cool",
        ),
        ("better improved improve improving improves", "worse worsened worsen worsening worsens"),
        (
            "ban bans banned banning prohibit prohibits prohibited forbid forbids forbidden outlaw outlawed block "
            "blocks blocked prohíbe prohibió interdit verbietet verboten",
            "allow allows allowed allowing permit permits permitted permitting legalize legalizes legalized "
            "legalise legalised authorize authorizes authorized permite permitió autorisé erlaubt",
        ),
        ("legal lawful", "illegal unlawful"),
        (
            "win wins won winning victory ganó gana gagné gewonnen",
            "lose loses lost losing defeat perdió pierde perdu verloren",
        ),
        ("alive living live lives", "dead died die dies deceased killed"),
        ("born", "died dead"),
        (
            "support supports supported supporting endorse endorses endorsed favor favors favored favour favours "
            "back backs backed apoya apoyó soutient unterstützt",
            "oppose opposes opposed opposing against reject rejects rejected opone opuso rechaza",
        ),
        (
            "accept accepts accepted approve approves approved",
            "reject rejects rejected refuse refuses refused decline declined",
        ),
        (
            "start starts started begin begins began begun launch launched",
            "stop stops stopped end ends ended halt halted cease",
        ),
        ("open opens opened opening reopen reopened", "close closes closed closing shut shuts"),
        ("cause causes caused causing", "prevent prevents prevented preventing cure cures cured curing"),
        ("before", "after"),
        ("true real authentic genuine", "false fake fabricated untrue"),
        ("safe safer", "dangerous unsafe harmful deadly"),
        ("guilty convicted", "innocent acquitted exonerated"),
        ("male man men boy boys", "female woman women girl girls"),
        ("rich richest wealthy wealthiest", "poor poorest"),
        ("first", "last"),
        ("inside", "outside"),
        ("north northern", "south southern"),
        ("east eastern", "west western"),
        ("import imports imported", "export exports exported"),
        ("add adds added adding", "remove removes removed removing"),
        ("buy buys bought buying", "sell sells sold selling"),
        ("hire hires hired hiring", "fire fires fired firing"),
        ("create creates created creating", "destroy destroys destroyed destroying"),
        ("strengthen strengthened strengthens", "weaken weakened weakens"),
        ("success succeeded succeeds successful", "failure failed fails unsuccessful"),
        ("enter entered enters joined join joins", "leave leaves left quit quits withdraw withdrew exit"),
        ("praise praised praises", "criticize criticized criticizes criticise criticised condemn condemned"),
        ("present", "absent"),
        ("positive", "negative"),
        (
            "proves proven proved confirm confirms confirmed",
            "disproves disproved refute refuted debunk debunked",
        ),
        ("possible", "impossible"),
        ("likely", "unlikely"),
        ("hero heroes", "villain villains"),
        ("friend friends ally allies", "enemy enemies foe"),
        ("surplus", "deficit"),
        ("employment", "unemployment"),
        ("profit profits", "loss losses"),
        ("majority", "minority"),
        ("maximum", "minimum"),
        ("democrat democrats democratic", "republican republicans"),
    )
)

STOP_WORDS = words(
    "says say said saying according photograph photo photos picture image video footage shows show showing shown",
    "claim claims claimed claiming viral social media post posts posted shared rumor u.s u.s. us former president",
    "mr mrs ms dr sen rep gov really actually truly very just now also ever even still about its it's that's",
    "i i'm i've we we're we've you your they're he's she's there here who what when where how why than then so as",
    "am is are was were be been being do does did done have has had will would can could should may might must shall",
    "this these those such other one's via rt amp http https",
)
ALIASES = (
    words("us usa u.s u.s. u.s.a. america american americans states"),
    words("uk u.k u.k. britain british england english"),
    words("eu e.u. europe european"),
    words("un u.n. nations"),
    words("democrat democrats democratic dems dem dnc"),
    words("republican republicans gop rnc"),
    words("covid covid-19 coronavirus corona sars-cov-2 wuhan"),
    words("obamacare aca affordable"),
    words("fb facebook meta"),
    words("potus president trump donald"),
)
