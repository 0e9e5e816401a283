"""What a segmentation rule decided at a place where a text might be cut."""

from __future__ import annotations

from typing import NamedTuple


class Decision(NamedTuple):
    """One place and the first rule that spoke there.

    Parameters
    ----------
    offset
        Character offset in the text at which it would be cut.
    rule
        Name of the rule; ``default`` where none spoke, and then the text is cut.
    outcome
        ``join`` or ``split``.
    """

    offset: int
    rule: str
    outcome: str

    @classmethod
    def of(cls, offset: int, rule: str | None) -> Decision:
        """The decision of a joining rule, or of none."""
        return cls(offset, rule or "default", "join" if rule else "split")
