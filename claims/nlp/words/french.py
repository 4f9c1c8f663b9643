"""French: reporting verbs and the words around them."""

from __future__ import annotations

from .lexicon import Lexicon, words

FR = Lexicon(
    code="fr",
    say=words(
        "dit disent disait déclaré déclare déclarent déclarait affirmé affirme affirment affirmait",
        "assuré assure assurent expliqué explique expliquent expliquait ajouté ajoute ajoutent ajoutait",
        "précisé précise précisent indiqué indique indiquent souligné souligne soulignent estimé estime",
        "estiment estimait annoncé annonce annoncent rappelé rappelle rappellent reconnu reconnaît",
        "admis admet confirmé confirme confirment insisté insiste dénoncé dénonce dénoncent nié nie",
        "démenti dément averti avertit prévenu prévient noté note notent observé observe écrit écrivent",
        "écrivait répondu répond demandé demande raconté raconte révélé révèle révèlent soutient",
        "soutiennent soutenu conclu conclut martelé martèle lancé lance regretté regrette jugé juge",
        "jugent prétend prétendu commenté commente tweeté poursuit poursuivi renchérit résume résumé",
        "confié confie détaille réagi réagit garantit promis promet rapporté rapporte rapportent clamé",
        "clame rétorqué rétorque répliqué réplique exclamé exclame avancé avance tranché tranche plaidé plaide",
    ),
    act=words(
        "qualifié qualifie accusé accuse critiqué critique décrit appelé appelle pense croit considère",
        "salué",
    ),
    nouns=words(
        "note lance juge demande estime annonce conclut soutient réagit rapporte critique résumé",
    ),
    told=words("dit expliqué confié assuré rappelé indiqué raconté"),
    gerunds=words(
        "affirmant assurant expliquant ajoutant précisant indiquant soulignant estimant disant",
    ),
    according=(("selon",), ("d’après",), ("d'après",), ("suivant",), ("aux", "yeux", "de"), ("pour",)),
    that=words("que qu’ qu' si"),
    like=words("comme"),
    auxiliaries=words("a ont avait avaient est sont aurait auraient ait était l’a l'a l’ont l'ont"),
    adverbs=words(
        "aussi également encore ensuite déjà hier récemment notamment toutefois puis enfin ainsi t il",
        "elle ils",
    ),
    negations=words("pas ne n’ n' jamais ni"),
    finite=words(
        "est sont était étaient a ont avait avaient sera seront fait font peut peuvent doit doivent va",
        "vont",
    ),
    breaks=words("que qui mais parce car si quand lorsque tandis comme où dont alors"),
    prepositions=words(
        "de en à par pour avec sans sur entre depuis dans chez contre vers du des au aux après avant",
        "lors",
    ),
    indefinite=words("un une autre"),
    determiners=words(
        "le la les un une des l’ l' son sa ses ce cette ces leur leurs plusieurs certains deux trois",
    ),
    conjunctions=words("et ou"),
    relatives=words("qui que"),
    he=words("il lui -il -t-il"),
    she=words("elle -elle -t-elle"),
    they=words("ils elles eux -ils -elles -t-ils"),
    other_pronouns=words("je nous vous on"),
    titles=words(
        "m m. mme mme. mlle monsieur madame dr dr. pr président présidente ministre premier première",
        "secrétaire sénateur sénatrice député députée maire général colonel roi reine pape porte-parole",
        "directeur directrice ex-président vice-président chancelier chancelière juge préfet préfète",
        "économiste syndicaliste avocat avocate chercheur chercheuse médecin professeur professeure expert",
        "experte procureur procureure conseiller conseillère",
    ),
    abbreviations=words("m mm mme mlle dr pr me st ste etc cf p pp art env av n° vol éd ex"),
    starters=words(
        "le la les un une des en et mais il elle ils ce cette dans pour par selon avec on",
    ),
    dates=words(
        "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin",
        "juillet août septembre octobre novembre décembre",
    ),
    documents=words(
        "rapport communiqué lettre tribune article étude document tweet sondage livre entretien",
        "interview",
    ),
    boilerplate=(
        r"lire (?:aussi|la suite|également|plus)\b",
        r"à lire\b",
        r"voir aussi\b",
        r"suivez[- ]nous\b",
        r"partage[rz]\b",
        r"abonnez[- ]vous\b",
        r"s['’]abonner\b",
        r"publicité\b",
        r"photos?\s*:",
        r"crédits?\b.{0,12}:",
        r"source\s*:",
        r"tous droits réservés",
        r"mis à jour\b",
        r"publié le\b",
        r"cliquez\b",
        r"newsletters?\b",
        r"inscrivez[- ]vous",
    ),
    number_words=words(
        "deux trois quatre cinq six sept huit neuf dix vingt trente cent cents centaines mille milliers",
        "million millions milliard milliards moitié tiers quart double majorité dizaine dizaines",
    ),
    opinion=words(
        "crois pense devrait devraient devons mieux pire grand terrible honte important scandaleux",
        "malheureusement",
    ),
    future=words(
        "sera seront aura auront fera feront va vont demain prochain prochaine devra pourra",
    ),
    duty=words("doit doivent faut devrait devraient devons"),
    comparison=words(
        "plus moins meilleur pire premier première dernier dernière record que seul",
    ),
    causal=words("car cause causé provoqué entraîné raison conséquence grâce résultat"),
    law=words(
        "loi lois décret tribunal cour constitution illégal légal sanctions impôt impôts taxe voté",
        "adopté réforme",
    ),
    harm=words(
        "morts mort tués tué décès meurtre attaque attaques guerre bombe nucléaire armes terrorisme",
        "virus vaccin vaccins cancer fraude corruption violence violences victimes blessés crise drogue",
        "crimes attentat",
    ),
    topic=words(
        "emploi emplois chômage économie dette budget dépenses salaire salaires inflation pib",
        "immigration santé retraites éducation euros dollars investissement gouvernement pauvreté gaz",
        "énergie population",
    ),
    greeting=words("merci bonjour bienvenue bonsoir félicitations salut"),
    first_person=words("je moi mon ma mes j’ai j'ai"),
    second_person=words("tu vous ton votre vos te"),
    hedges=words("peut-être probablement si pourrait pourraient sans doute"),
)
