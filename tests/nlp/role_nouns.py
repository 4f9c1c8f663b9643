# ruff: noqa: E501  (a line is an article)
"""Role nouns as speakers: short articles of our own, the source phrase that is meant, and who that is."""

ROLES: list[tuple[str, str, tuple[str, ...]]] = [
    # by title
    (
        "Senator Ruth Hale visited Tarn on Monday. Taxes will rise, the senator said.",
        "the senator",
        ("Ruth Hale",),
    ),
    ("Sen. Ruth Hale voted no. “It is a bad bill,” the lawmaker said.", "the lawmaker", ("Ruth Hale",)),
    (
        "Governor Tom Reed signed the bill. The governor said that it would save $4 million.",
        "The governor",
        ("Tom Reed",),
    ),
    (
        "Prime Minister Ada Winter met Karl Voss. The prime minister said that talks had failed.",
        "The prime minister",
        ("Ada Winter",),
    ),
    (
        "Police Chief Omar Diaz spoke at noon. “Two men were held,” the chief said.",
        "the chief",
        ("Omar Diaz",),
    ),
    (
        "Dr. Lena Fox runs the clinic. The doctor said that 40 patients were waiting.",
        "The doctor",
        ("Lena Fox",),
    ),
    (
        "Judge Paul Marsh heard the case. The judge said that the evidence was thin.",
        "The judge",
        ("Paul Marsh",),
    ),
    (
        "Attorney General Jill Stone sued the firm. The attorney general said that it had lied.",
        "The attorney general",
        ("Jill Stone",),
    ),
    # by apposition
    (
        "Jane Ortiz, the mayor of Tarn, opened the bridge. The mayor said that it cost $9 million.",
        "The mayor",
        ("Jane Ortiz",),
    ),
    (
        "Mark Webb, a senator from Ohio, was at the fair. The senator said that corn prices fell.",
        "The senator",
        ("Mark Webb",),
    ),
    (
        "Nina Patel, an economist at Orsel Bank, wrote the study. The economist said that wages fell.",
        "The economist",
        ("Nina Patel",),
    ),
    (
        "The company’s chief executive, Dan Cole, resigned. The executive said that he was tired.",
        "The executive",
        ("Dan Cole",),
    ),
    (
        "Rita Moss, 43, a nurse, lost her house. The nurse said that nobody had called.",
        "The nurse",
        ("Rita Moss",),
    ),
    (
        "Ali Khan, who is a lawyer for the family, came to court. The lawyer said that the police had erred.",
        "The lawyer",
        ("Ali Khan",),
    ),
    (
        "Liz Grant is a professor of law at Tarn. The professor said that the rule was void.",
        "The professor",
        ("Liz Grant",),
    ),
    (
        "Sam Brook, former mayor of Tarn, spoke first. The former mayor said that rents had doubled.",
        "The former mayor",
        ("Sam Brook",),
    ),
    (
        "The finance minister, Marta Quill, spoke to reporters. The minister said that debts had fallen.",
        "The minister",
        ("Marta Quill",),
    ),
    (
        "Eva Lund, president of the teachers’ union, led the march. The union president said that 300 teachers had left.",
        "The union president",
        ("Eva Lund",),
    ),
    (
        "Ben Hart, a spokesman for the police, answered questions. The spokesman said that three people were hurt.",
        "The spokesman",
        ("Ben Hart",),
    ),
    (
        "Police spokeswoman Ana Cruz spoke on Sunday. The spokeswoman said that three people were hurt.",
        "The spokeswoman",
        ("Ana Cruz",),
    ),
    # the right one of two
    (
        "Senator Ruth Hale and Governor Tom Reed met. The governor said that they had agreed.",
        "The governor",
        ("Tom Reed",),
    ),
    (
        "Mayor Jane Ortiz praised Senator Mark Webb. The senator said that he was glad.",
        "The senator",
        ("Mark Webb",),
    ),
    (
        "Jane Ortiz, the mayor of Tarn, met Ed Long, the mayor of Holm. The Holm mayor said that the road was bad.",
        "The Holm mayor",
        ("Ed Long",),
    ),
    (
        "Foreign Minister Tom Bardwell and Finance Minister Marta Quill met. The finance minister said that debts had fallen.",
        "The finance minister",
        ("Marta Quill",),
    ),
    (
        "Senator Ruth Hale spoke on Monday. On Tuesday Senator Mark Webb answered. The Ohio senator, Webb, left. The senator said that taxes had risen.",
        "The senator",
        ("Mark Webb",),
    ),
    # possessives
    (
        "Tom Reed’s lawyer, Ali Khan, spoke for him. Reed’s lawyer said that he was innocent.",
        "Reed’s lawyer",
        ("Ali Khan",),
    ),
    (
        "Ruth Hale won. Her spokesman, Ben Hart, was happy. Hale’s spokesman said that 60 percent had voted.",
        "Hale’s spokesman",
        ("Ben Hart",),
    ),
    (
        "Ruth Hale won. Her campaign manager Joe Pine was happy. Her campaign manager said that 60 percent had voted.",
        "Her campaign manager",
        ("Joe Pine",),
    ),
    # plural roles
    (
        "Senators Ruth Hale and Mark Webb wrote the bill. The two senators said that it would save lives.",
        "The two senators",
        ("Ruth Hale", "Mark Webb"),
    ),
    (
        "Marta Quill, the finance minister, and Tom Bardwell, the foreign minister, met. The ministers said that debts had fallen.",
        "The ministers",
        ("Marta Quill", "Tom Bardwell"),
    ),
    (
        "Jane Ortiz and Ed Long signed the paper. Both mayors said that the road was safe.",
        "Both mayors",
        ("Jane Ortiz", "Ed Long"),
    ),
    # nobody named
    ("A senator left the room. The senator said that he was tired.", "The senator", ()),
    (
        "Mayor Jane Ortiz was away. A witness saw the fire. The witness said that it began at noon.",
        "The witness",
        (),
    ),
    (
        "Ruth Hale won. A spokesman for Tom Reed conceded. The spokesman said that the count was fair.",
        "The spokesman",
        (),
    ),
    ("Mayor Jane Ortiz was away. Residents said that the water was brown.", "Residents", ()),
    # organisations
    (
        "Norvik Motors closed its plant in Tarn. The company said that 400 jobs would go.",
        "The company",
        ("Norvik Motors",),
    ),
    (
        "The Food Safety Agency tested the meat. The agency said that it was clean.",
        "The agency",
        ("Food Safety Agency",),
    ),
    ("Orsel Bank raised its fees. The bank said that costs had grown.", "The bank", ("Orsel Bank",)),
    (
        "The Evening Ledger printed the letter. The newspaper said that it was real.",
        "The newspaper",
        ("Evening Ledger",),
    ),
    (
        "Airline SkyNord cut 12 routes. The airline said that fuel had become too dear.",
        "The airline",
        ("SkyNord",),
    ),
    (
        "The Ministry of Health closed the ward. The ministry said that two patients had died.",
        "The ministry",
        ("Ministry of Health",),
    ),
    (
        "Tarn University fired two professors. The university said that they had copied their work.",
        "The university",
        ("Tarn University",),
    ),
    (
        "The Department of Labor published the figures. The department said that 9,000 jobs were lost.",
        "The department",
        ("Department of Labor",),
    ),
    (
        "Norvik Motors closed its plant. A spokesman for the company said that 400 jobs would go.",
        "A spokesman for the company",
        (),
    ),
    (
        "Green Future, a charity, planted the trees. The charity said that 9,000 had died.",
        "The charity",
        ("Green Future",),
    ),
    # at a distance, with others named between
    (
        "Donald Krane, the Republican front-runner, spoke in Ohio. Helen Roy, his rival, was in Iowa. Roy leads in both states. “We will win here,” the Republican said.",
        "the Republican",
        ("Donald Krane",),
    ),
    (
        "Former Secretary of State Helen Roy came to Tarn. Donald Krane mocked her on Sunday. The former secretary of state said that Krane had lied.",
        "The former secretary of state",
        ("Helen Roy",),
    ),
    (
        "Sen. Burt Sands (I-Vt.) and Helen Roy met in Tarn. Roy left first. The Vermont senator said that he would stay.",
        "The Vermont senator",
        ("Burt Sands",),
    ),
    (
        "Democratic presidential nominee Helen Roy spoke on Monday. Donald Krane was in Ohio. The Democratic nominee said that taxes would fall.",
        "The Democratic nominee",
        ("Helen Roy",),
    ),
    (
        "Donald Krane won the primary. Pollster Amy Dell studied the vote. Krane will speak on Friday. The nominee said that he had won 38 states.",
        "The nominee",
        ("Donald Krane",),
    ),
    (
        "Rep. Ian Cole of Texas opposed the bill. Speaker Paul Raines backed it. The Texas congressman said that it would cost $9 billion.",
        "The Texas congressman",
        ("Ian Cole",),
    ),
    (
        "Speaker Paul Raines backed the bill. Ian Cole did not. The House speaker said that it would pass.",
        "The House speaker",
        ("Paul Raines",),
    ),
    ("Pope Leo met King Harald. The pontiff said that war was a crime.", "The pontiff", ("Pope Leo",)),
    (
        "Ambassador Nora Field left Tarn. President Karl Voss had called her. The ambassador said that she would return.",
        "The ambassador",
        ("Nora Field",),
    ),
    (
        "Gov. Mike Pace of Indiana joined the ticket. Donald Krane praised him. The Indiana governor said that he was honored.",
        "The Indiana governor",
        ("Mike Pace",),
    ),
    (
        "Mike Pace, the vice-presidential nominee, spoke in Ohio. Donald Krane, the presidential nominee, was in Iowa. The vice-presidential nominee said that jobs had come back.",
        "The vice-presidential nominee",
        ("Mike Pace",),
    ),
    (
        "Author Jill Crane wrote a book on Krane. Donald Krane sued. The author said that every word was true.",
        "The author",
        ("Jill Crane",),
    ),
    (
        "Coach Ray Bolt lost again. Owner Lou Park was angry. The coach said that his men were tired.",
        "The coach",
        ("Ray Bolt",),
    ),
    (
        "Lawyer Ali Khan spoke for Tom Reed. The attorney said that Reed was ill.",
        "The attorney",
        ("Ali Khan",),
    ),
    (
        "Retired general Max Orr spoke at the fair. Ruth Hale listened. The retired general said that the war was lost.",
        "The retired general",
        ("Max Orr",),
    ),
    (
        "Ruth Hale, the first-term senator, debated Governor Tom Reed. The first-term senator said that he had failed.",
        "The first-term senator",
        ("Ruth Hale",),
    ),
    (
        "Campaign chairman Joe Pine resigned on Friday. Donald Krane thanked him. The chairman said that it was time.",
        "The chairman",
        ("Joe Pine",),
    ),
    (
        "Krane’s running mate, Mike Pace, spoke on Monday. Donald Krane was in Ohio. Krane’s running mate said that the plan was ready.",
        "Krane’s running mate",
        ("Mike Pace",),
    ),
    (
        "Professor Liz Grant, of Tarn University, and Dr. Lena Fox wrote the paper. The professor said that the risk was small.",
        "The professor",
        ("Liz Grant",),
    ),
    (
        "Analyst Kim Oh of Orsel Bank was surprised. Norvik Motors had cut its forecast. The analyst said that sales had fallen 9 percent.",
        "The analyst",
        ("Kim Oh",),
    ),
    (
        "Tom Reed, the chief executive of Norvik Motors, spoke to investors. Chairman Lou Park was absent. The CEO said that profits had doubled.",
        "The CEO",
        ("Tom Reed",),
    ),
    (
        "The Krane campaign denied the report on Friday. Helen Roy’s aides did not. The campaign said that no money was paid.",
        "The campaign",
        ("Krane campaign",),
    ),
    (
        "CNN aired the tape. Donald Krane called it fake. The network said that it had checked the tape.",
        "The network",
        ("CNN",),
    ),
    (
        "Police Sgt. Carl Moe led the search. Rita Moss was found at noon. The officer said that she was cold.",
        "The officer",
        ("Carl Moe",),
    ),
    (
        "Imam Yusuf Adan opened the school. Mayor Jane Ortiz cut the ribbon. The imam said that 80 children had come.",
        "The imam",
        ("Yusuf Adan",),
    ),
    # renamed by age, by what they were, by where they play
    (
        "Nina Patel won the race in Holm on Sunday. “I never looked back,” the 26-year-old said.",
        "the 26-year-old",
        ("Nina Patel",),
    ),
    (
        "Tom Reed spoke in Tarn on Monday. Rents will fall, the retired surgeon said.",
        "the retired surgeon",
        ("Tom Reed",),
    ),
    (
        "Dan Cole signed for Holm United. “I had other offers,” the striker said.",
        "the striker",
        ("Dan Cole",),
    ),
    (
        "Dan Cole is fit again. The Holm United wing said that he had missed the games.",
        "The Holm United wing",
        ("Dan Cole",),
    ),
    (
        "Senator Ruth Hale of Ohio met Senator Mark Webb, R-Iowa. The Iowa senator said that corn prices fell.",
        "The Iowa senator",
        ("Mark Webb",),
    ),
    # nobody who is described otherwise
    (
        "Deputy Prime Minister Karl Voss spoke first. The prime minister said that taxes would fall.",
        "The prime minister",
        (),
    ),
    (
        "Foreign Minister Tom Bardwell was in Tarn. The finance minister said that debts had fallen.",
        "The finance minister",
        (),
    ),
    (
        "Senate Minority Leader Omar Diaz objected. The majority leader said that the vote would be held.",
        "The majority leader",
        (),
    ),
    (
        "Party chairwoman Ana Cruz resigned on Sunday. The party said that she had been ill.",
        "The party",
        (),
    ),
    (
        "Ruth Hale and Mark Webb ate lunch. Three judges heard the case. The judges said that the law was void.",
        "The judges",
        (),
    ),
    # a lead that keeps the name for the next sentence
    (
        "The information commissioner said that files had been lost. Richard Moor told the radio that he would ask.",
        "The information commissioner",
        ("Richard Moor",),
    ),
    # names behind the comma, before the noun, beside the post
    (
        "Two economists, Lena Fox and Paul Marsh, said that wages had fallen.",
        "Two economists, Lena Fox and Paul Marsh,",
        ("Lena Fox", "Paul Marsh"),
    ),
    (
        "The Holm Times tabloid reported that the bridge had cost $9 million.",
        "The Holm Times tabloid",
        ("Holm Times",),
    ),
    (
        "Egypt’s president Abdel Fattah al-Barudi said that exports had doubled.",
        "Egypt’s president Abdel Fattah al-Barudi",
        ("Abdel Fattah al-Barudi",),
    ),
    # what stands beside somebody, and is not that one
    (
        "Ken Marsh has apologised. The probe follows remarks of the Tarn mayor, Marsh. The mayor accused Oliver Fane, of the Holm Times, of lying.",
        "The mayor",
        ("Ken Marsh",),
    ),
    (
        "The Holm Times reported the deal. The newspaper quoted Pentagon officials who had seen it.",
        "The newspaper",
        ("Holm Times",),
    ),
    (
        "Ruth Hale has led Ohio for years. The state reported a rate of 2.8 percent.",
        "The state",
        (),
    ),
    (
        "France and Spain signed a treaty. Ruth Hale met Premier Tom Reed. The two leaders said that they had agreed.",
        "The two leaders",
        ("Ruth Hale", "Tom Reed"),
    ),
]

UNREAD: list[tuple[str, str, tuple[str, ...]]] = [
    # what a reader of the article has to know of the world, and a name with an apostrophe in it
    (
        "The Teachers’ Union called a strike. The union said that wages had fallen.",
        "The union",
        ("Teachers’ Union",),
    ),
    (
        "Donald Krane, who made his money in real estate, spoke on Monday. Senator Ruth Hale was not there. The real estate mogul said that he had paid for it.",
        "The real estate mogul",
        ("Donald Krane",),
    ),
    (
        "The Federal Reserve met on Tuesday. Markets fell. The central bank said that rates would stay.",
        "The central bank",
        ("Federal Reserve",),
    ),
    (
        "Microsoft bought the startup. Analysts cheered. The software company said that it had paid $2 billion.",
        "The software company",
        ("Microsoft",),
    ),
]
