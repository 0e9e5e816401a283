"""A theme model on disk: ``model.json`` for what a person may read, ``weights.safetensors`` for the numbers.

Neither can carry code. The folder has a ``README.md``, the card of the model, for people.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from ...errors import CodebookError
from ..codebook import Codebook
from ..encoder import SentenceEncoder, shipped_encoder
from .model import DOCUMENT_FEATURES, DocumentRegression, ThemeModel
from .readings import Floats, Vectors
from .sentence_space import SentenceSpace

FORMAT: Final = 6
_FILES: Final = ("model.json", "weights.safetensors")
_SPACE: Final = {"idf": np.float32, "centre": np.float32, "landmarks": np.float16}
_ARRAYS: Final = ("coefficients", "intercepts")
_REGRESSIONS: Final = ("texts", "messages")
_REGRESSION: Final = ("means", "scales", "weights", "biases")


def model_files(model: ThemeModel) -> dict[str, bytes]:
    """Content of the files of a model, by their names."""
    arrays = {name: np.ascontiguousarray(getattr(model, name), np.float32) for name in _ARRAYS}
    arrays |= {name: np.ascontiguousarray(getattr(model.space, name), kind) for name, kind in _SPACE.items()}
    for kind in _REGRESSIONS:
        parts = getattr(model, kind)
        arrays |= {f"{kind}.{name}": np.ascontiguousarray(getattr(parts, name), np.float32) for name in _REGRESSION}
    meta = {
        "format": FORMAT,
        "codebook": model.codebook,
        "themes": list(model.theme_ids),
        "threshold": model.threshold,
        "encoder": None if model.encoder is None else model.encoder.digest,
        "scale": model.space.scale,
        "narrowness": model.space.narrowness,
        "document_features": list(DOCUMENT_FEATURES),
        "card": model.card,
        "terms": list(model.space.terms),
    }
    text = json.dumps(meta, ensure_ascii=False, indent=1) + "\n"
    return dict(zip(_FILES, (text.encode(), save(arrays)), strict=True))


def read_model(folder: str | Path, codebook: Codebook, vectors: Vectors) -> ThemeModel:
    """Read a model from the files that `model_files` gives.

    Raises
    ------
    CodebookError
        There is no model, it is damaged, or it was trained with other themes or patterns, or with another encoder.
    """
    folder = Path(folder)
    meta = _read_meta(folder)
    try:
        arrays = {name: array.astype(np.float32) for name, array in load_file(folder / _FILES[1]).items()}
        scale, narrowness = float(meta["scale"]), float(meta["narrowness"])
        placed = arrays["idf"], arrays["centre"], scale, arrays["landmarks"], narrowness
        space = SentenceSpace(tuple(meta["terms"]), *placed, vectors)
        model = ThemeModel(
            meta["codebook"],
            tuple(meta["themes"]),
            space,
            arrays["coefficients"],
            arrays["intercepts"],
            _regression("texts", arrays),
            _regression("messages", arrays),
            threshold=float(meta["threshold"]),
            card=meta["card"],
            nesting=codebook.nesting,
        )
        _check_shapes(model)
        digest = meta["encoder"]
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise CodebookError(f"{folder}: the model is damaged ({error}); train it again with pyshma train") from error
    if model.codebook != codebook.matching_digest:
        raise CodebookError(
            f"{folder}: the model was trained with other themes or patterns than {codebook.title!r} {codebook.version}"
            "; train it again with pyshma train, or assign themes by the codebook alone"
        )
    return model if digest is None else replace(model, encoder=_check_encoder(folder, digest))


def _check_encoder(folder: Path, digest: str) -> SentenceEncoder:
    encoder = shipped_encoder()
    if encoder.digest != digest:
        raise CodebookError(
            f"{folder}: the model was trained with another encoder than the one that comes with pyshma; "
            "train it again with pyshma train"
        )
    return encoder


def _regression(kind: str, arrays: dict[str, Floats]) -> DocumentRegression:
    return DocumentRegression(**{name: arrays[f"{kind}.{name}"] for name in _REGRESSION})


def _no_model(folder: str | Path, error: Exception) -> CodebookError:
    detail = getattr(error, "strerror", None) or str(error)
    if isinstance(error, FileNotFoundError):
        detail = f"{Path(error.filename).name} is missing"
    return CodebookError(f"{folder}: no theme model there ({detail}); pyshma train writes one")


def model_digest(folder: str | Path) -> str:
    """SHA-256 of the files of a model.

    Raises
    ------
    CodebookError
        There is no model in `folder`.
    """
    try:
        content = [(Path(folder) / name).read_bytes() for name in _FILES]
    except OSError as error:
        raise _no_model(folder, error) from error
    return hashlib.sha256(b"".join(content)).hexdigest()


def model_fits(folder: str | Path, codebook: Codebook) -> bool:
    """Whether there is a model in `folder`, trained with the themes and patterns of `codebook`."""
    try:
        return bool(_read_meta(Path(folder))["codebook"] == codebook.matching_digest)
    except (CodebookError, KeyError):
        return False


def describe_model(folder: str | Path) -> dict[str, Any]:
    """What a reader of results should know of a model; None for what its card does not say.

    Returns
    -------
    ``threshold``, a probability; ``date`` of the training; ``n_documents``, on whose themes it was trained

    Raises
    ------
    CodebookError
        There is no model in `folder`, or it is damaged.
    """
    meta = _read_meta(Path(folder))
    try:
        known = {name: meta["card"].get(name) for name in ("date", "n_documents")}
        return {"threshold": round(float(meta["threshold"]), 6), **known}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CodebookError(f"{folder}: the model is damaged ({error}); train it again with pyshma train") from error


def _read_meta(folder: Path) -> dict[str, Any]:
    try:
        meta = json.loads((folder / _FILES[0]).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _no_model(folder, error) from error
    if not isinstance(meta, dict) or meta.get("format") != FORMAT:
        raise CodebookError(f"{folder}: not a theme model of format {FORMAT}; train it again with pyshma train")
    return meta


def _check_shapes(model: ThemeModel) -> None:
    n_themes, n_terms = len(model.theme_ids), len(model.space.terms)
    n_placed = 2 * model.space.vectors.n_dimensions + 2 * n_themes
    n_landmarks = len(model.space.landmarks)
    wanted = {
        "coefficients": (n_themes, n_terms + n_placed + n_landmarks),
        "intercepts": (n_themes,),
    }
    space = {"idf": (n_terms,), "landmarks": (n_landmarks, n_placed)}
    regression = {name: (n_themes if name == "biases" else len(DOCUMENT_FEATURES),) for name in _REGRESSION}
    parts = ((model, wanted), (model.space, space), (model.texts, regression), (model.messages, regression))
    for part, names in parts:
        for name, shape in names.items():
            if getattr(part, name).shape != shape:
                raise ValueError(f"{name} has the shape {getattr(part, name).shape}, expected {shape}")
