"""A second opinion on sentences: a transformer encoder that knows what words mean beyond the coded texts."""

from .encoder import SentenceEncoder, cut_windows
from .storage import encoder_files, read_encoder, shipped_encoder

__all__ = ["SentenceEncoder", "cut_windows", "encoder_files", "read_encoder", "shipped_encoder"]
