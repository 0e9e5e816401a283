"""Where the data that comes with pyshma lies: beside the source in a checkout, inside the package when installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_path(*parts: str) -> Path:
    """Path of a file or folder under ``models/`` or ``corpora/``.

    >>> data_path("models", "codebooks", "city.yaml").name
    'city.yaml'
    """
    checkout = _PACKAGE.parent.parent
    root = checkout if (checkout / "pyproject.toml").is_file() else _PACKAGE / "_data"
    return root.joinpath(*parts)


def default_codebook() -> Path:
    """The codebook that is used when none is named: themes of essays about a town's future."""
    return data_path("models", "codebooks", "city.yaml")


def default_model() -> Path:
    """The theme model of that codebook, which comes with pyshma."""
    return data_path("models", "themes", "city")


def fast_model() -> Path:
    """The same without an encoder."""
    return data_path("models", "themes", "city-fast")


def default_encoder() -> Path:
    """The encoder that gives theme models a second opinion on sentences."""
    return data_path("models", "encoders", "city")


def default_attitudes() -> Path:
    """The weights that say whether an author complains, wishes or praises."""
    return data_path("models", "attitudes", "model.json")


def demonstration_corpus() -> Path:
    """The 285 synthetic essays about Верхняя Пышма."""
    return data_path("corpora", "pyshma2035")
