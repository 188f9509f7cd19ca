"""What a figure or a statement tells: its topic, whom and which year it speaks of, and the table figure it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from reportdesk.audit.prose.figures import Figure, Sentence, figures, sentences
from reportdesk.audit.prose.surface import Surface, surface
from reportdesk.audit.prose.vocabulary import Claim, Family, Phrase, Phrases, common, phrases

_NESTED = re.compile(r"[(；]")
_YEAR = re.compile(r"((?:19|20)\d\d)年(?:度)?")
_TITLE = re.compile(r"《[^》]*》")
_BRACKET = re.compile(r"\([^()]*\)")
_MAIN = re.compile(r"\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、")
_HEADING = re.compile(
    r"(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|\d{1,2}[.、]|[一二三四五六七八九十]+是)[^，。；：]*"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with its meaning; `when` is this, last or other, `scope` empty, area, office or part.

    `label` is the figure's `near` with years written relatively. `of` has subject and attribute, where known, of what a
    share or a change names without its figure (自然人申请占90%, 申请量比上年增加6件).
    """

    figure: Figure
    topic: str = ""
    when: str = "this"
    scope: str = ""
    family: str = ""
    subject: str = ""
    attribute: str = ""
    label: str = ""
    of: tuple[str, str] = ("", "")

    @property
    def meaning(self) -> str:
        """Name what is counted, empty where nobody knows."""
        return f"{self.subject}.{self.attribute}" if self.subject and self.attribute else self.subject


@dataclass(frozen=True, slots=True)
class Said:
    """A claim found at [at, stop) of its sentence, with the subjects told before it."""

    claim: Claim
    at: int
    stop: int
    text: str
    scope: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What one sentence tells and claims, and the topic it ends with."""

    told: tuple[Told, ...]
    said: tuple[Said, ...]
    topic: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One section's prose, understood sentence by sentence."""

    surface: Surface
    sentences: tuple[Sentence, ...]
    heard: tuple[Heard, ...]


@lru_cache(maxsize=32)
def passage(text: str, year: int, speech: str) -> Passage:
    """Understand a stored text; `speech` names its phrases."""
    words = phrases(speech)
    face = surface(text)
    parts = tuple(sentences(face.text))
    heard: list[Heard] = []
    heading = main = carry = ""
    before: tuple[tuple[str, str], ...] = ()
    for part in parts:
        head = _HEADING.match(part.text)
        if head:
            own = _last_topic(words, head[0])
            main = own if _MAIN.match(part.text) else main
            heading = carry = own or main
            before = ()
        elif part.opens_line:
            carry = heading
        heard.append(_heard(part.text, year, speech, carry, before))
        before = tuple((told.family, told.subject) for told in heard[-1].told if told.subject) or before
        carry = heard[-1].topic
    return Passage(face, parts, tuple(heard))


@lru_cache(maxsize=2048)
def _heard(sentence: str, year: int, speech: str, topic: str, before: tuple[tuple[str, str], ...]) -> Heard:
    reader = _Reader(speech, sentence, year, topic)
    told = tuple(reader.tell(figures(sentence), dict(before)))
    return Heard(told, tuple(reader.claims(told)), reader.topic_at(len(sentence)))


def relative(text: str, year: int) -> str:
    """Write years as 本年, 上年, 下年 or 他年."""
    names = {year: "本年", year - 1: "上年", year + 1: "下年"}
    return _YEAR.sub(lambda match: names.get(int(match[1]), "他年"), text)


def _last_topic(words: Phrases, text: str) -> str:
    last = ""
    for match in words.topics.finditer(text):
        last = match.lastgroup or last
    return last


class _Reader:
    """Reads one sentence."""

    def __init__(self, speech: str, sentence: str, year: int, topic: str) -> None:
        self._speech, self._words = speech, phrases(speech)
        self._sentence, self._year, self._topic = sentence, year, topic
        self._topics = [(match.end(), match.lastgroup or "") for match in self._words.topics.finditer(sentence)]
        self._topics = sorted((*self._topics, *self._bare_topics()))
        self._relative = _TITLE.sub("", relative(sentence, year))
        self._last: dict[str, Told] = {}
        self._mains: dict[str, list[str]] = {}

    def tell(self, found: tuple[Figure, ...], earlier: dict[str, str]) -> Iterator[Told]:
        """Yield the figures with their meaning; `earlier` has the last subjects of the sentence before by family."""
        for figure in found:
            place = figure.at
            label = relative(figure.near, self._year)
            item = Told(figure, self.topic_at(place), self._when(place), self._scope(place, label), label=label)
            item = self._with_meaning(item, earlier)
            if item.subject:
                self._last[item.family] = item
                mains = self._mains.setdefault(item.family, [])
                if item.subject in self._words.families[item.family].mains and item.subject not in mains:
                    mains.append(item.subject)
            yield item

    def claims(self, told: tuple[Told, ...]) -> Iterator[Said]:
        """Yield the statements without a figure."""
        for claim in self._words.claims:
            if not claim.needs.search(self._sentence) or claim.unless_sentence.search(self._sentence):
                continue
            for match in claim.pattern.finditer(self._sentence):
                if claim.unless.search(match[0]) or self._when(match.start()) != "this":
                    continue
                topic = self.topic_at(match.end())
                at, stop = match.span()
                if claim.topics and topic not in claim.topics and not self._explicit(claim, match):
                    continue
                scope = self._scope(match.start(), "")
                yield Said(claim, at, stop, match[0], scope, self._open(claim, told, at))

    def _open(self, claim: Claim, told: tuple[Told, ...], at: int) -> tuple[str, ...]:
        """Return the subjects told before a claim of them, but those of which more is told in figures already."""
        before = [one for one in told if one.family == claim.of_told and one.figure.stop <= at]
        more = {one.subject for one in before if one.attribute != self._words.families[one.family].default}
        return tuple(dict.fromkeys(one.subject for one in before if one.subject not in more))

    def _bare_topics(self) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for bare in self._words.bare:
            if not bare.unless.search(self._sentence):
                ends = (match.end() for match in bare.words.finditer(self._sentence))
                found += ((end, bare.topic) for end in ends if self.topic_at(end) in bare.over)
        return found

    def _explicit(self, claim: Claim, match: re.Match[str]) -> bool:
        families = self._words.families.values()
        return any(set(claim.topics) & set(f.topics) and f.explicit.search(match[0]) for f in families)

    def topic_at(self, place: int) -> str:
        """Return what is spoken of at a place of the sentence."""
        topic = self._topic
        for end, name in self._topics:
            if end <= place:
                topic = name
        return topic

    def _lead(self, place: int) -> str:
        """Return the words of the clause before a place, years written relatively, closed brackets left out."""
        text = self._sentence[:place]
        cut = max(text.rfind("；"), text.rfind("。"))
        return _BRACKET.sub("", _TITLE.sub("", relative(text[cut + 1 :], self._year)))

    def _when(self, place: int) -> str:
        return _when(self._lead(place))

    def _scope(self, place: int, near: str) -> str:
        scopes = common().patterns["scopes"]
        lead = scopes["toward"].sub("", self._lead(place))
        if scopes["area"].search(near):
            return "area"
        if scopes["part"].search(near):
            return "part"
        found = [(match.end(), name) for name in ("area", "office") for match in scopes[name].finditer(lead)]
        return max(found)[1] if found else ""

    def _with_meaning(self, item: Told, earlier: dict[str, str]) -> Told:
        figure = item.figure
        if not figure.counts:
            return replace(item, of=self._named(item))
        context = (item.label, relative(figure.wide, self._year), relative(figure.after, self._year))
        subject, attributes = _meant(self._speech, context, self._relative, figure.unit, item.topic)
        known = {subject.family} if subject else {*self._last, *earlier, *self._implied(figure)}
        attribute = next((phrase for phrase in attributes if phrase.family in known), None)
        phrase = subject or attribute
        if phrase is None:
            return item
        family = self._words.families[phrase.family]
        item = replace(item, family=family.id)
        name = subject.id if subject else self._inherited(family, figure, earlier)
        column = attribute.id if attribute else family.default or self._attribute(family, phrase, item)
        return replace(item, subject=name, attribute=column) if name else replace(item, family="")

    def _named(self, item: Told) -> tuple[str, str]:
        """Return subject and attribute that the words before a share or a change name; the subject may be left open."""
        named = common().pattern("percent", "named").match(item.label)
        if named is None:
            return "", ""
        context = (named["part"], named["part"], "")
        subject, attributes = _meant(self._speech, context, self._relative, "", item.topic)
        attribute = next((phrase for phrase in attributes if not subject or phrase.family == subject.family), None)
        phrase = subject or attribute
        start = phrase.before.search(named["part"]) if phrase else None
        lead = relative(item.figure.wide, self._year).removesuffix(item.label)
        lead += named["part"][: start.start()] if start else ""
        if phrase is None or not common().pattern("percent", "plain").fullmatch(lead):
            return "", ""
        column = attribute.id if attribute else self._words.families[phrase.family].default
        return subject.id if subject else "", column

    def _inherited(self, family: Family, figure: Figure, earlier: dict[str, str]) -> str:
        """Return the subject that an attribute alone speaks of: told before a bracket, or the main one."""
        last, mains = self._last.get(family.id), self._mains.get(family.id, [])
        if last and figure.depth > last.figure.depth:
            return last.subject
        if mains:
            return mains[0] if len(mains) == 1 else family.loose or mains[-1]
        if last:
            return last.subject
        if family.id in earlier:
            return family.loose or earlier[family.id]
        return self._implied(figure).get(family.id, "")

    def _implied(self, figure: Figure) -> dict[str, str]:
        """Return the subjects by family that words before a figure stand for."""
        text = self._sentence[: figure.at]
        families = self._words.families.values()
        return {f.id: subject for f in families for word, subject in f.implied.items() if word in text}

    def _attribute(self, family: Family, phrase: Phrase, item: Told) -> str:
        """Return the attribute of the figure before, where the label adds nothing but its subject."""
        last, figure, said = self._last.get(family.id), item.figure, phrase.before.search(item.label)
        joined = last is not None and figure.at - last.figure.stop - len(figure.near) <= 1
        return last.attribute if last and joined and said and said.start() == 0 else ""


@lru_cache(maxsize=4096)
def _when(lead: str) -> str:
    """Tell which year a clause speaks of; what is said of carrying over or comparing does not count."""
    years, percent = common().patterns["years"], common().patterns["percent"]
    text = years["carrying"].sub("", lead)
    text = percent["compared"].sub("", text)
    found = [(match.end(), "other") for match in years["other"].finditer(text)]
    found += [(match.end(), "last") for match in years["last"].finditer(text)]
    found += [(match.end(), "this") for match in years["this"].finditer(text)]
    return max(found)[1] if found else "this"


@lru_cache(maxsize=4096)
def _meant(
    speech: str, context: tuple[str, str, str], sentence: str, unit: str, topic: str
) -> tuple[Phrase | None, tuple[Phrase, ...]]:
    """Return the first subject that fits, and every attribute."""
    words = phrases(speech)

    def fitting(listed: tuple[Phrase, ...]) -> Iterator[Phrase]:
        return (p for p in listed if _fits(p, words.families[p.family], context, sentence, unit, topic))

    return next(fitting(words.subjects), None), tuple(fitting(words.attributes))


def _fits(phrase: Phrase, family: Family, context: tuple[str, str, str], sentence: str, unit: str, topic: str) -> bool:
    near, wide, after = context
    if unit not in family.units and not (unit in family.loose_units and family.loose_when.search(near + after)):
        return False
    told = family.explicit.search(wide + after) or (not topic and family.explicit.search(sentence))
    if topic not in family.topics and not told:
        return False
    if phrase.unless_near.search(near) or family.foreign.search(near) or not phrase.suits(sentence):
        return False
    if not common().pattern("labels", "vacuous").fullmatch(near):
        return bool(phrase.before.search(near))
    of_told = phrase.unless_after_of.search(wide) and not phrase.though_sentence.search(sentence)
    if phrase.after.search(after) and not of_told:
        return True
    back = wide.removesuffix(near).rstrip("，")
    counting = common().pattern("labels", "counting").fullmatch(near) and not _NESTED.search(back)
    return bool(counting and phrase.before.search(back.rpartition("，")[2]))
