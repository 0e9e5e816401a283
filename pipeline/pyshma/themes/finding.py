"""One remark on a codebook."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..messages import Language, translate

MAX_SHOWN = 80  # characters of a pattern in a message


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark.

    Parameters
    ----------
    code
        Key of the message, section ``codebook`` of the catalogue: ``unknown_word``, ``mixed_alphabets``,
        ``misspelt_word``, ``misspelt_beginning``, ``corrected_word``, ``impossible_pos``, ``never_matches``,
        ``split_word``, ``same_meaning``, ``two_themes``, ``covered``, ``shared_phrase``, ``no_examples``,
        ``example_missed``, ``example_matched``; of a corpus, ``unmatched``, ``too_general``, ``same_words``.
    severity
        ``"error"``: the codebook does not do what it says; ``"warning"``: look at it.
    theme_id, pattern
        Where; `pattern` is empty when the remark is about the theme.
    details
        What the message names.
    """

    code: str
    severity: str
    theme_id: str
    pattern: str = ""
    details: dict[str, str] = field(default_factory=dict)

    def message(self, language: Language) -> str:
        """One line for a person."""
        details = {name: shorten(text) if name == "other" else text for name, text in self.details.items()}
        return translate(
            f"codebook.{self.code}", language, theme=self.theme_id, pattern=shorten(self.pattern), **details
        )


def shorten(pattern: str) -> str:
    """The beginning of a long pattern, by which it can be found in the file."""
    return pattern if len(pattern) <= MAX_SHOWN else pattern[: MAX_SHOWN - 1].rstrip() + "…"
