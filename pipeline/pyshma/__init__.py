"""From a folder of Russian essays and documents to a category breakdown."""
