"""What a caller may give in several forms, or leave out: settings, codebook, model, names, language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from .errors import CodebookError, SettingsError
from .messages import LANGUAGES, Language
from .partition import ModelFile
from .resources import default_codebook, default_model, fast_model
from .settings import Settings

if TYPE_CHECKING:
    from .documents import Corpus
    from .entities import OwnNames
    from .themes import Codebook

SomeSettings: TypeAlias = Settings | str | Path | None
"""Settings, or the path of an ``analysis.toml``; None: what holds by default."""

SomeCodebook: TypeAlias = "Codebook | Mapping[str, Any] | str | Path | None"
"""A codebook, what stands in its file, or its path; None: the one about towns that comes with pyshma."""

SomeModel: TypeAlias = str | Path | Literal[False] | None
"""Folder of a theme model; None: the one that comes with pyshma, if it belongs to the codebook; `FAST`; False: none."""

FAST: Final = "fast"
"""The model that comes with pyshma, without an encoder: several times as fast, and somewhat less right."""

SomeNames: TypeAlias = "OwnNames | str | Path | None"
"""Names of a user, or the path of an ``entities.yaml``; None: those of the corpus, if it has some."""


def choose_settings(settings: SomeSettings) -> Settings:
    """The settings that were given, those of a file, or what holds by default.

    Raises
    ------
    SettingsError
        The file cannot be read, or what was given can be no settings.
    """
    if settings is None:
        return Settings()
    if isinstance(settings, (str, Path)):
        return Settings.read(settings)
    if isinstance(settings, Settings):
        return settings
    raise SettingsError(f"settings must be Settings or the path of a file, found {type(settings).__name__}")


def choose_codebook(codebook: SomeCodebook) -> Codebook:
    """The codebook that was given, the one of a file, or the one that comes with pyshma.

    Raises
    ------
    CodebookError
        The file is no codebook, or what was given can be none.
    """
    from .themes import Codebook

    if isinstance(codebook, Codebook):
        return codebook
    if isinstance(codebook, Mapping):
        return Codebook.from_dict(dict(codebook))
    if codebook is None or isinstance(codebook, (str, Path)):
        return Codebook.read(default_codebook() if codebook is None else codebook)
    raise CodebookError(f"a codebook must be a Codebook, a path or a dict, found {type(codebook).__name__}")


def choose_language(language: Language | None, codebook: Codebook) -> Language:
    """The language that was given, or that of the codebook.

    Raises
    ------
    SettingsError
        It is none that pyshma speaks.
    """
    if language is not None and language not in LANGUAGES:
        raise SettingsError(f"language must be one of: {', '.join(LANGUAGES)}; found {language!r}")
    return language or ("en" if codebook.language == "en" else "ru")


def choose_model(model: SomeModel, codebook: Codebook) -> ModelFile | None:
    """The model that was given; by default the one that comes with pyshma, if it belongs to the codebook.

    Raises
    ------
    CodebookError
        There is no model in the folder.
    """
    from .themes.trained import model_digest, model_fits

    if model is False:
        return None
    if model is not None:
        path = fast_model() if model == FAST else Path(model)
        return ModelFile(path, model_digest(path))
    path = default_model()
    return ModelFile(path, model_digest(path)) if model_fits(path, codebook) else None


def choose_names(names: SomeNames, corpus: Corpus | None) -> OwnNames:
    """The names that were given, those of the corpus, or none."""
    from .entities import OwnNames

    if isinstance(names, OwnNames):
        return names
    path = corpus.names if names is None and corpus is not None else names
    return OwnNames() if path is None else OwnNames.read(path)
