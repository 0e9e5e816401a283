"""Chapter 4: `Doc` and codebook → mentions → assignments."""

from .assignment import Assignment, assign_themes
from .attitude_model import AttitudeModel, attitudes_digest
from .attitudes import ATTITUDES, Attitude, AttitudeCues
from .codebook import Codebook, Pattern, Theme
from .codebook_formats import convert_codebook
from .explain import MentionReason, ThemeReasons, explain_mentions
from .finding import Finding
from .lint import WordList, lint_codebook
from .lint_corpus import MatchCounts, lint_against
from .matcher import Mention, ThemeMatcher, read_mentions
from .scoring import ThemeScore, score_themes
from .suggestion import Candidate, Suggestion, suggest_terms

__all__ = [
    "ATTITUDES",
    "Assignment",
    "Attitude",
    "AttitudeCues",
    "AttitudeModel",
    "Candidate",
    "Codebook",
    "Finding",
    "MatchCounts",
    "Mention",
    "MentionReason",
    "Pattern",
    "Suggestion",
    "Theme",
    "ThemeMatcher",
    "ThemeReasons",
    "ThemeScore",
    "WordList",
    "assign_themes",
    "attitudes_digest",
    "convert_codebook",
    "explain_mentions",
    "lint_against",
    "lint_codebook",
    "read_mentions",
    "score_themes",
    "suggest_terms",
]
