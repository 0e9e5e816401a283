"""How many documents carry each theme, how sure that is, and whether groups differ."""

from .comparison import adjust_p_values, breakdown_by, compare_groups
from .cooccurrence import theme_cooccurrence
from .groups import count_missing
from .intervals import difference_interval, wilson_interval
from .prevalence import theme_prevalence

__all__ = [
    "adjust_p_values",
    "breakdown_by",
    "compare_groups",
    "count_missing",
    "difference_interval",
    "theme_cooccurrence",
    "theme_prevalence",
    "wilson_interval",
]
