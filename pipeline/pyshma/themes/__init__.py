"""Chapter 4: `Doc` and codebook → mentions → assignments."""

from .assignment import Assignment, ThemeScore, assign_themes, score_themes
from .attitudes import ATTITUDES, AttitudeCues, Attitudes, judge_attitudes
from .codebook import Codebook, Pattern, Theme
from .codebook_formats import convert_codebook
from .explain import MentionReason, ThemeReasons, explain_mentions
from .lint import Finding, lint_codebook
from .matcher import Mention, ThemeMatcher, read_mentions
from .suggestion import Candidate, Suggestion, suggest_terms

__all__ = [
    "ATTITUDES",
    "Assignment",
    "AttitudeCues",
    "Attitudes",
    "Candidate",
    "Codebook",
    "Finding",
    "Mention",
    "MentionReason",
    "Pattern",
    "Suggestion",
    "Theme",
    "ThemeMatcher",
    "ThemeReasons",
    "ThemeScore",
    "assign_themes",
    "convert_codebook",
    "explain_mentions",
    "judge_attitudes",
    "lint_codebook",
    "read_mentions",
    "score_themes",
    "suggest_terms",
]
