"""Attributions: source, cue and content of everything somebody is reported to have said.

Each sentence is read on its own (``drafts_of``); quotations without a cue of their own are joined to
their neighbours in ``floating.py``; speakers are resolved in ``resolution.py``.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from .according import end_of_source, is_label, start_of_source
from .content import content_end, content_start, is_clause, left_clause, left_quote, past_date, without_tail
from .cues import ACCORDING, ACT, NOUN, OPENERS, SAY, Cue, find_cues, particle_of
from .drafts import Draft
from .phrases import is_source, subject_after, subject_before
from .quotes import Quoted
from .records import SentenceKind, Span
from .tokens import MARK, QUOTE, WORD, Token
from .view import Line
from .words import Lexicon


def draft_lines(lines: list[Line], quotes: list[Quoted], lexicon: Lexicon) -> list[Draft]:
    """The attributions that the sentences show by themselves, in order."""
    drafts: list[Draft] = []
    for number, line in enumerate(lines):
        if line.kind not in {SentenceKind.BOILERPLATE, SentenceKind.CAPTION}:
            drafts.extend(Reader(number, line.items, quotes, lexicon).drafts())
    return _with_known_speakers(lines, drafts)


def _with_known_speakers(lines: list[Line], drafts: list[Draft]) -> list[Draft]:
    """No subject ("Añadió que …"): whoever spoke before, in this paragraph or the one above."""
    for before, draft in itertools.pairwise(drafts):
        apart = lines[draft.line].paragraph - lines[before.line].paragraph
        if not draft.source and draft.cue and apart <= 1:
            draft.follows = before.line
    return drafts


class Reader:
    """Reads one sentence from left to right; ``cut`` is the first item no attribution has taken."""

    def __init__(self, number: int, items: list[Token], quotes: list[Quoted], lexicon: Lexicon) -> None:
        self.number = number
        self.items = items
        self.quotes = quotes
        self.lexicon = lexicon
        self.cut = 0
        self.found: list[Draft] = []

    def drafts(self) -> list[Draft]:
        cues = find_cues(self.items, self.lexicon)
        for index, cue in enumerate(cues):
            if cue.first >= self.cut:
                self._read(cue, cues[index + 1 :])
        return self.found or self._colon()

    def _read(self, cue: Cue, later: list[Cue]) -> None:
        if cue.kind == ACCORDING and self.items[cue.first].low in self.lexicon.behind:
            self._behind(cue, later)
        elif cue.kind == ACCORDING:
            self._according(cue, later)
        elif cue.kind == NOUN:
            self._noun(cue, later)
        else:
            self._verb(cue, later)

    # -- verbs

    def _verb(self, cue: Cue, later: list[Cue]) -> None:
        subject = self._subject(cue)
        if subject and subject[1] > cue.first:
            self._inverted(cue, subject, later)
        elif subject:
            self._plain(cue, subject, later)
        elif cue.bare and (source := self._borrowed(cue)):
            start = content_start(self.items, cue.last, cue, self.lexicon)
            cue = replace(cue, bare=not self.found)
            self._right(cue, source, start, content_end(self.items, start, later, self.lexicon))
        elif self.lexicon.drops_subject:
            self._subjectless(cue, later)

    def _subjectless(self, cue: Cue, later: list[Cue]) -> None:
        """ "“…”, añadió." and "Añadió que …": whoever spoke last."""
        if left_quote(self.items, cue.first) >= self.cut:
            self._left_quoted(cue, [], cue.first, cue.last)
        elif cue.first == 0 and self._clause_follows(cue.last):
            start = content_start(self.items, cue.last, cue, self.lexicon)
            cue = replace(cue, bare=False)
            self._right(cue, [], start, content_end(self.items, start, later, self.lexicon))

    def _subject(self, cue: Cue) -> tuple[int, int] | None:
        gerund = self.items[cue.verb].low in self.lexicon.gerunds
        inverted = subject_after(self.items, self._past_adverbs(cue.last), self.lexicon)
        if self.lexicon.verb_first and inverted and self._allows_inversion(cue, inverted):
            return inverted
        if self.lexicon.comma_clause and inverted and self._fronted(cue):
            return inverted
        subject = None if gerund else subject_before(self.items, cue.first, self.lexicon)
        if subject and subject[0] >= self.cut:
            return subject
        return inverted if inverted and self._allows_inversion(cue, inverted) else None

    def _fronted(self, cue: Cue) -> bool:
        """ "Am Montag sagte die Ministerin": what stands before the verb is no subject."""
        begin = self._skip_marks(self.cut)
        return begin < cue.first and self.items[begin].low in self.lexicon.prepositions | self.lexicon.adverbs

    def _past_adverbs(self, start: int) -> int:
        """ "alertou ontem o diretor": past what stands between a verb and its subject."""
        small = self.lexicon.dates | self.lexicon.adverbs - self.lexicon.determiners
        while start < len(self.items) and self.items[start].low in small:
            start += 1
        return start

    def _allows_inversion(self, cue: Cue, subject: tuple[int, int]) -> bool:
        if left_quote(self.items, cue.first) >= 0:
            return True
        after = self.items[subject[1]] if subject[1] < len(self.items) else None
        if self.lexicon.code != "en":
            ends = after is None or after.low in self.lexicon.that or after.text in {":", "."}
            aside = cue.first > 0 and (self.items[cue.first - 1].text == "," or self._like_before(cue) >= 0)
            return ends or aside or self._clause_follows(subject[1])
        final = after is None or after.kind == MARK or after.low in self.lexicon.prepositions
        return cue.first > 0 and self.items[cue.first - 1].text == "," and final and cue.kind != ACT

    def _clause_follows(self, start: int) -> bool:
        """Whether only a place, a day or a document stands before the clause ("dijo Gil en un acto que")."""
        verb = start - 1
        found = content_start(self.items, start, Cue(verb, start, verb, SAY), self.lexicon)
        if found >= len(self.items):
            return False
        opened = found > start and self.items[found - 1].text in {",", ":"}
        return opened or self.items[found].low in self.lexicon.that

    def _plain(self, cue: Cue, subject: tuple[int, int], later: list[Cue]) -> None:
        source = self.items[subject[0] : subject[1]]
        cue = replace(cue, bare=False, kind=self._strength(cue, source))
        begin = self._begin(subject[0])
        if begin and self.items[begin - 1].low in self.lexicon.like:
            return self._like(cue, source, begin - 1, past_date(self.items, cue.last, self.lexicon), later)
        if left_quote(self.items, begin) >= self.cut:
            return self._left_quoted(cue, source, begin, cue.last)
        finish = past_date(self.items, cue.last, self.lexicon)
        if self._is_aside(begin, finish) and self._left(cue, source, begin, finish, later):
            return None
        start = content_start(self.items, cue.last, cue, self.lexicon)
        relative = source[0].low in self.lexicon.relatives
        end = content_end(self.items, start, later, self.lexicon, relative=relative)
        if cue.kind == ACT and self._is_anothers(start, later):
            return None
        if not self._right(cue, source, start, end):
            self._left(cue, source, subject[0], cue.last, later)
        return None

    def _begin(self, subject: int) -> int:
        """Where the clause of a subject begins: French "a-t-il affirmé" puts its auxiliary first."""
        hangs = self.items[subject].text.startswith("-") and subject > 0
        return subject - (hangs and self.items[subject - 1].low in self.lexicon.auxiliaries)

    def _like_before(self, cue: Cue) -> int:
        """Index of the "comme" in front of "comme l’a annoncé l’agence", -1 if there is none."""
        place = cue.first - 1
        place -= place > 0 and self.items[place].low in self.lexicon.determiners | self.lexicon.adverbs
        return place if place >= 0 and self.items[place].low in self.lexicon.like else -1

    def _like(self, cue: Cue, source: list[Token], begin: int, finish: int, later: list[Cue]) -> None:
        """ "Wie das Amt mitteilte, sank die Zahl" and "Die Zahl sank, wie das Amt mitteilte"."""
        if self._left(cue, source, begin, finish, later):
            return
        if finish < len(self.items) and self.items[finish].text == ",":
            self._right(cue, source, finish + 1, content_end(self.items, finish + 1, later, self.lexicon))

    def _strength(self, cue: Cue, source: list[Token]) -> str:
        """A document that "shows" or "finds" says it: no quotation mark or "that" is needed."""
        lows = {token.low for token in source} | {token.low.removesuffix("s") for token in source}
        evident = self.items[cue.verb].low in self.lexicon.evident
        return SAY if evident and lows & self.lexicon.documents else cue.kind

    def _is_anothers(self, start: int, later: list[Cue]) -> bool:
        """Whether the quotation to the right has its own cue behind it."""
        return any(
            (subject := subject_before(self.items, cue.first, self.lexicon))
            and left_quote(self.items, subject[0]) >= start
            for cue in later
            if cue.kind != ACT
        )

    def _inverted(self, cue: Cue, subject: tuple[int, int], later: list[Cue]) -> None:
        source = self.items[subject[0] : subject[1]]
        cue = replace(cue, bare=False)
        if (like := self._like_before(cue)) >= 0:
            finish = next((n for n in range(*subject) if self.items[n].text == ","), subject[1])
            return self._like(cue, self.items[subject[0] : finish], like, finish, later)
        if left_quote(self.items, cue.first) >= self.cut:
            return self._left_quoted(cue, source, cue.first, subject[1])
        if not self._left(cue, source, cue.first, subject[1], later):
            start = content_start(self.items, subject[1], cue, self.lexicon)
            self._right(cue, source, start, content_end(self.items, start, later, self.lexicon))
        return None

    def _borrowed(self, cue: Cue) -> list[Token]:
        """The subject that a gerund or a coordinate verb shares with the sentence."""
        if self.found:
            return self.found[-1].source
        for index, token in enumerate(self.items[: cue.first]):
            if _is_verb(token, self.lexicon):
                begin = _without_adverbs(self.items, index, self.lexicon)
                subject = subject_before(self.items, begin, self.lexicon)
                if self.lexicon.verb_first:
                    subject = subject_after(self.items, index + 1, self.lexicon)
                return self.items[subject[0] : subject[1]] if subject else []
        return []

    def _is_aside(self, begin: int, finish: int) -> bool:
        """ "The plan, he said, would cost millions": a comma on either side."""
        before = begin > self.cut and self.items[begin - 1].text in {",", "—", "–"}
        return before and (finish >= len(self.items) or self.items[finish].text in {",", ".", "—", "–", ";"})

    # -- content

    def _right(self, cue: Cue, source: list[Token], start: int, end: int) -> bool:
        whole = without_tail(self.items, start, len(self.items))
        ends = (self._end_of_quotation(start, end), self._end_of_quotation(start, whole))
        found = next((one for one in ends if is_clause(self.items, start, one, cue, self.lexicon)), None)
        if found is None:
            return False
        end = found
        self._keep(cue, source, [(start, end)])
        self.cut = end
        return True

    def _end_of_quotation(self, start: int, end: int) -> int:
        """A whole quoted sentence ends the content; a quoted fragment runs on to the clause's end."""
        if start >= end or self.items[start].kind != QUOTE:
            return end
        inner = self.items[start].text.rstrip("\"'”’»“ ")
        follows = self.items[start + 1] if start + 1 < end else None
        whole = inner[-1:] in set(".,!?…") or follows is None or follows.kind == MARK
        whole = whole or (follows is not None and follows.low in self.lexicon.prepositions - {"of"})
        return start + 1 if whole else end

    def _left_quoted(self, cue: Cue, source: list[Token], begin: int, finish: int) -> None:
        quote = left_quote(self.items, begin)
        start = self._start_of_sentence_around(quote)
        parts = [(start, quote + 1)]
        right = content_start(self.items, finish, cue, self.lexicon)
        if right < len(self.items) and self.items[right].kind == QUOTE:
            parts.append((right, right + 1))
            finish = right + 1
        self._keep(cue, source, parts)
        self.cut = finish

    def _start_of_sentence_around(self, quote: int) -> int:
        """ "The plan was “a disaster,” he said": the words before the quotation belong to what was said."""
        start = self.cut
        while start < quote and (self.items[start].kind == MARK or self.items[start].low in OPENERS):
            start += 1
        words = sum(token.kind == WORD for token in self.items[start:quote])
        return start if words >= 2 else quote

    def _left(self, cue: Cue, source: list[Token], begin: int, finish: int, later: list[Cue]) -> bool:
        least = 1 if self._resumes(finish, later) else 3
        clause = left_clause(self.items, begin, self.cut, self.lexicon, least)
        if clause is None or cue.kind == ACT:
            return False
        parts = [clause]
        if self._resumes(finish, later):
            end = content_end(self.items, finish + 1, later, self.lexicon)
            if end - finish > 3:
                parts.append((finish + 1, end))
                finish = end
        self._keep(cue, source, parts)
        self.cut = finish
        return True

    def _resumes(self, finish: int, later: list[Cue]) -> bool:
        """Whether the content goes on after "he said,": not with a participle or another cue."""
        if finish + 1 >= len(self.items) or self.items[finish].text not in {",", "—", "–"}:
            return False
        after = self.items[finish + 1]
        coordinate = after.low in OPENERS or after.low in self.lexicon.breaks or after.low.endswith("ing")
        return not coordinate and all(cue.first != finish + 1 for cue in later)

    def _according(self, cue: Cue, later: list[Cue]) -> None:
        end = end_of_source(self.items, cue.last, self.lexicon)
        source = self.items[cue.last : end]
        if not source or not is_source(source, self.lexicon):
            return None
        if end < len(self.items) and self.items[end].kind == WORD and cue.first > self.cut + 2:
            return self._around(cue, source, cue.first, end, later)
        quote = left_quote(self.items, cue.first)
        if quote >= self.cut:
            parts = [(self._start_of_sentence_around(quote), quote + 1)]
        elif cue.first > self.cut + 2:
            parts = [(self._skip_marks(self.cut), without_tail(self.items, self.cut, cue.first))]
        else:
            comma = end < len(self.items) and self.items[end].kind == MARK
            start = min(len(self.items), end + comma)
            parts = [(start, content_end(self.items, start, later, self.lexicon))]
            end = parts[0][1]
        if parts[0][1] - parts[0][0] >= 1:
            self._keep(cue, source, parts)
            self.cut = max(self.cut, end)
        return None

    def _around(self, cue: Cue, source: list[Token], begin: int, finish: int, later: list[Cue]) -> None:
        """ "Die Mieten sinken laut Minister Adler um vier Prozent": what was said stands on both sides."""
        end = content_end(self.items, finish, later, self.lexicon)
        parts = [(self._skip_marks(self.cut), without_tail(self.items, self.cut, begin)), (finish, end)]
        self._keep(cue, source, parts)
        self.cut = end

    def _behind(self, cue: Cue, later: list[Cue]) -> None:
        """ "Den Behörden zufolge": the source stands before what introduces it."""
        start = start_of_source(self.items, cue.first, self.lexicon)
        if not self.cut <= start < cue.first:
            return None
        source = self.items[start : cue.first]
        if start > self.cut + 2:
            return self._around(cue, source, start, cue.last, later)
        self._keep(cue, source, [(cue.last, content_end(self.items, cue.last, later, self.lexicon))])
        self.cut = len(self.items)
        return None

    def _skip_marks(self, start: int) -> int:
        while start < len(self.items) and self.items[start].kind == MARK:
            start += 1
        return start

    def _noun(self, cue: Cue, later: list[Cue]) -> None:
        """ "Smith’s remark that …": the clause ends with its quotation where a verb follows."""
        owner = cue.first - 1
        while (
            owner > self.cut
            and self.items[owner].text not in {"’s", "'s", "’", "'"}
            and cue.first - owner < 6
        ):
            owner -= 1
        subject = subject_before(self.items, owner, self.lexicon) if owner > 0 else None
        if subject is None or self.items[owner].kind != MARK:
            return
        start = cue.last
        end = content_end(self.items, start, later, self.lexicon)
        quoted = [index for index in range(start, end) if self.items[index].kind == QUOTE]
        end = quoted[-1] + 1 if quoted else end
        if end - start >= 3:
            self._keep(cue, self.items[subject[0] : subject[1]], [(start, end)])
            self.cut = end

    def _colon(self) -> list[Draft]:
        """ "Jane Doe: “…”" and "“…” — Jane Doe"."""
        items = self.items
        for index in range(1, min(len(items) - 1, 12)):
            if items[index].text == ":" and items[index + 1].kind == QUOTE:
                subject = subject_before(items, index, self.lexicon)
                if subject and subject[0] <= 1:
                    label = index * is_label(items[:index], self.lexicon)
                    cue = Cue(index, index + bool(label), index, SAY)
                    self._keep(cue, items[:label], [(index + 1, index + 2)])
                return self.found
        if len(items) > 2 and items[0].kind == QUOTE and items[1].text in {"—", "–", "-"}:
            subject = subject_after(items, 2, self.lexicon)
            if subject and len(items) - subject[1] <= 1:
                self._keep(Cue(1, 1, 1, "say"), items[subject[0] : subject[1]], [(0, 1)])
        return self.found

    def _keep(self, cue: Cue, source: list[Token], parts: list[tuple[int, int]]) -> None:
        parts = [(start, end) for start, end in parts if start < end]
        if not parts:
            return
        covered = {t.quote for start, end in parts for t in self.items[start:end] if t.kind == QUOTE}
        begin = (
            next((index for index, token in enumerate(self.items) if token is source[0]), 0) if source else 0
        )
        spans = [self._span(start, end) for start, end in parts]
        own = self.items[cue.first : cue.last]
        half = particle_of(self.items, cue, self.lexicon)
        self.found.append(Draft(self.number, source, own, spans, self.items[:begin], covered, half))

    def _span(self, start: int, end: int) -> Span:
        """The stretch in the text; a quotation at its edge counts whole, over sentence boundaries."""
        first, last = self.items[start], self.items[end - 1]
        begin = self.quotes[first.quote].start if first.kind == QUOTE else first.start
        finish = self.quotes[last.quote].end if last.kind == QUOTE else last.end
        return Span(begin, finish)


def _is_verb(token: Token, lexicon: Lexicon) -> bool:
    low = token.low
    reporting = (low in lexicon.say or low in lexicon.act) and low not in lexicon.nouns | lexicon.gerunds
    return low in lexicon.finite or reporting or (token.text.islower() and low.endswith("ed"))


def _without_adverbs(items: list[Token], index: int, lexicon: Lexicon) -> int:
    while index > 1 and items[index - 1].low in lexicon.adverbs:
        index -= 1
    return index
