# ruff: noqa: E501  (a line is a paragraph)
"""Short articles of our own making, of the kind newsrooms paste in."""

from __future__ import annotations

SUMMIT = """Ministers push for “patient dialogue” with Karvonia
By Ada Winter
The foreign and finance ministers, Marta Quill and Tom Bardwell, say they are working on a “patient dialogue” with \
Karvonia, breaking with Prime Minister Ruth Hale who has warned Tarn of “iron and storm” amid a border dispute.
“The government is ready to reopen the port of Tarn,” the two ministers wrote in an Evening Ledger article on Sunday.
“We do not plan to send more soldiers to the northern district. We paid 40 million crowns for the old bridge,” they wrote.
The two officials called their plan “measured firmness” and touted it as an answer to the “failed doctrine of \
‘silent waiting,’ which doubled the number of refugees.”
Read more:
“Our plan is backed by many neighbours, including Belmora, which buys most of Karvonia’s steel,” according to the op-ed. \
“This gives Belmora a unique chance to press for a truce.”
Hale had earlier said that she was "dismayed" by the lack of progress and urged the ministers to act.
Exports fell by 12 percent after the National Assembly adopted a ban on Karvonian timber in March 2019.
Following the remarks, Tarn said it was "closely studying" a plan to close the strait to foreign ships.
They did not explain how Hale’s remark that Karvonia “will be met with iron and storm” fits the plan.
Sign up for our newsletter.
© 2019 The Evening Ledger. All rights reserved."""

COUNCIL = """Mayor Jane Ortiz told reporters on Monday that the city had built 1,200 homes since 2015.
“We built more homes than any mayor before me,” Ortiz said. “Rents fell by 4 percent last year.”
Councilman David Reed, a critic of the plan, said the figure was wrong.
“She counted the same houses twice,” he said.
Ortiz denied it. She added that an audit “found no errors” in the count.
Would rents fall again? Nobody knows.
"""

SPANISH = """El presidente Pedro Rivas anunció el lunes que el salario mínimo subirá un 5% en 2024. \
«La economía crece más que la media europea», dijo Rivas en una rueda de prensa. \
Según el Banco Central, la inflación cayó al 3,1% en octubre."""

FRENCH = """« Le chômage est au plus bas depuis quarante ans », a affirmé le ministre de l’Économie, Bruno Lemaire. \
Selon l’Insee, l’inflation a atteint 5,2 % en 2022."""

GERMAN = """Bundeskanzler Karl Vogt sagte am 3. Oktober, dass der Bund 200 Milliarden Euro ausgeben werde. \
„Die Inflation ist so hoch wie seit 70 Jahren nicht mehr“, sagte Finanzministerin Eva Lang in Berlin."""

PORTUGUESE = """“Criamos dois milhões de empregos”, afirmou Carlos Lima. \
Segundo o instituto, a inflação subiu 0,5% em março."""

ARABIC = (
    """قال الرئيس محمود سالم إن الاقتصاد نما بنسبة 5% في عام 2022. وأضاف سالم أن الحكومة أنشأت مليون وظيفة."""
)

TRANSCRIPT = """MODERATOR: Good evening and welcome.
ORTIZ: We built 1,200 homes in four years.
REED: That number is false. You counted 300 homes twice.
ORTIZ: The audit found no errors."""

ARTICLES = (SUMMIT, COUNCIL, SPANISH, FRENCH, GERMAN, PORTUGUESE, ARABIC, TRANSCRIPT)
