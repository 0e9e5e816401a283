"""The report: one HTML file that opens by double click, without network."""

from .build import render_report

__all__ = ["render_report"]
