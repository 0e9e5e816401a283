"""What was done with what: versions, hashes and counts, enough to do it again and to see that it was the same."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import pandas as pd

from .documents import Source, match_variables
from .documents.variables import Variables
from .entities import gazetteer_digest
from .partition import LIBRARIES, Job, Material, ModelFile, versions
from .results.analysis import Analysis
from .settings import Settings
from .themes import attitudes_digest
from .themes.trained import describe_model

LIBRARIES_OF_RESULTS: Final = ("scikit-learn", "pandas", "pyarrow", "altair", "vl-convert-python", "XlsxWriter")


def describe_variables(documents: pd.DataFrame, variables: Variables) -> dict[str, list[str]]:
    """Rows of variables without a document, and documents without a row."""
    if not variables:
        return {}
    found = match_variables(variables, zip(documents["document_id"], documents["source"], strict=True))
    return {"unmatched_variables": list(found.idle), "without_variables": list(found.bare)}


def hash_inputs(material: Material) -> dict[str, str]:
    """SHA-256 of the content of every source, by its name."""
    return {
        item.label if isinstance(item, Source) else item.id: item.digest
        if isinstance(item, Source)
        else hashlib.sha256(item.text.encode("utf-8", "surrogatepass")).hexdigest()
        for item in material.items
    }


def describe_model_file(model: ModelFile) -> dict[str, Any]:
    """Name, hash, threshold and training of a theme model."""
    return {"name": model.path.name, "sha256": model.digest, **describe_model(model.path)}


def make_manifest(analysis: Analysis, material: Material, job: Job, settings: Settings) -> dict[str, Any]:
    """What was done with what: enough to do it again and to see that it was the same."""
    counts = {
        "documents": {"in": len(material.items) + len(material.rejections), "out": len(analysis.documents)},
        "language": {"in": len(analysis.documents), "out": int(analysis.documents["n_tokens"].sum())},
        "entities": {"in": len(analysis.entity_mentions), "out": len(analysis.entities)},
        "corrections": {"in": len(analysis.corrections), "out": int(analysis.corrections["n_tokens"].sum())},
        "themes": {"in": len(analysis.mentions), "out": len(analysis.assignments)},
        "topics": {"in": len(analysis.documents), "out": len(analysis.topics)},
    }
    corpus = material.corpus
    return {
        "corpus": {
            "title": corpus.title,
            "source": corpus.source,
            "licence": corpus.licence,
            "population": corpus.population,
        },
        "language": analysis.language,
        "anonymized": analysis.anonymized,
        "population": analysis.statistics.population,
        "codebook": {
            "title": job.codebook.title,
            "version": job.codebook.version,
            "sha256": job.codebook.digest,
            "themes": analysis.themes.to_dict("records"),
        },
        "model": None if job.model is None else describe_model_file(job.model),
        "attitudes": {"sha256": attitudes_digest()},
        "gazetteer": {"sha256": gazetteer_digest()},
        "names": {"n": len(job.names.names), "n_ignored": len(job.names.ignore), "sha256": job.names.digest},
        "settings": settings.as_dict(),
        "versions": versions((*LIBRARIES, *LIBRARIES_OF_RESULTS)),
        "counts": counts,
        "rejected": len(analysis.rejected),
        "passed_over": list(material.passed_over),
        "variables": describe_variables(analysis.documents, material.variables),
        "inputs": hash_inputs(material),
    }
