"""English words that speak for or against checking a sentence."""

from __future__ import annotations

from .lexicon import Lexicon, words

WORTH = Lexicon(
    number_words=words(
        "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty",
        "seventy eighty ninety hundred thousand million billion trillion hundreds thousands millions",
        "billions dozens half third quarter percent percentage twice double doubled tripled majority",
        "dozen per",
    ),
    opinion=words(
        "think believe feel hope guess wish suppose should must ought better best worst great terrible",
        "good bad beautiful wonderful horrible amazing awful important believes sad disgusting shameful",
        "disgrace ridiculous absurd outrageous unfortunately fortunately hopefully frankly honestly",
        "stupid brilliant wrong right proud love hate like opinion view fair unfair unacceptable",
        "disappointed disappointing remarkable tragic inspiring dangerous reckless disastrous perfect",
        "fantastic incredible weak strong tough tremendous unparalleled desperate pathetic",
        "extraordinary shocking obviously clearly surely seems apparently",
    ),
    future=words(
        "will won't won’t 'll ’ll shall tomorrow going expected forecast predicts predict projected",
        "upcoming soon gonna would plans intends",
    ),
    duty=words(
        "should must ought let let's let’s need needs please shouldn't shouldn’t",
    ),
    comparison=words(
        "than more less fewer most least highest lowest largest biggest smallest worst best first last",
        "record worse better higher lower greater larger bigger smaller longest fastest only leading",
        "top rank ranked ranks tallest oldest youngest poorest richest compared versus twice",
        "unprecedented dominant",
    ),
    causal=words(
        "because caused causes cause causing due led leads result resulted resulting results thanks",
        "consequence effect effects therefore linked attributed blamed triggered triggers responsible",
        "sparked prompted expedited",
    ),
    law=words(
        "law laws bill bills act ban banned bans legislation amendment constitution constitutional",
        "court ruling ruled supreme illegal legal legally unlawful treaty sanctions sanction statute",
        "regulation regulations veto vetoed signed repeal repealed ratified resolution convicted",
        "indicted sentenced lawsuit sued pleaded charged tax taxes tariff tariffs enacted passed voted",
        "vote votes executive order decree mandate referendum licence license subpoena visa asylum",
        "citizenship adopted election",
    ),
    harm=words(
        "killed kill kills dead death deaths died dies murder murdered attack attacks attacked war bomb",
        "bombing nuclear missile missiles weapons weapon shooting shot terror terrorism terrorist",
        "disease virus pandemic epidemic cancer toxic poison fraud corruption abuse abused rape raped",
        "assault violence violent victims injured wounded casualties crisis collapse drug drugs opioid",
        "overdose vaccine vaccines hack hacked stolen crime crimes genocide torture starvation famine",
        "flood earthquake fire explosion hostages threat military strike strikes sexual harassment",
        "infected outbreak contaminated suicide trafficking slavery invaded invasion crash wildfire",
        "hurricane protesters arrested detained",
    ),
    topic=words(
        "jobs job unemployment economy economic deficit debt budget spending income wages wage",
        "inflation growth gdp trade exports imports oil gas energy immigration immigrants refugees",
        "border health healthcare care insurance medicare medicaid security welfare poverty education",
        "schools students teachers police prison guns gun climate emissions carbon population census",
        "troops soldiers army navy billion million percent rate rates price prices cost costs cut cuts",
        "raised increase increased decrease decreased rose fell dropped doubled voted votes supported",
        "opposed record administration congress senate government federal state states country",
        "countries company companies bank banks sales profit profits revenue shares market stock",
        "investment funding fund foundation program policy agreement deal nations programs cuba iran",
        "iraq russia china soviet union nato workers families children spent paid created lost built",
    ),
    greeting=words(
        "thank thanks hello welcome goodbye goodnight congratulations ladies gentlemen applause",
        "laughter crosstalk okay ok yeah yes hi bye sorry please",
    ),
    first_person=words("i me my mine myself i'm i’m i've i’ve i'd i’d i'll i’ll"),
    second_person=words("you your yours yourself you're you’re you've you’ve you'll you’ll"),
    record=words(
        "said says saying told voted supported supports opposed proposed promised signed called wrote",
        "claimed denied increased decreased doubled tripled raised cut vetoed passed created lost spent",
        "paid sold bought appointed wants plan fact never history ever against under since trillion",
        "report study records invested",
    ),
    third_person=words(
        "he she his her him they their them he's she's they're he’s she’s they’re himself herself mr",
        "mr. senator governor president did didn't didn’t doesn't doesn’t hasn't was wasn't were",
        "weren't administration opponent",
    ),
    together=words(
        "we our us ours we're we’re we've we’ve we'll we’ll we'd ourselves let's let’s",
    ),
    intent=words(
        "want can can't can’t cannot could try trying sure ready able like gonna going get see look",
        "talk keep help fight hope wish ask next future",
    ),
    vague=words(
        "thing things something anything everything way kind lot very really so well here what how this",
        "some question matter point idea nothing everybody everyone somebody someone anybody nobody",
        "about off again",
    ),
    hedges=words(
        "maybe perhaps possibly might could may probably likely allegedly seemingly somewhat if whether",
        "unless",
    ),
)
