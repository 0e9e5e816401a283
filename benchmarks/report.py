"""Size of the report and how soon it can be used, for the demonstration and for 20,000 documents made from it.

The large analysis repeats the documents of the demonstration under new ids, with sentences and names made different, so
that nothing is shared. Opened from disk in headless Chromium, three times each; the median is shown. "Usable" is the
time from the start of navigation to the end of the page's own script; "theme" the time from the click on a theme to
its quotes; "search" from the letter to the rows found.

    python benchmarks/report.py
"""

import os
import shutil
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
from playwright.sync_api import sync_playwright

import pyshma
from pyshma.resources import demonstration_corpus
from pyshma.results.columns import QUOTES
from pyshma.settings import Settings, StatisticsSettings

MANY = 20_000
CLICK = """async () => {
    const started = performance.now();
    document.querySelectorAll("#breakdown-table tbody a")[1].click();
    while (!document.querySelector("#theme-panel blockquote")) await new Promise(requestAnimationFrame);
    return performance.now() - started;
}"""
SEARCH = """async () => {
    document.querySelector("#documents-list").scrollIntoView();
    while (!document.querySelector("#documents-list input")) await new Promise(requestAnimationFrame);
    const input = document.querySelector("#documents-list input");
    const started = performance.now();
    input.value = "w3-01";
    input.dispatchEvent(new Event("input"));
    return performance.now() - started;
}"""


def repeat(table: pd.DataFrame, times: int, columns: tuple[str, ...]) -> pd.DataFrame:
    """The rows so many times, with a number after the cells of some columns."""
    parts = [table.assign(**{name: table[name].astype(str) + f" {n}" for name in columns}) for n in range(times)]
    return pd.concat(parts, ignore_index=True)


def enlarge(analysis: pyshma.Analysis, n_documents: int) -> pyshma.Analysis:
    times = -(-n_documents // len(analysis.documents))
    documents = repeat(analysis.documents, times, ("document_id", "source")).head(n_documents)
    ids = set(documents["document_id"])

    def of_documents(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
        repeated = repeat(table, times, ("document_id", *columns))
        return repeated[repeated["document_id"].isin(ids)].reset_index(drop=True)

    return replace(
        analysis,
        documents=documents,
        assignments=of_documents(analysis.assignments, *QUOTES),
        mentions=of_documents(analysis.mentions),
        entities=repeat(analysis.entities, times, ("entity_id", "name")),
        statistics=replace(analysis.statistics, population=None),
    )


def main() -> None:
    settings = Settings(statistics=StatisticsSettings(by=("group",)))
    small = pyshma.analyze(demonstration_corpus(), settings=settings)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    print(f"{'documents':>10} {'MB':>6} {'made, s CPU':>12} {'usable, ms':>11} {'theme, ms':>10} {'search, ms':>11}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=sandbox)
        for analysis in (small, enlarge(small, MANY)):
            started = time.process_time()
            analysis.write_report(folder)
            made = time.process_time() - started
            report = Path(folder) / "report.html"
            times = []
            for _ in range(3):
                page = browser.new_page(viewport={"width": 1200, "height": 800})
                page.goto(report.as_uri())
                usable = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
                times.append((usable, page.evaluate(CLICK), page.evaluate(SEARCH)))
                page.close()
            usable, click, search = (statistics.median(column) for column in zip(*times, strict=True))
            size = report.stat().st_size / 1e6
            n = len(analysis.documents)
            print(f"{n:>10} {size:>6.2f} {made:>12.2f} {usable:>11.0f} {click:>10.0f} {search:>11.0f}")
        browser.close()


if __name__ == "__main__":
    main()
