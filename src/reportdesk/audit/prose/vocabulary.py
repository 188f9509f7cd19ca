"""The patterns, words and cell readings of `resources/prose`, read once and compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from reportdesk import assets
from reportdesk.audit.findings import Finding, Number
from reportdesk.form.model import Severity
from reportdesk.form.node import Node, parse
from reportdesk.report.values import plain

_NEVER, _ALWAYS = re.compile(r"(?!)"), re.compile("")
_MACRO = re.compile(r"<([A-Z]+)>")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How numbers and units are written; `figure` finds one, `named` what only looks like one."""

    figure: re.Pattern[str]
    named: re.Pattern[str]
    han_words: re.Pattern[str]
    han_before: re.Pattern[str]
    about_before: re.Pattern[str]
    counts: frozenset[str]
    scales: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Phrase:
    """How a subject or an attribute is said before or behind a figure.

    `unless_after_of` is looked for in the words since the last figure, unless the sentence holds `though_sentence`.
    """

    id: str
    family: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    unless_near: re.Pattern[str]
    unless_sentence: re.Pattern[str]
    only_sentence: re.Pattern[str]
    unless_after_of: re.Pattern[str]
    though_sentence: re.Pattern[str]

    def suits(self, sentence: str) -> bool:
        """Tell whether it may be told in such a sentence."""
        return bool(self.only_sentence.search(sentence)) and not self.unless_sentence.search(sentence)


@dataclass(frozen=True, slots=True)
class Family:
    """What the subjects of one topic share: units, and the words that tell the topic.

    `default` is the attribute meant where none is said, `mains` the subjects that one without a subject speaks of
    (`loose` where these are several), `apart` those that may stand outside of the total they are listed under,
    `implied` the subject that a word anywhere before an attribute stands for. `by_slip`: its figures may well
    differ from the tables', and are meant to be theirs only where little is miswritten.
    """

    id: str
    units: frozenset[str]
    loose_units: frozenset[str]
    loose_when: re.Pattern[str]
    topics: tuple[str, ...]
    explicit: re.Pattern[str]
    foreign: re.Pattern[str]
    default: str
    mains: tuple[str, ...]
    loose: str
    apart: tuple[str, ...]
    implied: Mapping[str, str]
    by_slip: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement without a figure: what it names is none."""

    id: str
    pattern: re.Pattern[str]
    needs: re.Pattern[str]
    unless: re.Pattern[str]
    unless_sentence: re.Pattern[str]
    topics: tuple[str, ...]
    of_told: str
    zero: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bare:
    """Words that tell a topic only over certain others, in a sentence without `unless`."""

    topic: str
    over: frozenset[str]
    words: re.Pattern[str]
    unless: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The subjects, attributes and claims of one kind of report."""

    topics: re.Pattern[str]
    bare: tuple[Bare, ...]
    families: Mapping[str, Family]
    subjects: tuple[Phrase, ...]
    attributes: tuple[Phrase, ...]
    claims: tuple[Claim, ...]
    fees: Mapping[str, re.Pattern[str]]
    bases: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]

    def default(self, subject: str) -> str:
        """Return the attribute that a subject has where none is said."""
        family = self.family(subject)
        return family.default if family else ""

    def family(self, subject: str) -> Family | None:
        """Return the family of a subject."""
        return next((self.families[phrase.family] for phrase in self.subjects if phrase.id == subject), None)


@dataclass(frozen=True, slots=True)
class Common:
    """What all forms share: patterns by section and key."""

    numbers: Numbers
    patterns: Mapping[str, Mapping[str, re.Pattern[str]]]
    names: Mapping[str, str]

    def pattern(self, section: str, key: str) -> re.Pattern[str]:
        """Return a pattern; KeyError if there is none."""
        return self.patterns[section][key]


@dataclass(frozen=True, slots=True)
class Message:
    """The words of one kind of finding; `unsure` is the title where it is not certain."""

    code: str
    title: str
    unsure: str
    equation: str
    message: str


@cache
def common() -> Common:
    """Return the shared patterns; FormError where the file is unsound."""
    top = _read("common")
    numbers = _numbers(top.node("numbers"))
    names = top.pairs("names")
    sections = ("years", "lists", "percent", "labels", "channels", "dates", "scopes", "privacy", "unfinished")
    patterns = {name: {key: _compiled(text, top) for key, text in top.pairs(name).items()} for name in sections}
    top.done()
    return Common(numbers, patterns, names)


@cache
def phrases(name: str) -> Phrases:
    """Return how one kind of report speaks; the name without one speaks of nothing."""
    if not name:
        return Phrases(_NEVER, (), {}, (), (), (), {}, ())
    top = _read(name)
    macros = top.pairs("macros")
    topics = "|".join(f"(?P<{topic}>{words})" for topic, words in top.pairs("topics").items())
    found = Phrases(
        _compiled(topics, top),
        tuple(_bare(node, macros) for node in top.nodes("bare")),
        {family: _family(family, node, macros) for family, node in top.named("families")},
        tuple(_phrase(node, macros) for node in top.nodes("subjects")),
        tuple(_phrase(node, macros) for node in top.nodes("attributes")),
        tuple(_claim(node, macros) for node in top.nodes("claims")),
        {key: _compiled(text, top) for key, text in top.pairs("fees").items()},
        tuple((_compiled(node.text("words"), node), node.texts("subjects")) for node in top.nodes("bases")),
    )
    top.done()
    return found


@cache
def messages() -> Mapping[str, Message]:
    """Return the words of the findings by kind."""
    top = _read("messages")
    found: dict[str, Message] = {}
    for kind, node in top.named("messages"):
        found[kind] = Message(
            node.text("code"),
            node.text("title"),
            node.text("unsure", ""),
            node.text("equation", ""),
            node.text("message"),
        )
        node.done()
    top.done()
    return found


def finding(
    kind: str,
    where: tuple[str, str],
    span: tuple[int, int] | None,
    sides: tuple[Number, Number] | None = None,
    cells: tuple[str, ...] = (),
    figures: tuple[str, ...] = (),
    **details: str,
) -> Finding:
    """Return a remark in the words of its kind; `where` is section and subject, `details` are the figures to name."""
    words = messages()[kind]
    section, subject = where
    left, right = sides or (None, None)
    difference = left - right if left is not None and right is not None else None
    if left is not None and right is not None:
        numbers = {"left": plain(left), "right": plain(right), "difference": plain(abs(left - right))}
        details = numbers | details
    return Finding(
        key=f"{words.code}:{section}:{subject}", code=words.code, severity=Severity.REMARK, section=section,
        title=words.title.format_map(details), message=words.message.format_map(details),
        equation=words.equation.format_map(details), span=span, cells=cells, left=left, right=right,
        difference=difference, figures=figures or tuple(map(plain, sides or ())) or (details["shown"],),
    )  # fmt: skip


def unsure(kind: str, found: Finding, **details: str) -> Finding:
    """Return a finding under the title of its kind for what is not certain."""
    return replace(found, title=messages()[kind].unsure.format_map(details))


def _read(name: str) -> Node:
    path = assets.path("resources", f"prose/{name}.toml")
    return Node(parse(path), "", path.name)


def _compiled(text: str, node: Node, macros: Mapping[str, str] | None = None) -> re.Pattern[str]:
    while macros and (found := _MACRO.search(text)):
        if found[1] not in macros:
            raise node.error(f"没有这个代号：{found[0]}")
        text = text.replace(found[0], macros[found[1]])
    try:
        return re.compile(text)
    except re.error as error:
        raise node.error(f"“{text}” 不是正则表达式：{error}") from error


def _one_of(node: Node, key: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    patterns = node.texts(key, ())
    return _compiled("|".join(f"(?:{text})" for text in patterns), node, macros) if patterns else _NEVER


def _optional(node: Node, key: str, macros: Mapping[str, str], otherwise: re.Pattern[str] = _NEVER) -> re.Pattern[str]:
    text = node.text(key, "")
    return _compiled(text, node, macros) if text else otherwise


def _phrase(node: Node, macros: Mapping[str, str]) -> Phrase:
    found = Phrase(
        node.text("id"),
        node.text("family"),
        _one_of(node, "before", macros),
        _one_of(node, "after", macros),
        _optional(node, "unless_near", macros),
        _optional(node, "unless_sentence", macros),
        _optional(node, "only_sentence", macros, _ALWAYS),
        _optional(node, "unless_after_of", macros),
        _optional(node, "though_sentence", macros),
    )
    node.done()
    return found


def _family(name: str, node: Node, macros: Mapping[str, str]) -> Family:
    found = Family(
        name,
        frozenset(node.texts("units")),
        frozenset(node.texts("loose_units")),
        _optional(node, "loose_when", macros),
        node.texts("topic"),
        _optional(node, "explicit", macros),
        _optional(node, "foreign", macros),
        node.text("default"),
        node.texts("mains"),
        node.text("loose"),
        node.texts("apart", ()),
        node.pairs("implied"),
        node.has("by_slip") and node.flag("by_slip"),
    )
    node.done()
    return found


def _bare(node: Node, macros: Mapping[str, str]) -> Bare:
    over = frozenset(node.texts("over"))
    found = Bare(node.text("topic"), over, _one_of(node, "words", macros), _compiled(node.text("unless"), node, macros))
    node.done()
    return found


def _claim(node: Node, macros: Mapping[str, str]) -> Claim:
    found = Claim(
        node.text("id"),
        _compiled(node.text("pattern"), node, macros),
        _compiled(node.text("needs"), node, macros),
        _optional(node, "unless", macros),
        _optional(node, "unless_sentence", macros),
        node.texts("topic", ()),
        node.text("of_told", ""),
        node.texts("zero"),
    )
    node.done()
    return found


def _numbers(node: Node) -> Numbers:
    counts, others = node.texts("counts"), node.texts("others")
    scales = node.node("scales")
    sizes = {name: scales.integer(name) for name in ("万", "亿", "千万", "百万")}
    units = "|".join(sorted({*counts, *others, node.text("money"), node.text("percent")}, key=len, reverse=True))
    scale = "|".join(sorted(sizes, key=len, reverse=True))
    figure = (
        r"(?:(?P<live>\ue000)|(?P<arabic>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        r"|(?P<han>[〇零一二两三四五六七八九十百千]+(?:万[〇零一二两三四五六七八九十百千]*)?))"
        rf"(?P<scale>{scale})?(?P<about>{node.text('about_within')})?(?P<unit>{units})?(?P<over>{node.text('about_after')})?"
    )
    found = Numbers(
        _compiled(figure, node),
        _compiled("|".join(f"(?:{text})" for text in node.texts("named")), node),
        _compiled(node.text("han_words"), node),
        _compiled(node.text("han_before"), node),
        _compiled(node.text("about_before"), node),
        frozenset(counts),
        sizes,
    )
    node.done()
    return found
