"""Which places, organisations and people are named with which theme: in the same sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd


ENTITY_THEME_COLUMNS: Final = ("theme_id", "entity_id", "kind", "name", "n_documents", "n_mentions")


def entity_themes(stored: pd.DataFrame, entities: pd.DataFrame, entity_mentions: pd.DataFrame) -> pd.DataFrame:
    """Count the entities that stand in one sentence with a mention of a theme.

    Parameters
    ----------
    stored
        Name mentions as in the store: ``document_id``, ``start``, ``stop``, ``themes``, the ids of the themes that
        are mentioned in the same sentence and assigned to the document, separated by spaces.
    entities, entity_mentions
        As `resolve_entities` returns them.

    Returns
    -------
    one row per theme and entity, pairs that never occur left out
        ``theme_id``, ``entity_id``, ``kind``, ``name``; ``n_documents``: documents with such a sentence;
        ``n_mentions``: mentions of the entity in such sentences. By theme, then most documents first.
    """
    place = ["document_id", "start", "stop"]
    found = entity_mentions.merge(stored[[*place, "themes"]].drop_duplicates(place), on=place)
    found["theme_id"] = found["themes"].str.split()
    pairs = found.explode("theme_id").dropna(subset="theme_id")
    counts = pairs.groupby(["theme_id", "entity_id"], sort=False)["document_id"].agg(["nunique", "size"]).reset_index()
    counts = counts.rename(columns={"nunique": "n_documents", "size": "n_mentions"})
    table = counts.merge(entities[["entity_id", "kind", "name"]], on="entity_id")
    order = ["theme_id", "n_documents", "n_mentions", "name", "entity_id"]
    table = table.sort_values(order, ascending=[True, False, False, True, True], ignore_index=True)
    return table[list(ENTITY_THEME_COLUMNS)]
