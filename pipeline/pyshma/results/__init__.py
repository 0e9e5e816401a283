"""Chapter 7: assignments and statistics → store, tables, figures, workbook, report."""
