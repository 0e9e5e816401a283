"""The trained assigner: a model of sentences and of documents, learned from coded texts."""

from .assigning import assign_with_model
from .coded import CodedDocument, FitSettings
from .explaining import explain_with_model
from .fitting import CrossValidation, ThemeTrainer
from .model import Prediction, ThemeModel
from .readings import SentenceReading, Vectors, ask_encoder, read_sentences
from .storage import describe_model, model_digest, model_files, model_fits, read_model

__all__ = [
    "CodedDocument",
    "CrossValidation",
    "FitSettings",
    "Prediction",
    "SentenceReading",
    "ThemeModel",
    "ThemeTrainer",
    "Vectors",
    "ask_encoder",
    "assign_with_model",
    "describe_model",
    "explain_with_model",
    "model_digest",
    "model_files",
    "model_fits",
    "read_model",
    "read_sentences",
]
