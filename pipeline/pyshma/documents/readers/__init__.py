"""One module per format; the registry finds them by itself, so nothing is listed here."""
