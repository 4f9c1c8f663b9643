# ruff: noqa: E501  (a line is a paragraph)
"""Who said what in articles of our own in Spanish, French, German, Portuguese and Arabic."""

from __future__ import annotations

import pytest

from claims.nlp.engine import analyze

GERMAN = """Die Stadt Altenau will 400 Wohnungen bauen. Bürgermeisterin Clara Noll sagte am Montag im Rathaus, die Mieten seien seit 2019 um ein Viertel gestiegen. „Wir haben zu lange gewartet“, fügte sie hinzu.
Laut dem Landesamt für Statistik fehlen 3.000 Wohnungen. Der Mieterverein kritisierte den Plan: „Das löst das Problem nicht.“ Nolls Stellvertreter Timo Brandt teilte mit, dass der Bau im Mai beginne.
„Es gibt kein Geld dafür“, sagte ein Sprecher der Opposition. Brandt wies das zurück."""
GERMAN_SAID = [
    (
        "Bürgermeisterin Clara Noll",
        "sagte",
        ["die Mieten seien seit 2019 um ein Viertel gestiegen"],
        ("Clara Noll",),
    ),
    ("sie", "fügte hinzu", ["„Wir haben zu lange gewartet“"], ("Clara Noll",)),
    ("dem Landesamt für Statistik", "Laut", ["fehlen 3.000 Wohnungen"], ("Landesamt",)),
    ("Der Mieterverein", "kritisierte", ["den Plan: „Das löst das Problem nicht.“"], ("Mieterverein",)),
    ("Nolls Stellvertreter Timo Brandt", "teilte mit", ["dass der Bau im Mai beginne"], ("Timo Brandt",)),
    ("ein Sprecher der Opposition", "sagte", ["„Es gibt kein Geld dafür“"], ()),
]

GERMAN_POLICE = """Wie die Polizei mitteilte, wurden bei dem Unfall drei Menschen verletzt. Augenzeugen zufolge war der Fahrer zu schnell. Er habe die Ampel nicht gesehen, sagte der Fahrer Udo Kern. Der Richter sprach ihn frei. Nach Angaben von Anwalt Karl Zopf war die Bremse defekt."""
GERMAN_POLICE_SAID = [
    ("die Polizei", "mitteilte", ["wurden bei dem Unfall drei Menschen verletzt"], ("Polizei",)),
    ("Augenzeugen", "zufolge", ["war der Fahrer zu schnell"], ()),
    ("der Fahrer Udo Kern", "sagte", ["Er habe die Ampel nicht gesehen"], ("Udo Kern",)),
    ("Anwalt Karl Zopf", "Nach Angaben von", ["war die Bremse defekt"], ("Karl Zopf",)),
]

ARABIC = """أعلنت وزيرة الصحة هدى سليم أن الوزارة وزعت مليوني جرعة من اللقاح منذ يناير. وقالت سليم في مؤتمر صحفي يوم الاثنين إن عدد الإصابات انخفض بنسبة 30 في المئة.
وأضافت: «لم نسجل أي وفاة هذا الأسبوع».
أما رئيس نقابة الأطباء، كمال رشيد، فقال إن المستشفيات تفتقر إلى 400 طبيب. "الأرقام الرسمية لا تعكس الواقع"، أكد رشيد.
ووفقا لتقرير البنك المركزي، ارتفعت الأسعار بنسبة 6 في المئة. وأشارت الوزيرة إلى أن الميزانية ستزيد."""
ARABIC_SAID = [
    ("وزيرة الصحة هدى سليم", "أعلنت", ["أن الوزارة وزعت مليوني جرعة من اللقاح منذ يناير"], ("هدى سليم",)),
    ("سليم", "وقالت", ["إن عدد الإصابات انخفض بنسبة 30 في المئة"], ("هدى سليم",)),
    ("", "وأضافت", ["«لم نسجل أي وفاة هذا الأسبوع»"], ("هدى سليم",)),
    ("رئيس نقابة الأطباء، كمال رشيد،", "فقال", ["إن المستشفيات تفتقر إلى 400 طبيب"], ("كمال رشيد",)),
    ("رشيد", "أكد", ['"الأرقام الرسمية لا تعكس الواقع"'], ("كمال رشيد",)),
    ("لتقرير البنك المركزي", "ووفقا", ["ارتفعت الأسعار بنسبة 6 في المئة"], ("البنك المركزي",)),
    ("الوزيرة", "وأشارت", ["إلى أن الميزانية ستزيد"], ("هدى سليم",)),
]

ARABIC_ROAD = """من جانبه، صرح المتحدث باسم الحكومة ياسر عمران بأن الطريق الجديد سيفتح في مارس. ونفى عمران وجود أي تأخير، قائلا إن العمل انتهى قبل موعده. وذكرت الصحيفة أن التكلفة بلغت 80 مليون دولار، بحسب مصدر في الوزارة."""
ARABIC_ROAD_SAID = [
    ("المتحدث باسم الحكومة ياسر عمران", "صرح", ["بأن الطريق الجديد سيفتح في مارس"], ("ياسر عمران",)),
    ("عمران وجود أي تأخير", "قائلا", ["إن العمل انتهى قبل موعده"], ("ياسر عمران",)),
    ("الصحيفة", "وذكرت", ["أن التكلفة بلغت 80 مليون دولار"], ("الصحيفة",)),
]

SPANISH = """La alcaldesa de Villalta, Nuria Campos, anunció el martes que el hospital abrirá en mayo. «Hemos invertido 12 millones de euros», dijo Campos. «Nadie esperará más de un mes», añadió.
Según el sindicato, faltan 40 enfermeros. El concejal Raúl Mora, por su parte, negó que haya dinero. «Es mentira», respondió él.
El plan, explicó la consejera Elena Paz, costará menos que el anterior. Como informó la agencia Norte, la obra empezó en 2021."""
SPANISH_SAID = [
    (
        "La alcaldesa de Villalta, Nuria Campos,",
        "anunció",
        ["que el hospital abrirá en mayo"],
        ("Nuria Campos",),
    ),
    ("Campos", "dijo", ["«Hemos invertido 12 millones de euros»"], ("Nuria Campos",)),
    ("", "añadió", ["«Nadie esperará más de un mes»"], ("Nuria Campos",)),
    ("el sindicato", "Según", ["faltan 40 enfermeros"], ("sindicato",)),
    ("El concejal Raúl Mora, por su parte,", "negó", ["que haya dinero"], ("Raúl Mora",)),
    ("él", "respondió", ["«Es mentira»"], ("Raúl Mora",)),
    ("la consejera Elena Paz", "explicó", ["El plan", "costará menos que el anterior"], ("Elena Paz",)),
    ("la agencia Norte", "informó", ["la obra empezó en 2021"], ("Norte",)),
]

SPANISH_RIVER = """Añadió que la ciudad no tiene deudas. A juicio del economista Tomás Vela, el déficit es peor que en 2012. “No hay agua en 300 casas”, denunciaron los vecinos. De acuerdo con el informe, el río bajó dos metros."""
SPANISH_RIVER_SAID = [
    ("", "Añadió", ["que la ciudad no tiene deudas"], ()),
    ("economista Tomás Vela", "A juicio del", ["el déficit es peor que en 2012"], ("Tomás Vela",)),
    ("los vecinos", "denunciaron", ["“No hay agua en 300 casas”"], ()),
    ("el informe", "De acuerdo con", ["el río bajó dos metros"], ()),
]

FRENCH = """« Le pont sera rouvert en juin », a promis la maire de Valmont, Inès Carel. « Il a coûté 4 millions d’euros », a-t-elle ajouté.
Selon l’opposition, le chantier a pris deux ans de retard. Le préfet Marc Toussaint, lui, assure que la route est sûre. L’eau, a-t-il précisé, n’a jamais dépassé le seuil.
Comme l’a annoncé l’agence, la dette a doublé depuis 2018."""
FRENCH_SAID = [
    ("la maire de Valmont, Inès Carel", "a promis", ["« Le pont sera rouvert en juin »"], ("Inès Carel",)),
    ("-t-elle", "ajouté", ["« Il a coûté 4 millions d’euros »"], ("Inès Carel",)),
    ("l’opposition", "Selon", ["le chantier a pris deux ans de retard"], ()),
    ("Le préfet Marc Toussaint, lui,", "assure", ["que la route est sûre"], ("Marc Toussaint",)),
    ("-t-il", "précisé", ["L’eau", "n’a jamais dépassé le seuil"], ("Marc Toussaint",)),
    ("l’agence", "l’a annoncé", ["la dette a doublé depuis 2018"], ()),
]

FRENCH_BANK = """D’après Luc Berthier, économiste à la banque Orsel, l’inflation a atteint 6 % en mars. « Les salaires ne suivent pas », dit-il. « C’est faux », rétorque la ministre. Pour le syndicaliste Paul Adam, il manque 300 postes. Interrogée mardi, Claire Morel a déclaré que l’impôt baisserait."""
FRENCH_BANK_SAID = [
    (
        "Luc Berthier, économiste à la banque Orsel",
        "D’après",
        ["l’inflation a atteint 6 % en mars"],
        ("Luc Berthier",),
    ),
    ("-il", "dit", ["« Les salaires ne suivent pas »"], ("Luc Berthier",)),
    ("la ministre", "rétorque", ["« C’est faux »"], ()),
    ("le syndicaliste Paul Adam", "Pour", ["il manque 300 postes"], ("Paul Adam",)),
    ("Claire Morel", "a déclaré", ["que l’impôt baisserait"], ("Claire Morel",)),
]

PORTUGUESE = """O prefeito de Serra Azul, Davi Moura, anunciou na segunda-feira que a escola vai abrir em março. “Investimos 3 milhões de reais”, disse Moura. “Ninguém ficará sem vaga”, acrescentou.
Segundo o sindicato, faltam 60 professores. A vereadora Lídia Sá negou que haja dinheiro. O plano, explicou ela, custa mais do que o anterior.
Como informou a agência, a obra começou em 2021."""
PORTUGUESE_SAID = [
    (
        "O prefeito de Serra Azul, Davi Moura,",
        "anunciou",
        ["que a escola vai abrir em março"],
        ("Davi Moura",),
    ),
    ("Moura", "disse", ["“Investimos 3 milhões de reais”"], ("Davi Moura",)),
    ("", "acrescentou", ["“Ninguém ficará sem vaga”"], ("Davi Moura",)),
    ("o sindicato", "Segundo", ["faltam 60 professores"], ("sindicato",)),
    ("A vereadora Lídia Sá", "negou", ["que haja dinheiro"], ("Lídia Sá",)),
    ("ela", "explicou", ["O plano", "custa mais do que o anterior"], ("Lídia Sá",)),
    ("a agência", "informou", ["a obra começou em 2021"], ()),
]

PORTUGUESE_DOCTORS = """De acordo com a economista Rita Prado, a inflação chegou a 6% em março. “Os salários não acompanham”, disse ela. Para o ministro Rui Costa, a lei é justa. “Faltam 300 médicos”, alertou ontem o diretor do hospital, Nuno Reis. Ele afirmou que o governo não paga há três meses."""
PORTUGUESE_DOCTORS_SAID = [
    ("a economista Rita Prado", "De acordo com", ["a inflação chegou a 6% em março"], ("Rita Prado",)),
    ("ela", "disse", ["“Os salários não acompanham”"], ("Rita Prado",)),
    ("o ministro Rui Costa", "Para", ["a lei é justa"], ("Rui Costa",)),
    ("o diretor do hospital, Nuno Reis", "alertou", ["“Faltam 300 médicos”"], ("Nuno Reis",)),
    ("Ele", "afirmou", ["que o governo não paga há três meses"], ("Nuno Reis",)),
]

SENTENCES = [
    (
        "de",
        "Die Mieten sinken laut Innenminister Jonas Adler um vier Prozent.",
        "Innenminister Jonas Adler",
        ["Die Mieten sinken", "um vier Prozent"],
        ("Jonas Adler",),
    ),
    (
        "de",
        "Jonas Adler ist in Kiel. Dr. Petra Weber leitet das Amt. Dr. Weber fügte hinzu: „Das reicht nicht aus.“",
        "Dr. Weber",
        ["„Das reicht nicht aus.“"],
        ("Petra Weber",),
    ),
    (
        "de",
        "Die Zahl der Arbeitslosen stieg um 5 Prozent, wie Eva Lang am Montag mitteilte.",
        "Eva Lang",
        ["Die Zahl der Arbeitslosen stieg um 5 Prozent"],
        ("Eva Lang",),
    ),
    (
        "de",
        "Eva Lang teilte dem Sender Nord mit, dass die Brücke gesperrt sei.",
        "Eva Lang",
        ["dass die Brücke gesperrt sei"],
        ("Eva Lang",),
    ),
    (
        "de",
        "Die Schulden seien halbiert, sagte Ministerin Eva Lang.",
        "Ministerin Eva Lang",
        ["Die Schulden seien halbiert"],
        ("Eva Lang",),
    ),
    (
        "ar",
        "وقالت وزارة الصحة في بيان يوم الأحد إن عدد المصابين بلغ ألفي شخص.",
        "وزارة الصحة",
        ["إن عدد المصابين بلغ ألفي شخص"],
        ("وزارة الصحة",),
    ),
    (
        "ar",
        "ونقلت الصحيفة عن سلمى حداد قولها إن الأسعار انخفضت.",
        "سلمى حداد",
        ["إن الأسعار انخفضت"],
        ("سلمى حداد",),
    ),
    (
        "es",
        "«No subiremos los impuestos», afirmó ayer la alcaldesa Marta Gil.",
        "la alcaldesa Marta Gil",
        ["«No subiremos los impuestos»"],
        ("Marta Gil",),
    ),
    (
        "pt",
        "“Não vamos subir os impostos”, disse a prefeita Lia Ramos.",
        "a prefeita Lia Ramos",
        ["“Não vamos subir os impostos”"],
        ("Lia Ramos",),
    ),
    (
        "de",
        "Wie die „Bild“ berichtet, tritt der Minister zurück.",
        "die „Bild“",
        ["tritt der Minister zurück"],
        ("Bild",),
    ),
    (
        "de",
        "Der Sprecher des Ministeriums, Karl Voss, betonte: „Das ist falsch.“",
        "Der Sprecher des Ministeriums, Karl Voss,",
        ["„Das ist falsch.“"],
        ("Karl Voss",),
    ),
    (
        "es",
        "La policía informó el lunes de que tres personas fueron detenidas.",
        "La policía",
        ["que tres personas fueron detenidas"],
        ("policía",),
    ),
    (
        "fr",
        "« Il n’y aura plus de trains », a ajouté le ministère dans un communiqué.",
        "le ministère",
        ["« Il n’y aura plus de trains »"],
        ("ministère",),
    ),
    (
        "pt",
        "A polícia informou que três pessoas foram detidas.",
        "A polícia",
        ["que três pessoas foram detidas"],
        ("polícia",),
    ),
    (
        "fr",
        "Le chômage, a expliqué Anne Morel, a baissé de 4 % en mai.",
        "Anne Morel",
        ["Le chômage", "a baissé de 4 % en mai"],
        ("Anne Morel",),
    ),
]


def _found(text, language):
    """(source, cue, content, speakers) of each attribution; "" for a source that the sentence leaves out."""
    return [
        (
            "".join(span.of(text) for span in one.source),
            " ".join(span.of(text) for span in one.cue),
            [span.of(text) for span in one.content],
            one.speakers,
        )
        for one in analyze(text, language=language).attributions
    ]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("de", GERMAN, GERMAN_SAID),
        ("de", GERMAN_POLICE, GERMAN_POLICE_SAID),
        ("ar", ARABIC, ARABIC_SAID),
        ("ar", ARABIC_ROAD, ARABIC_ROAD_SAID),
        ("es", SPANISH, SPANISH_SAID),
        ("es", SPANISH_RIVER, SPANISH_RIVER_SAID),
        ("fr", FRENCH, FRENCH_SAID),
        ("fr", FRENCH_BANK, FRENCH_BANK_SAID),
        ("pt", PORTUGUESE, PORTUGUESE_SAID),
        ("pt", PORTUGUESE_DOCTORS, PORTUGUESE_DOCTORS_SAID),
    ],
)
def test_attribution_reads_an_article(language, text, said):
    assert _found(text, language) == said


@pytest.mark.parametrize(("language", "text", "source", "content", "speakers"), SENTENCES)
def test_attribution_reads_a_sentence(language, text, source, content, speakers):
    assert [(one[0], *one[2:]) for one in _found(text, language)] == [(source, content, speakers)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Polizei bestätigte den Vorfall vom Sonntag."),
        ("de", "Das Gericht stellte am Montag einen neuen Plan vor."),
        ("es", "La ciudad, que tiene un puerto, creció mucho en 2020."),
        ("fr", "Pour la première fois, la ville a un musée."),
        ("pt", "No segundo trimestre, a empresa abriu 30 lojas."),
        ("ar", "ارتفعت أسعار النفط في الأسواق العالمية يوم الثلاثاء."),
    ],
)
def test_attribution_leaves_alone_what_nobody_said_there(language, text):
    assert analyze(text, language=language).attributions == ()


def test_attribution_goes_on_where_german_verbs_say_so():
    text = "Eva Lang sagte, die Mieten seien gestiegen. Das sei zu wenig. Es regnete am Abend."

    found = _found(text, "de")

    assert [(content, speakers) for _, _, content, speakers in found] == [
        (["die Mieten seien gestiegen"], ("Eva Lang",)),
        (["Das sei zu wenig."], ("Eva Lang",)),
    ]
