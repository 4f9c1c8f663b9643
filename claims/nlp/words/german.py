"""German: reporting verbs and the words around them."""

from __future__ import annotations

from .lexicon import Lexicon, words

DE = Lexicon(
    code="de",
    say=words(
        "sagte sagt sagten sagen gesagt erklärte erklärt erklärten betonte betont betonten teilte",
        "meinte meint meinten behauptete behauptet behaupteten berichtete berichtet berichteten schrieb",
        "schreibt schrieben kündigte warnte warnt warnten äußerte äußert bestätigte bestätigt",
        "bestätigten räumte gab fügte ergänzte ergänzt versicherte versichert kritisierte kritisiert",
        "forderte fordert forderten verkündete bekräftigte bekräftigt unterstrich bezeichnete",
        "begründete argumentierte argumentiert antwortete antwortet fragte fragt verlautbarte erwiderte",
        "stellte wies hob hieß heißt zeigte zeigt ergab dementierte beklagte beklagt versprach",
        "verspricht erinnerte twitterte kommentierte mahnte prophezeite resümierte urteilte rief lobte",
    ),
    act=words(
        "nannte nennt warf beschuldigte glaubt denkt hofft fürchtet verurteilte begrüßte sprach",
    ),
    nouns=words(
        "gab teilte fügte stellte wies hob kündigte räumte zeigte ergab rief sagen",
    ),
    told=words("sagte erklärte berichtete"),
    gerunds=words(""),
    according=(
        ("laut",),
        ("zufolge",),
        ("nach", "angaben", "von"),
        ("nach", "angaben", "des"),
        ("nach", "angaben", "der"),
        ("nach", "ansicht", "von"),
        ("so",),
    ),
    that=words("dass daß ob"),
    auxiliaries=words(
        "hat haben hatte hatten ist sind war waren wird werden wurde wurden habe sei",
    ),
    adverbs=words(
        "auch weiter zudem außerdem bereits noch dann gestern heute jetzt zuvor später am mit an ein zu",
    ),
    negations=words("nicht nie kein keine"),
    finite=words(
        "ist sind war waren hat haben hatte hatten wird werden wurde wurden kann können muss müssen",
        "soll sei habe",
    ),
    breaks=words(
        "dass daß aber weil wenn als während obwohl ob wo denn sondern nachdem bevor damit",
    ),
    prepositions=words(
        "von in im an am auf bei mit nach zu zum zur für gegen über unter vor aus durch um seit",
        "gegenüber",
    ),
    indefinite=words("ein eine einer einem einen"),
    determiners=words(
        "der die das den dem des ein eine einen einem einer sein seine ihr ihre dieser diese dieses",
        "viele",
    ),
    conjunctions=words("und oder sowie"),
    relatives=words("der die das welcher welche"),
    he=words("er ihm ihn"),
    she=words("sie ihr"),
    they=words("ihnen"),
    other_pronouns=words("ich wir man es"),
    titles=words(
        "herr frau dr dr. prof prof. präsident präsidentin kanzler kanzlerin bundeskanzler",
        "bundeskanzlerin minister ministerin außenminister außenministerin innenminister finanzminister",
        "ministerpräsident premierminister sprecher sprecherin bürgermeister bürgermeisterin senator",
        "general papst könig königin chef chefin vorsitzende vorsitzender direktor direktorin",
        "us-präsident bundespräsident verteidigungsminister",
    ),
    abbreviations=words(
        "dr prof hr fr z b d h u a bzw ca etc evtl ggf inkl nr st str usw vgl mio mrd abs art jh s gest",
        "geb ggü",
    ),
    starters=words(
        "der die das ein eine in im und aber er sie es wir am auf bei mit nach dies diese für seit laut",
    ),
    dates=words(
        "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni",
        "juli august september oktober november dezember",
    ),
    documents=words(
        "bericht mitteilung brief artikel studie dokument tweet umfrage buch interview pressemitteilung",
    ),
    boilerplate=(
        r"lesen sie\b",
        r"mehr (?:zum|dazu|lesen)\b",
        r"weiterlesen\b",
        r"siehe auch\b",
        r"folgen sie uns\b",
        r"teilen\b.{0,20}$",
        r"abonnieren\b",
        r"newsletter\b",
        r"anzeige$",
        r"werbung$",
        r"foto\s*:",
        r"bild\s*:",
        r"quelle\s*:",
        r"alle rechte vorbehalten",
        r"aktualisiert\b",
        r"veröffentlicht am\b",
        r"klicken sie\b",
        r"jetzt anmelden\b",
    ),
    number_words=words(
        "zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig hundert hunderte tausend",
        "tausende million millionen milliarde milliarden hälfte drittel viertel doppelt mehrheit",
        "dutzend prozent",
    ),
    opinion=words(
        "glaube denke meine sollte sollten besser schlimm großartig schrecklich schande wichtig leider",
        "hoffentlich",
    ),
    future=words("wird werden morgen künftig nächste nächsten soll"),
    duty=words("muss müssen sollte sollten sollen"),
    comparison=words(
        "mehr weniger größte größten höchste höchsten beste schlechteste erste ersten rekord als",
        "einzige",
    ),
    causal=words(
        "weil wegen aufgrund verursacht führte ursache folge dank ergebnis dadurch",
    ),
    law=words(
        "gesetz gesetze gericht urteil verfassung illegal legal sanktionen steuer steuern verabschiedet",
        "beschlossen reform",
    ),
    harm=words(
        "tote toten tod starben getötet mord angriff angriffe krieg bombe atomwaffen waffen terror",
        "virus impfung impfstoff krebs betrug korruption gewalt opfer verletzt verletzte krise drogen",
        "anschlag",
    ),
    topic=words(
        "arbeitsplätze arbeitslosigkeit wirtschaft schulden haushalt ausgaben lohn löhne inflation bip",
        "migration flüchtlinge gesundheit rente bildung euro dollar regierung armut gas energie",
        "bevölkerung",
    ),
    greeting=words("danke hallo willkommen guten tschüss glückwunsch"),
    first_person=words("ich mich mir mein meine"),
    second_person=words("du ihr euch dein eure"),
    hedges=words("vielleicht möglicherweise könnte könnten wahrscheinlich wohl wenn"),
)
