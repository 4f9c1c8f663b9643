"""Word lists for names: given names with their usual gender, and words of bodies and places."""

from __future__ import annotations

from .words.lexicon import words

MEN = words(
    "aaron abdul abdullah adam adrian ahmed alan albert alejandro alex alexander alexei alfred ali",
    "alistair allen amir andre andrea andreas andres andrew andy angelo anthony antonio antony",
    "arnold arthur ashraf barack barry bashar ben benjamin bernard bernie bill billy bob bobby",
    "boris brad bradley brandon brendan brett brian bruce bryan carl carlos charles charlie chris",
    "christian christopher chuck clarence claude colin corey craig cyril dale damian dan daniel",
    "darren dave david dean dennis derek diego dimitri dmitry don donald doug douglas duncan dwight",
    "earl ed eddie edgar eduardo edward elon emmanuel enrique eric erik ernest evan felipe felix",
    "fernando francisco francis francois françois frank franklin fred frederick gabriel gareth gary",
    "gavin gene geoff geoffrey george gerald gerhard gerry glen glenn gordon graham grant greg",
    "gregory guillermo gustavo guy hamid hans harold harry hassan hector heinz henri henry herbert",
    "herman horst howard hugh hugo hussein ian ibrahim igor isaac ismail ivan jack jacob jacques",
    "jaime jair jake james jamie jan jared jason javier jay jean jeb jeff jeffrey jens jeremy",
    "jerome jerry jim jimmy joachim joaquin joe joel john johnny jon jonathan jordan jorge josé",
    "jose josef joseph josh joshua juan julian julio jürgen justin karim karl keith ken kenneth",
    "kevin khalid klaus kurt kyle lars larry laurent lawrence lee len leo leon leonard leonardo",
    "lindsey lionel lloyd louis luc lucas luigi luis luiz luke mahmoud malcolm manuel marc marcel",
    "marco marcus mario mark markus martin marvin massimo matt matteo matthew maurice max mehmet",
    "michael michel miguel mike mikhail mitch mitt mohamed mohammad mohammed morgan moshe muhammad",
    "mustafa narendra nathan neil nelson newt nicholas nick nicolas nigel norman olaf oliver",
    "olivier omar oscar osama oskar otto owen pablo pascal pat patrick paul pavel pedro pete peter",
    "phil philip philippe phillip pierre piotr rafael rajiv ralph ramón randy raul ray raymond",
    "recep reinhard rex ricardo richard rick rob robert roberto robin rod rodrigo roger roland ron",
    "ronald ross roy rudolf rudy rupert russell ryan saeed salman salvador sam samuel santiago",
    "scott sean sebastian serge sergei sergey sergio seth shane simon stanley stefan stephane",
    "stephen steve steven stewart stuart tariq ted terry thabo theodore thomas tim timothy toby",
    "todd tom tommy tony travis trevor tyler vernon victor viktor vincent vladimir volodymyr walter",
    "warren wayne werner wilhelm will william wolfgang xavier xi yasser yusuf yves zachary kofi ban",
    "antónio kim",
)
WOMEN = words(
    "abigail adele aisha alexandra alexandria alice alicia alison amanda amber amina amy ana andrea",
    "angela anita ann anna anne annegret annie antonia april ayesha barbara beatriz becky bella",
    "bernadette beth betsy betty beverly brenda bridget brigitte camille carla carly carmen carol",
    "carole caroline carrie catherine cecilia charlotte cheryl chloe christiane christina christine",
    "cindy claire clara claudia colleen condoleezza cristina cynthia dana daniela danielle debbie",
    "deborah debra denise diana diane dianne dilma dolores donna dora doris dorothy eileen elaine",
    "eleanor elena elisabeth elise elizabeth ella ellen emily emma erica erin esther eva evelyn",
    "fatima fiona florence frances gabriela gail geraldine gina giorgia gloria grace greta gretchen",
    "hannah harriet heather heidi helen helena hillary huma ilhan imelda indira ingrid irene iris",
    "isabel isabella ivanka jackie jacqueline jan jane janet janice jean jeanne jennifer jenny",
    "jessica jill joan joanna joanne jocelyn jody josephine joy joyce juanita judith judy julia",
    "julie kamala karen kate katherine kathleen kathryn kathy katie katrina kay kayleigh kellyanne",
    "kelly kerry kim kimberly kirsten kristen laura lauren leah leila leslie lillian linda lisa",
    "lois loretta lori louise lucia lucy luisa lydia lynn madeleine maggie malala margaret",
    "margarita maria marian marianne marie marilyn marina marine marion marissa marjorie martha",
    "mary maureen maxine megan meghan melania melanie melinda melissa mercedes michaela michelle",
    "mildred miriam molly monica mónica nadia nancy naomi natalia natalie nicola nicole nikki nina",
    "nora norma olga olivia pamela patricia paula pauline peggy penny phyllis priscilla priti",
    "rachel rebecca regina renee rita roberta robin rosa rose rosemary roxanne ruth sabine sally",
    "samantha sandra sara sarah sasha sharon sheila shirley silvia simone sofia sonia sophia sophie",
    "stacey stella stephanie stormy sue susan susanne suzanne sylvia tamara tammy tanya tara teresa",
    "theresa tiffany tina tracy tulsi ursula valerie vanessa vera veronica victoria virginia vivian",
    "wanda wendy yolanda yvonne zoe",
)
BODIES = words(
    "administration agency alliance army assembly association authority bank board brigade bureau",
    "cabinet campaign center centre chamber church club coalition college commission committee",
    "company conference confederation congress corp corporation council court department division",
    "embassy federation force forces foundation front fund government group guard guardian hospital",
    "house inc industries institute institution journal laboratory league legislature library ltd",
    "magazine media ministry monitor movement museum navy network news newspaper office",
    "organisation organization parliament party pentagon police post press program project reserve",
    "school secretariat senate service services society staff state street studios system team",
    "telegraph television times tribune treasury tribunal trust union university watch observatory",
    "herald airlines motors bundestag kremlin knesset duma reuters bloomberg consulate taliban",
    "ministerio gobierno banco universidad ministère gouvernement université ministerium regierung",
    "universität ministério governo universidade comisión comité instituto partido parti partei",
    "fiscalía policía polícia",
)
PLACES = words(
    "africa america american asia europe north south east west northern southern eastern western",
    "new united states kingdom nations korea york city county island islands lake river mountain",
    "valley street avenue road park beach hills bay coast peninsula ocean sea gulf arab british",
    "chinese russian french german korean japanese zone territory saudi arabia zealand hampshire",
    "jersey mexico carolina dakota virginia columbia angeles francisco vegas orleans hong kong",
    "middle-east province district airport bridge great central latin sri san los las saint st",
    "costa puerto sierra indian israeli iranian european african asian canadian australian italian",
    "spanish mexican turkish second first third amendment act bill law day war world constitution",
    "super tuesday black white supreme high federal royal national international democratic",
    "republican social holy cold islamic jewish muslim christian catholic capitol wall",
)
NOBLE = words(
    "pope king queen prince princess sheikh imam ayatollah sir lord lady emperor papa rey reina",
    "pape roi reine",
)
PARTICLES = words(
    "de del della di da dos das van von der den bin ibn ben al el la le abu du zu ter",
)
MALE_TITLES = words(
    "mr mr. sir lord king prince congressman chairman spokesman pope imam señor sr. monsieur herr",
    "father",
)
FEMALE_TITLES = words(
    "mrs mrs. ms ms. miss lady dame queen princess congresswoman spokeswoman chairwoman señora sra.",
    "mme. frau",
)
