"""Spanish: reporting verbs and the words around them."""

from __future__ import annotations

from .lexicon import Lexicon, words

ES = Lexicon(
    code="es",
    say=words(
        "dijo dice dicen dijeron decía diciendo afirmó afirma afirman afirmaron aseguró asegura",
        "aseguran aseguraron declaró declara declararon explicó explica explicaron señaló señala",
        "señalaron indicó indica indicaron añadió añade añadieron agregó agrega agregaron anunció",
        "anuncia anunciaron advirtió advierte advirtieron sostuvo sostiene sostienen sostuvieron",
        "reconoció reconoce reconocieron admitió admite admitieron confirmó confirma confirmaron",
        "insistió insiste insistieron denunció denuncia denunciaron negó niega negaron subrayó subraya",
        "subrayaron destacó destaca destacaron manifestó manifiesta manifestaron expresó expresa",
        "expresaron comentó comenta comentaron respondió responde respondieron preguntó pregunta aclaró",
        "aclara precisó precisa precisaron recordó recuerda recordaron reveló revela revelaron informó",
        "informa informaron escribió escribe escribieron concluyó concluye concluyeron argumentó",
        "argumenta alegó alega prometió promete contó cuenta apuntó apunta apuntaron reiteró reitera",
        "enfatizó lamentó lamenta opinó opina publicó tuiteó detalló detalla dicho afirmado asegurado",
        "declarado señalado anunciado explicado confirmado",
    ),
    act=words(
        "calificó califica acusó acusa criticó critica describió llamó pidió exigió instó cree piensa",
        "considera",
    ),
    nouns=words("cuenta informa apunta publicó"),
    told=words("dijo informó aseguró recordó contó explicó"),
    gerunds=words(
        "diciendo afirmando asegurando añadiendo señalando indicando explicando agregando",
    ),
    according=(
        ("según",),
        ("de", "acuerdo", "con"),
        ("de", "acuerdo", "a"),
        ("en", "palabras", "de"),
        ("a", "juicio", "de"),
        ("en", "opinión", "de"),
        ("en", "opinión", "del"),
        ("a", "juicio", "del"),
        ("para",),
    ),
    that=words("que si"),
    like=words("como"),
    drops_subject=True,
    auxiliaries=words("ha han había habían he hemos haber está están"),
    adverbs=words(
        "también además ya luego después antes hoy ayer recientemente le les se lo nos me así",
    ),
    negations=words("no nunca tampoco"),
    finite=words(
        "es son fue fueron era eran está están ha han había habrá será serán tiene tienen hay hizo hace",
        "puede pueden debe deben va van quiere",
    ),
    breaks=words("que pero porque si cuando mientras como aunque donde quien cual pues"),
    prepositions=words(
        "de en a por para con sin sobre entre desde hasta tras ante contra del al durante según",
    ),
    indefinite=words("un una otro otra"),
    determiners=words(
        "el la los las un una unos unas su sus este esta estos estas ese esa otro otra varios muchos",
    ),
    conjunctions=words("y e o u"),
    relatives=words("que quien quienes"),
    he=words("él"),
    she=words("ella"),
    they=words("ellos ellas"),
    other_pronouns=words("yo nosotros usted ustedes"),
    titles=words(
        "señor señora sr sr. sra sra. don doña dr dr. dra presidente presidenta ministro ministra",
        "secretario secretaria senador senadora diputado diputada gobernador gobernadora alcalde",
        "alcaldesa general coronel rey reina papa portavoz director directora exministro expresidente",
        "vicepresidente canciller primer jefe líder juez jueza economista experto experta vecino vecina",
        "investigador investigadora abogado abogada médico médica fiscal comisario comisaria",
    ),
    abbreviations=words(
        "sr sra srta dr dra d ee uu ud uds etc pág págs núm nº av prof gral art aprox ej cía lic ing",
    ),
    starters=words(
        "el la los las un una en y pero no se es este esta su por para con que cuando según como",
    ),
    dates=words(
        "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio",
        "julio agosto septiembre octubre noviembre diciembre",
    ),
    documents=words(
        "informe comunicado carta artículo estudio documento tuit encuesta libro entrevista",
    ),
    boilerplate=(
        r"lea? (?:también|más|además)\b",
        r"leer más\b",
        r"ver más\b",
        r"síguenos\b",
        r"sigue (?:a|en)\b",
        r"compart(?:e|ir)\b",
        r"suscr[ií]b",
        r"publicidad\b",
        r"foto(?:s|grafía)?\s*:",
        r"imagen\s*:",
        r"fuente\s*:",
        r"por favor\b.{0,20}suscr",
        r"todos los derechos",
        r"más información\b",
        r"actualizado\b",
        r"publicado\b",
        r"haz clic",
        r"haga clic",
        r"noticias relacionadas",
        r"te puede interesar",
        r"boletín\b",
        r"redacción$",
    ),
    number_words=words(
        "dos tres cuatro cinco seis siete ocho nueve diez cien ciento cientos mil miles millón millones",
        "mitad tercio doble triple mayoría docena",
    ),
    opinion=words(
        "creo pienso opino debería deberíamos mejor peor gran terrible vergüenza importante bueno malo",
    ),
    future=words(
        "será serán hará harán habrá tendrá tendrán podrá va van mañana próximo próxima",
    ),
    duty=words("debe deben debería deberían debemos"),
    comparison=words(
        "más menos mayor menor mejor peor primer primera último última récord que único única",
    ),
    causal=words(
        "porque debido causa causó causado provocó consecuencia gracias resultado",
    ),
    law=words(
        "ley leyes decreto tribunal corte constitución ilegal legal sanciones impuesto impuestos votó",
        "aprobó reforma",
    ),
    harm=words(
        "muertos muerte murió murieron mató asesinato ataque ataques guerra bomba nuclear armas",
        "terrorismo virus vacuna vacunas cáncer fraude corrupción violencia víctimas heridos crisis",
        "drogas delitos terremoto",
    ),
    topic=words(
        "empleo empleos desempleo paro economía deuda presupuesto gasto salario inflación pib",
        "inmigración sanidad pensiones educación euros dólares inversión gobierno pobreza gas energía",
        "población",
    ),
    greeting=words("gracias hola bienvenidos buenos buenas felicidades feliz enhorabuena"),
    first_person=words("yo mi mí me mis"),
    second_person=words("tú usted ustedes vosotros tu te os"),
    hedges=words("quizás quizá tal posiblemente si podría podrían"),
)
