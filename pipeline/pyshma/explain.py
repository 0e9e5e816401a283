"""``pyshma explain``: which pattern matched where in a text, and which reading of each word was chosen and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .choices import (
    SomeCodebook,
    SomeModel,
    SomeNames,
    SomeSettings,
    choose_codebook,
    choose_model,
    choose_names,
    choose_settings,
)
from .documents import Document, read_documents, refuse_rejected
from .language import ScoredParse, citation_lemmas, explain_lemma, score_parses
from .language.vectors import read_vectors
from .loaded import load_attitudes, load_pipeline
from .messages import Language, translate
from .themes import MentionReason, ThemeMatcher, ThemeReasons, explain_mentions
from .themes.explain import SentenceReason
from .themes.finding import shorten
from .themes.trained import explain_with_model, read_model

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from .documents.reading import Readable


@dataclass(frozen=True, slots=True)
class WordReasons:
    """The readings of a word, those of its lemma first, with their agreement with the tag found in context.

    Parameters
    ----------
    decided_by
        As `explain_lemma` says it; by neighbours or all tags another reading may win than the one that agrees best.
    """

    text: str
    lemma: str
    tag: str
    decided_by: str
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
    codebook: SomeCodebook = None,
    model: SomeModel = None,
    names: SomeNames = None,
    settings: SomeSettings = None,
) -> Iterator[Explanation]:
    """Explain the documents of a source one by one.

    Parameters
    ----------
    source
        Whatever `read_documents` reads.
    codebook
        None: the codebook about towns that comes with pyshma.
    model, names, settings
        As `analyze` has them; names of one's own may change where a long sentence is cut.

    Raises
    ------
    SourceError
        No document could be read.
    """
    settings = choose_settings(settings)
    documents = read_documents(source, settings=settings.documents)
    codebook = choose_codebook(codebook)
    matcher = ThemeMatcher(codebook, citation_lemmas)
    chosen = choose_model(model, codebook)
    trained = None if chosen is None else read_model(chosen.path, codebook, read_vectors())
    nlp = load_pipeline(settings.language, choose_names(names, documents.corpus))
    found = False
    for document in documents:
        doc = nlp(document.text)
        found = True
        themes = (
            explain_mentions(doc, matcher, settings.themes, attitude_model=load_attitudes())
            if trained is None
            else explain_with_model(doc, matcher, trained, settings.themes, attitude_model=load_attitudes())
        )
        yield Explanation(document, tuple(themes), tuple(_explain_words(doc)))
    if not found:
        refuse_rejected(documents.rejections, f"{source}: " if isinstance(source, (str, Path)) else "")


def _explain_words(doc: Doc) -> Iterator[WordReasons]:
    for token in doc:
        if token.is_alpha or "-" in token.norm_:
            features = str(token.morph)
            found = score_parses(token.norm_, token.pos_, features)
            readings = tuple(sorted(found, key=lambda reading: reading.parse.lemma != token.lemma_))
            tag = f"{token.pos_} {features}".strip()
            yield WordReasons(token.text, token.lemma_, tag, explain_lemma(token), readings)


def format_explanation(
    explanation: Explanation, language: Language, *, words: bool = False, everything: bool = False
) -> str:
    """An explanation as lines of text.

    Parameters
    ----------
    words
        The readings of each word too.
    everything
        Matches that give way to others at the same words are listed instead of counted, and patterns are written whole.
    """
    text = explanation.document.text
    lines = [f"# {explanation.document.id}"]
    for theme in explanation.themes:
        lines += ["", *_format_theme(text, theme, language, everything=everything)]
    if not explanation.themes:
        lines.append(translate("explain.no_mentions", language))
    if words:
        lines += ["", *(_format_word(word, language) for word in explanation.words)]
    return "\n".join(lines) + "\n"


def _format_theme(text: str, theme: ThemeReasons, language: Language, *, everything: bool) -> Iterator[str]:
    verdict = translate("explain.assigned" if theme.assigned else "explain.not_assigned", language)
    scores = {"score": f"{theme.score:.2f}", "threshold": f"{theme.threshold:.2f}"}
    yield translate("explain.theme", language, name=theme.name, theme=theme.theme_id, verdict=verdict, **scores)
    for attitude, quote in theme.attitudes.items():
        yield "  " + translate(f"explain.{attitude}", language, quote=" ".join(quote.split()))
    yield from (_format_sentence(text, item, language) for item in theme.sentences)
    shown = [mention for mention in theme.mentions if everything or mention.dropped != "overlap"]
    kind = "seen" if theme.trained else "mention"
    yield from (_format_mention(text, item, language, kind=kind, whole=everything) for item in shown)
    if hidden := len(theme.mentions) - len(shown):
        yield "  " + translate("explain.hidden", language, n=str(hidden))


def _format_sentence(text: str, sentence: SentenceReason, language: Language) -> str:
    quote = " ".join(text[sentence.start : sentence.stop].split())
    words = ", ".join(sentence.lemmas) or "–"
    line = "  " + translate("explain.sentence", language, score=f"{sentence.score:.2f}", quote=quote, words=words)
    if sentence.opinion is None:
        return line
    return line + translate("explain.opinion", language, opinion=f"{sentence.opinion:.2f}")


def _format_mention(text: str, mention: MentionReason, language: Language, *, kind: str, whole: bool) -> str:
    pattern, by = mention.pattern.text, mention.by
    what = translate(
        f"explain.{mention.dropped or kind}",
        language,
        text=mention.text,
        pattern=pattern if whole else shorten(pattern),
        pattern_id=mention.pattern.id,
        weight=f"{mention.pattern.weight:g}",
        contribution=f"{mention.contribution:.2f}",
        by=by if whole else shorten(by),
    )
    before, after = text[max(0, mention.start - 30) : mention.start], text[mention.stop : mention.stop + 30]
    context = " ".join(f"…{before}[{mention.text}]{after}…".split())
    return f"  {what}\n      {mention.start}–{mention.stop}: {context}"


def _format_word(word: WordReasons, language: Language) -> str:
    readings = ", ".join(
        f"{item.parse.lemma} {item.score:.2f}" + (f" [{' '.join(item.agrees)}]" if index == 0 and item.agrees else "")
        for index, item in enumerate(word.readings[:4])
    )
    reason = translate(f"explain.by_{word.decided_by}", language)
    return f"  {word.text} → {word.lemma}  ({word.tag}; {reason})  {readings}"
