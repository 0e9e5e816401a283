"""A second opinion on sentences: a transformer encoder that knows what words mean beyond the coded texts."""

from .encoder import SentenceEncoder
from .storage import encoder_digest, encoder_files, read_encoder

__all__ = ["SentenceEncoder", "encoder_digest", "encoder_files", "read_encoder"]
