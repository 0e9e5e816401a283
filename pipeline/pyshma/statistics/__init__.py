"""How many documents carry each theme, how sure that is, and whether groups differ."""

from .comparison import adjust_p_values, breakdown_by, compare_groups
from .cooccurrence import theme_cooccurrence
from .groups import ATTITUDES, check_is_variable, count_missing, find_like_groups, has_attitudes
from .intervals import difference_interval, wilson_interval
from .prevalence import theme_prevalence

__all__ = [
    "ATTITUDES",
    "adjust_p_values",
    "breakdown_by",
    "check_is_variable",
    "compare_groups",
    "count_missing",
    "difference_interval",
    "find_like_groups",
    "has_attitudes",
    "theme_cooccurrence",
    "theme_prevalence",
    "wilson_interval",
]
