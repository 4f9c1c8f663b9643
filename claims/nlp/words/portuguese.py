"""Portuguese: reporting verbs and the words around them."""

from __future__ import annotations

from .lexicon import Lexicon, words

PT = Lexicon(
    code="pt",
    say=words(
        "disse diz dizem disseram dizia afirmou afirma afirmam afirmaram declarou declara declararam",
        "explicou explica explicaram acrescentou acrescenta anunciou anuncia anunciaram garantiu",
        "garante garantiram assegurou revelou revela revelaram destacou destaca ressaltou ressalta",
        "sublinhou salientou alertou alerta alertaram avisou admitiu admite admitiram reconheceu",
        "reconhece confirmou confirma confirmaram negou nega negaram insistiu insiste denunciou",
        "denuncia respondeu responde perguntou escreveu escreve escreveram contou conta lembrou lembra",
        "recordou informou informa informaram comentou comenta concluiu conclui defendeu argumentou",
        "argumenta prometeu promete completou completa ponderou apontou aponta indicou indica reiterou",
        "enfatizou lamentou publicou tuitou observou avaliou avalia considerou dito afirmado declarado",
    ),
    act=words(
        "chamou chama acusou acusa criticou critica descreveu classificou pediu exigiu acredita pensa",
        "considera",
    ),
    nouns=words("conta informa aponta publicou alerta completa avalia considerou"),
    told=words("disse informou contou explicou garantiu"),
    gerunds=words(
        "dizendo afirmando acrescentando garantindo explicando destacando alegando",
    ),
    according=(
        ("segundo",),
        ("de", "acordo", "com"),
        ("conforme",),
        ("nas", "palavras", "de"),
        ("para",),
        ("na", "opinião", "de"),
        ("na", "opinião", "da"),
        ("na", "opinião", "do"),
    ),
    that=words("que se"),
    like=words("como conforme"),
    drops_subject=True,
    auxiliaries=words("tem têm tinha tinham havia foi está estão"),
    adverbs=words(
        "também ainda já depois antes hoje ontem recentemente lhe se nos assim",
    ),
    negations=words("não nunca nem"),
    finite=words(
        "é são foi foram era eram está estão tem têm tinha será serão há fez faz pode podem deve devem",
        "vai vão",
    ),
    breaks=words("que mas porque se quando enquanto como embora onde quem pois"),
    prepositions=words(
        "de em a por para com sem sobre entre desde até após contra do da dos das no na nos nas ao à",
        "durante",
    ),
    indefinite=words("um uma outro outra"),
    determiners=words(
        "o a os as um uma uns umas seu sua seus suas este esta esse essa outro outra vários muitos",
    ),
    conjunctions=words("e ou"),
    relatives=words("que quem"),
    he=words("ele"),
    she=words("ela"),
    they=words("eles elas"),
    other_pronouns=words("eu nós você vocês"),
    titles=words(
        "senhor senhora sr sr. sra sra. dom dona dr dr. dra presidente ministro ministra secretário",
        "secretária senador senadora deputado deputada governador governadora prefeito prefeita general",
        "coronel rei rainha papa porta-voz diretor diretora ex-presidente ex-ministro vice-presidente",
        "primeiro-ministro juiz juíza chanceler economista especialista pesquisador pesquisadora",
        "advogado advogada médico médica promotor promotora delegado delegada chefe líder vereador",
        "vereadora",
    ),
    abbreviations=words(
        "sr sra dr dra d prof profa exmo etc pág p núm nº av art aprox ex cia eua gen",
    ),
    starters=words(
        "o a os as um uma em e mas não se é este esta seu por para com que quando segundo como",
    ),
    dates=words(
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo janeiro",
        "fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    ),
    documents=words(
        "relatório comunicado carta artigo estudo documento tuíte pesquisa livro entrevista nota",
    ),
    boilerplate=(
        r"leia (?:também|mais)\b",
        r"ler mais\b",
        r"veja (?:também|mais)\b",
        r"saiba mais\b",
        r"siga[- ](?:nos|o|a)\b",
        r"compartilh",
        r"partilh(?:e|ar)\b",
        r"assine\b",
        r"inscreva-se\b",
        r"publicidade\b",
        r"foto(?:s)?\s*:",
        r"imagem\s*:",
        r"fonte\s*:",
        r"crédito\s*:",
        r"todos os direitos",
        r"atualizado\b",
        r"publicado\b",
        r"clique\b",
    ),
    number_words=words(
        "dois duas três quatro cinco seis sete oito nove dez cem cento centenas mil milhares milhão",
        "milhões bilhão bilhões metade terço dobro maioria dezena dezenas",
    ),
    opinion=words(
        "acho penso deveria deveríamos melhor pior grande terrível vergonha importante infelizmente bom",
        "ruim",
    ),
    future=words(
        "será serão fará farão haverá terá terão poderá vai vão amanhã próximo próxima",
    ),
    duty=words("deve devem deveria deveriam precisa precisamos"),
    comparison=words(
        "mais menos maior menor melhor pior primeiro primeira último última recorde que único única",
    ),
    causal=words("porque devido causa causou provocou consequência graças resultado"),
    law=words(
        "lei leis decreto tribunal corte constituição ilegal legal sanções imposto impostos votou",
        "aprovou reforma",
    ),
    harm=words(
        "mortos morte morreu morreram matou assassinato ataque ataques guerra bomba nuclear armas",
        "terrorismo vírus vacina vacinas câncer fraude corrupção violência vítimas feridos crise drogas",
        "crimes",
    ),
    topic=words(
        "emprego empregos desemprego economia dívida orçamento gasto salário inflação pib imigração",
        "saúde pensões educação euros dólares reais investimento governo pobreza gás energia população",
    ),
    greeting=words("obrigado obrigada olá bem-vindos bom parabéns"),
    first_person=words("eu meu minha me mim"),
    second_person=words("tu você vocês teu tua te"),
    hedges=words("talvez possivelmente se poderia poderiam"),
)
