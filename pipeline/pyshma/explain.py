"""``pyshma explain``: which pattern matched where in a text, and which reading of each word was chosen and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .documents import Document, Rejection, read_documents
from .errors import SourceError
from .language import ScoredParse, citation_lemmas, load, score_parses
from .language.vectors import read_vectors
from .messages import Language, translate
from .resources import default_codebook
from .run import choose_model
from .settings import Settings
from .themes import Codebook, MentionReason, ThemeMatcher, ThemeReasons, explain_mentions
from .themes.explain import SentenceReason
from .themes.trained import explain_with_model, read_model

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from .documents.reading import Readable


@dataclass(frozen=True, slots=True)
class WordReasons:
    """The readings of a word, the chosen one first, with their agreement with the tag found in context."""

    text: str
    lemma: str
    tag: str
    readings: tuple[ScoredParse, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a document got its themes and its words their lemmas."""

    document: Document
    themes: tuple[ThemeReasons, ...]
    words: tuple[WordReasons, ...]


def explain(
    source: Readable,
    *,
    codebook: Codebook | str | Path | None = None,
    model: str | Path | Literal[False] | None = None,
    settings: Settings | None = None,
) -> Iterator[Explanation]:
    """Explain the documents of a source one by one.

    Parameters
    ----------
    source
        Whatever `read_documents` reads.
    codebook
        None: the codebook about towns that comes with pyshma.
    model
        As `analyze` has it.

    Raises
    ------
    SourceError
        No document could be read.
    """
    settings = settings or Settings()
    if not isinstance(codebook, Codebook):
        codebook = Codebook.read(codebook or default_codebook())
    nlp = load(spelling=settings.language.spelling)
    matcher = ThemeMatcher(codebook, citation_lemmas)
    chosen = choose_model(model, codebook)
    trained = None if chosen is None else read_model(chosen.path, codebook, read_vectors())
    documents = read_documents(source, settings=settings.documents)
    found = False
    for document in documents:
        doc = nlp(document.text)
        found = True
        themes = (
            explain_mentions(doc, matcher, settings.themes)
            if trained is None
            else explain_with_model(doc, matcher, trained, settings.themes)
        )
        yield Explanation(document, tuple(themes), tuple(_explain_words(doc)))
    if not found:
        reasons = "; ".join(f"{item.source}: {reason(item, 'en')}" for item in documents.rejections[:3])
        raise SourceError(f"{source}: no document could be read ({reasons or 'nothing there'})")


def reason(rejection: Rejection, language: Language) -> str:
    """Why a source was rejected, in words."""
    return translate(f"rejected.{rejection.code}", language, **rejection.details)


def _explain_words(doc: Doc) -> Iterator[WordReasons]:
    for token in doc:
        if token.is_alpha or "-" in token.norm_:
            features = str(token.morph)
            readings = tuple(score_parses(token.norm_, token.pos_, features))
            yield WordReasons(token.text, token.lemma_, f"{token.pos_} {features}".strip(), readings)


def format_explanation(explanation: Explanation, language: Language, *, words: bool = False) -> str:
    """An explanation as lines of text."""
    lines = [f"# {explanation.document.id}"]
    for theme in explanation.themes:
        verdict = translate("explain.assigned" if theme.assigned else "explain.not_assigned", language)
        scores = {"score": f"{theme.score:.2f}", "threshold": f"{theme.threshold:.2f}"}
        head = translate("explain.theme", language, name=theme.name, theme=theme.theme_id, verdict=verdict, **scores)
        text = explanation.document.text
        lines += ["", head, *(_format_sentence(text, item, language) for item in theme.sentences)]
        lines += (_format_mention(text, item, language) for item in theme.mentions)
    if not explanation.themes:
        lines.append(translate("explain.no_mentions", language))
    if words:
        lines += ["", *map(_format_word, explanation.words)]
    return "\n".join(lines) + "\n"


def _format_sentence(text: str, sentence: SentenceReason, language: Language) -> str:
    quote = " ".join(text[sentence.start : sentence.stop].split())
    words = ", ".join(sentence.lemmas) or "–"
    return "  " + translate("explain.sentence", language, score=f"{sentence.score:.2f}", quote=quote, words=words)


def _format_mention(text: str, mention: MentionReason, language: Language) -> str:
    what = translate(
        f"explain.{mention.dropped or 'mention'}",
        language,
        text=mention.text,
        pattern=mention.pattern.text,
        pattern_id=mention.pattern.id,
        weight=f"{mention.pattern.weight:g}",
        contribution=f"{mention.contribution:.2f}",
        by=mention.by,
    )
    before, after = text[max(0, mention.start - 30) : mention.start], text[mention.stop : mention.stop + 30]
    context = " ".join(f"…{before}[{mention.text}]{after}…".split())
    return f"  {what}\n      {mention.start}–{mention.stop}: {context}"


def _format_word(word: WordReasons) -> str:
    readings = ", ".join(
        f"{item.parse.lemma} {item.score:.2f}" + (f" [{' '.join(item.agrees)}]" if index == 0 and item.agrees else "")
        for index, item in enumerate(word.readings[:4])
    )
    return f"  {word.text} → {word.lemma}  ({word.tag})  {readings}"
