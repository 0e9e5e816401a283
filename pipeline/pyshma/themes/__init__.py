"""Chapter 4: `Doc` and codebook → mentions → assignments."""

from .assignment import Assignment, ThemeScore, assign_themes, score_themes
from .codebook import Codebook, Pattern, Theme
from .explain import MentionReason, ThemeReasons, explain_mentions
from .lint import Finding, lint_codebook
from .matcher import Mention, ThemeMatcher, read_mentions

__all__ = [
    "Assignment",
    "Codebook",
    "Finding",
    "Mention",
    "MentionReason",
    "Pattern",
    "Theme",
    "ThemeMatcher",
    "ThemeReasons",
    "ThemeScore",
    "assign_themes",
    "explain_mentions",
    "lint_codebook",
    "read_mentions",
    "score_themes",
]
