"""The report in a real browser: every control, keyboard, phone, paper, accessibility, and no way out of the file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from pyshma.results.analysis import Analysis

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; apt install chromium"),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; pip install .[test]")
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        yield started
        started.close()


@pytest.fixture(scope="module")
def report(rich: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    rich.write_report(folder)
    return folder / "report.html"


class Watch:
    """What a page did that a report must not do."""

    def __init__(self, page: Page) -> None:
        self.messages: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", lambda dialog: (self.messages.append(dialog.message), dialog.dismiss()))


def open_page(browser: Browser, report: Path, **options: Any) -> Page:
    page = browser.new_context(offline=True, **({"viewport": {"width": 1200, "height": 800}} | options)).new_page()
    page.watch = Watch(page)  # type: ignore[attr-defined]
    page.goto(report.as_uri())
    return page


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    opened = open_page(browser, report)
    yield opened
    assert opened.watch.messages == []
    assert opened.watch.requests == [report.as_uri()]
    opened.context.close()


def texts(page: Page, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def show_all(page: Page, selector: str) -> None:
    page.locator(selector).scroll_into_view_if_needed()
    page.locator(f"{selector} .status").wait_for()
    more = page.locator(f"{selector} button.more")
    while more.is_visible():
        more.click()


def documents_with(rich: Analysis, theme_id: str) -> set[str]:
    return set(rich.assignments.loc[rich.assignments["theme_id"] == theme_id, "document_id"])


def test_every_column_sorts_up_and_down(page: Page) -> None:
    for column in ("n", "problem", "wish", "praise"):
        button = page.locator(f"button[data-sort={column}]")
        for _ in range(2):
            button.click()
            values = page.locator("#breakdown-table tbody tr").evaluate_all(
                f"rows => rows.map(row => +row.dataset.{column})"
            )
            descending = button.locator("xpath=..").get_attribute("aria-sort") == "descending"
            assert values == sorted(values, reverse=descending)
    page.locator("button[data-sort=order]").click()
    names = texts(page, "#breakdown-table tbody th")
    assert names == sorted(names)
    assert page.locator("th[aria-sort=ascending]").count() == 1
    assert "Тема" in page.locator("#breakdown-status").inner_text()


def test_shares_become_counts(page: Page, rich: Analysis) -> None:
    first = rich.breakdown.iloc[0]
    cell = page.locator("#breakdown-table tbody tr").first.locator("td.num").first
    assert "%" in cell.inner_text()
    page.get_by_role("radio", name="документы").check()
    assert cell.inner_text().strip() == str(first["n_assigned"])
    page.get_by_role("radio", name="доли").check()
    assert "%" in cell.inner_text()


def shown_theme(page: Page, name: str) -> str:
    """The theme of the panel, as soon as it is the one waited for: the page turns to it after the click."""
    heading = page.locator("#theme-name")
    heading.filter(has_text=name).wait_for()
    return heading.inner_text()


def test_a_click_on_a_theme_shows_it(page: Page, rich: Analysis) -> None:
    for row in rich.breakdown.head(3).to_dict("records"):
        page.locator("#breakdown-table").get_by_role("link", name=row["theme"], exact=True).click()
        assert shown_theme(page, row["theme"]) == row["theme"]
        show_all(page, "#theme-panel")
        assert page.locator("#theme-panel blockquote").count() == row["n_assigned"]
    definition = rich.themes.set_index("theme_id").loc[row["theme_id"], "definition"]
    assert definition in page.locator("#theme-panel").inner_text()
    page.go_back()
    second = rich.breakdown.iloc[1]["theme"]
    assert shown_theme(page, second) == second


def test_the_list_of_themes_shows_one_too(page: Page, rich: Analysis) -> None:
    last = rich.breakdown.iloc[-1]
    page.locator("#theme-select").select_option(last["theme_id"])
    assert shown_theme(page, last["theme"]) == last["theme"]


def test_quotes_of_a_group_and_of_an_attitude(page: Page, rich: Analysis) -> None:
    theme_id = rich.breakdown.iloc[0]["theme_id"]
    rows = rich.assignments[rich.assignments["theme_id"] == theme_id].merge(rich.documents, on="document_id")
    panel = page.locator("#theme-panel")
    for group, attitude, name in (("школа", "", ""), ("колледж", "wish", "пожелание"), ("", "problem", "жалоба")):
        panel.get_by_role("combobox", name="группа").select_option(group)
        panel.get_by_role("combobox", name="Отношение").select_option(label=name or "все")
        show_all(page, "#theme-panel")
        wanted = rows[((rows["группа"] == group) | (group == "")) & ((rows[attitude] == 1) if attitude else True)]
        cited = [cite.split(" · ")[0] for cite in texts(page, "#theme-panel cite")]
        assert sorted(cited) == sorted(wanted["document_id"])
        quoted = wanted[f"{attitude}_quote" if attitude else "quote"]
        assert sorted(map(str.split, texts(page, "#theme-panel blockquote p"))) == sorted(map(str.split, quoted))


def test_documents_are_found_and_filtered(page: Page, rich: Analysis) -> None:
    rows = "#documents-list tbody tr"
    show_all(page, "#documents-list")
    assert page.locator(rows).count() == len(rich.documents)
    search, theme = page.locator("#documents-list input"), page.locator("#documents-list select")
    search.fill("Д1")
    found = {name for name in rich.documents["document_id"] if "д1" in name}
    assert set(texts(page, f"{rows} th")) == found
    assert page.locator("#documents-list .status").inner_text() == f"Показано {len(found)} из {len(found)}"
    search.fill("")
    first = rich.breakdown.iloc[0]
    theme.select_option(label=first["theme"])
    show_all(page, "#documents-list")
    assert set(texts(page, f"{rows} th")) == documents_with(rich, first["theme_id"])
    theme.select_option("none")
    show_all(page, "#documents-list")
    assert set(texts(page, f"{rows} th")) == set(rich.documents["document_id"]) - set(rich.assignments["document_id"])
    search.fill("нет такого")
    assert page.locator("#documents-list .status").inner_text() == "Ничего не найдено"


def test_names_are_found_by_any_spelling(page: Page, rich: Analysis) -> None:
    page.locator("#entities").scroll_into_view_if_needed()
    rows = "#entities-list tbody tr"
    entity = rich.entities.iloc[0]
    page.locator("#entities-list input").fill(entity["variants"].split(" (")[0].upper())
    assert entity["name"] in texts(page, f"{rows} th")
    page.locator("#entities-list input").fill("")
    page.locator("#entities-list select").select_option("PER")
    assert len(texts(page, f"{rows} th")) == min(25, (rich.entities["kind"] == "PER").sum())


def test_everything_opens_and_folds(page: Page) -> None:
    for details in page.locator("details").all():
        details.locator("summary").click()
        assert details.get_attribute("open") is not None


def test_every_link_leads_somewhere(page: Page) -> None:
    for address in page.locator("a[href^='#']:not([href^='#theme='])").evaluate_all("links => links.map(a => a.hash)"):
        assert page.locator(address).count() == 1, address


def test_keyboard_alone_is_enough(page: Page, rich: Analysis) -> None:
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Перейти к содержанию"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("data-sort") == "order":
            break
    page.keyboard.press("Space")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Тема")
    while "#theme=" not in (page.locator(":focus").get_attribute("href") or ""):
        page.keyboard.press("Tab")
    name = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    assert page.locator("#theme-name:focus").inner_text() == name  # waits for the focus


def test_hostile_texts_show_as_text(page: Page, rich: Analysis) -> None:
    shown = ""
    for theme_id in rich.breakdown.loc[rich.breakdown["n_assigned"] > 0, "theme_id"]:
        page.locator("#theme-select").select_option(theme_id)
        show_all(page, "#theme-panel")
        shown += page.locator("#theme-panel").inner_text()
    for text in ("<script>alert(1)</script>", "{{ 7 * 7 }}", '<svg onload="alert(3)">', "</script><script>alert(2)"):
        assert text in shown
    assert page.locator("a[href^='javascript:'], [onload]").count() == 0


def test_the_policy_stops_what_gets_in(browser: Browser, report: Path) -> None:
    page = open_page(browser, report)
    failures: list[str | None] = []
    page.on("requestfailed", lambda request: failures.append(request.failure))
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.hacked = 1";
            document.body.append(script);
            const picture = "<img src='https://example.org/x.png' onerror='window.hacked = 2'>";
            document.body.insertAdjacentHTML("beforeend", picture);
        }"""
    )
    assert page.evaluate("fetch('https://example.org/y').catch(() => 'stopped')") == "stopped"
    assert page.evaluate("window.hacked") is None
    assert set(failures) <= {"csp"}
    assert sum("Content Security Policy" in message for message in page.watch.messages) >= 3
    page.context.close()


@pytest.mark.parametrize("width", [375, 768])
def test_nothing_is_wider_than_a_small_window(browser: Browser, report: Path, width: int) -> None:
    page = open_page(browser, report, viewport={"width": width, "height": 700})
    for place in ("#entities-list", "#documents-list"):
        show_all(page, place)
    for details in page.locator("details").all():
        details.evaluate("it => { it.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_paper_has_everything_in_whole(browser: Browser, report: Path, rich: Analysis, tmp_path: Path) -> None:
    page = open_page(browser, report, color_scheme="dark")
    page.pdf(path=tmp_path / "report.pdf", format="A4", print_background=True)
    page.context.close()
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as pdf:
        pages = [" ".join(pdf[number].get_textpage().get_text_range().split()) for number in range(len(pdf))]
    assert len(pages) > 2
    whole = " ".join(pages)
    for theme in rich.breakdown["theme"]:
        assert theme in whole
    assert "Показать ещё" not in whole
    assert "Определение" in whole
    for title in ("О чём пишут в группах: группа", "Темы вместе: в скольких документах есть обе"):
        assert any(title in text and "n = 66" in text for text in pages), title


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1200])
def test_axe_finds_nothing(browser: Browser, report: Path, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = open_page(browser, report, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    for place in ("#entities-list", "#documents-list"):
        page.locator(place).scroll_into_view_if_needed()
        page.locator(f"{place} .status").wait_for()
    for details in page.locator("details").all():
        details.evaluate("it => { it.open = true; }")
    violations = axe.Axe().run(page).response["violations"]
    assert [(item["id"], node["html"][:120]) for item in violations for node in item["nodes"][:3]] == []
    page.context.close()
