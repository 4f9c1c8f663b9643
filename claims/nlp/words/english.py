"""English: the language the rules know in depth."""

from __future__ import annotations

from .english_verbs import ACT, AMBIGUOUS, MENTAL, SAY, TOLD, forms, gerunds
from .english_worth import WORTH
from .lexicon import Lexicon, words

EN = Lexicon(
    code="en",
    say=forms(SAY) - {"quoted", "quoting"},
    act=forms(ACT) | forms(MENTAL),
    evident=forms("find show demonstrate read indicate"),
    nouns=words(AMBIGUOUS),
    told=forms(TOLD),
    gerunds=gerunds(SAY + " " + ACT + " " + MENTAL) | {"saying"},
    statement_nouns=words(
        "remark remarks claim claims statement statements assertion assertions allegation allegations",
        "contention argument warning suggestion insistence belief accusation accusations vow pledge promise",
        "threat denial complaint comment comments announcement conclusion prediction admission view",
    ),
    according=(("according", "to"), ("in", "the", "words", "of"), ("as", "per")),
    that=words("that whether if"),
    auxiliaries=words(
        "has have had is are was were be been being do does did will would can could may might must should",
        "'s ’s 've ’ve 'd ’d 'll ’ll",
    ),
    adverbs=words(
        "also then later once again previously recently repeatedly already still just now even further",
        "furthermore therefore today yesterday first often long never always reportedly publicly initially",
        "subsequently quickly simply only earlier finally too himself herself themselves both all each rather",
        "privately flatly bluntly angrily wrote famously instead soon",
    ),
    negations=words("not n't n’t never didn't didn’t doesn't doesn’t don't don’t hasn't won't cannot nor neither"),
    finite=words(
        "is are was were has have had will would can could may might must should does did do be been",
        "went came got made took gave became said says say met left put let set ran won lost held led",
        "isn't wasn't aren't weren't hasn't haven't hadn't doesn't didn't don't won't wouldn't couldn't can't",
        "isn’t wasn’t aren’t weren’t hasn’t haven’t hadn’t doesn’t didn’t don’t won’t wouldn’t couldn’t can’t",
        "began sent built bought brought thought knew saw needs need wants want makes make takes take",
        "goes go gets get gives give comes come seems seem appears appear remains remain fell rose grew",
        "failed adopted failed killed died worked works supported",
    ),
    breaks=words(
        "that but because if when while as after before although though since until unless whether so than",
        "then where which who whom whose how why what nor yet however or",
    ),
    prepositions=words(
        "of in on at by for from with to about against into over under during between through without within",
        "among amid toward towards upon near across following despite like including via per along around",
    ),
    determiners=words(
        "the a an this that these those his her their its our my your some many several most all both each every",
        "another other no any few one two three four five six seven eight nine ten dozens hundreds thousands",
    ),
    conjunctions=words("and & or"),
    relatives=words("who which that"),
    he=words("he him his himself"),
    she=words("she her hers herself"),
    they=words("they them their theirs themselves"),
    other_pronouns=words("i we you it one me us"),
    titles=words(
        "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir lady lord dame president vice premier prime",
        "minister chancellor secretary senator sen sen. sens. representative rep rep. reps. congressman",
        "congresswoman governor gov gov. mayor judge justice chief gen gen. general col col. colonel lt lt. sgt",
        "sgt. sergeant capt capt. captain maj. major admiral adm. commander officer detective sheriff",
        "king queen prince princess pope bishop archbishop cardinal rev rev. reverend father imam rabbi sheikh",
        "ayatollah ambassador commissioner chairman chairwoman director spokesman spokeswoman spokesperson",
        "attorney deputy foreign defense defence treasury interior finance state candidate nominee republican",
        "democratic democrat former ex-president then-president leader coach ceo founder analyst economist author",
        "columnist journalist reporter actor actress singer lawyer activist strategist pollster host rep.-elect",
        "majority minority house speaker senate press presidential conservative liberal billionaire businessman",
        "congressional lawmaker counsel baroness duke duchess emperor labor labour home health education first",
    ),
    abbreviations=words(
        "mr mrs ms dr prof sr jr st sen sens rep reps gov gen lt col sgt capt maj adm rev hon pres vs etc inc",
        "corp co ltd llc dept no nos fig vol est approx jan feb mar apr jun jul aug sep sept oct nov dec mon tue",
        "wed thu fri sat sun ave blvd rd mt ft e.g i.e cf al ala ariz ark calif colo conn del fla ga ill ind kan",
        "ky la mass md mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo d.c a.m p.m",
        "messrs supt det cpl pvt cmdr u.s u.k u.n e.u ph.d bros assn ed",
    ),
    starters=words(
        "the he she it they we in but and a an this that these those however i you his her their our its as at on",
        "for if when while after before there what who how why so yet then now no not still one some many more",
        "according also although because both by despite during each even from meanwhile most since with",
    ),
    dates=words(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july",
        "august september october november december jan. feb. mar. apr. jun. jul. aug. sept. oct. nov. dec.",
        "mon. tue. wed. thu. fri. sat. sun.",
    ),
    documents=words(
        "op-ed oped article column piece essay editorial commentary letter statement report study paper tweet",
        "tweets post memo email e-mail blog book interview speech filing document documents release poll survey",
        "data figures records analysis research census lawsuit complaint indictment testimony manifesto affidavit",
    ),
    boilerplate=(
        r"read more\b", r"read (?:the )?(?:full|rest|also|next)\b", r"see (?:also|more)\b", r"also read\b",
        r"share (?:this|on|via)\b", r"(?:please )?follow (?:us|me|him|her|them|@\w)", r"sign up\b",
        r"subscribe\b", r"click (?:here|to|on)\b", r"tap here\b", r"watch(?: live| now|:|\s+the video)",
        r"listen(?: now|:)", r"more (?:from|on this|stories|news|coverage)\b", r"related(?: articles?| stories| "
        r"topics?| content| links?)?\s*:?\s*$", r"related:", r"advertise?ment\s*$", r"continue reading\b",
        r"story continues\b", r"article continues\b", r"©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4})", r"all rights reserved",
        r"(?:the )?associated press contributed\b", r"reporting by\b", r"editing by\b", r"additional reporting\b",
        r"(?:last )?updated?(?:: |(?: on| at)? \d)", r"published(?:: | on | at | by | \d)", r"posted(?:: | on | at | by | \d)", r"photo(?:s|graphs?)?\s*(?:by|:|credits?)",
        r"image(?:s)?\s*(?:by|:|source|credit|caption)", r"video\s*:", r"credit\s*:", r"source\s*:",
        r"getty images\b", r"file photo\b", r"terms of (?:use|service)", r"privacy policy", r"cookies?\b.{0,40}"
        r"(?:policy|settings|accept)", r"we use cookies", r"contact us\b", r"about (?:us|the author)\b",
        r"leave a comment", r"comments? ?\(?\d*\)?$", r"\d+ comments?\b", r"tags?:", r"topics?:", r"filed under",
        r"print this\b", r"email this\b", r"download (?:the|our)\b", r"support (?:our|us)\b.{0,60}(?:journalism|"
        r"donat)", r"donate\b", r"get (?:the|our) .{0,40}(?:newsletter|app|alerts)", r"join (?:us|our|the "
        r"conversation)", r"have (?:a|you) .{0,30}(?:news tip|story)", r"if you (?:enjoyed|liked) this",
        r"this (?:article|story|post) (?:was |has been |first |originally |is )+(?:published|updated|corrected|"
        r"appeared|part of)", r"\d+ min(?:ute)?s? read", r"skip to\b", r"back to top", r"most (?:read|popular)\b",
        r"trending\b", r"you (?:may|might) also like", r"recommended\b.{0,20}$", r"what do you think\b.{0,80}$",
        r"let us know\b", r"reach (?:him|her|me|us) (?:at|directly)", r"(?:e-?)?mail:? \S+@", r"\S+@\S+\.\w+$",
        r"https?://\S+$", r"www\.\S+$", r"exclusive:?$", r"breaking(?: news)?:?$", r"opinion:?$", r"transcript:?$",
        r"log ?in\b", r"sign ?in\b", r"register\b.{0,30}$", r"newsletters?\b.{0,30}$", r"live updates?\b.{0,20}$",
        r"don['’]?t miss\b", r"editor['’]?s note", r"correction:", r"tweet this", r"h/t\b", r"via:?\s+\S+$",
        r"the views expressed\b", r"opinions expressed\b", r"like us on\b", r"find us on\b",
    ),
    **WORTH,
)
