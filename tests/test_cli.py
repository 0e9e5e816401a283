"""The command: what a person types, and what they get back."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from pyshma.cli import app
from pyshma.console import requested_language

RUNNER = CliRunner()

CODEBOOK = """
title: Пример
themes:
  - id: air
    name: Чистый воздух
    patterns: [воздух]
    examples: {match: [Хочу чистого воздуха.], no_match: [Хочу парк.]}
"""


README = Path(__file__).parent.parent / "README.md"


def find_commands(node: object, *names: str) -> Iterator[str]:
    """All commands below a group, as they are typed."""
    inner = getattr(node, "commands", None)
    if inner is None:
        yield " ".join(names)
    for name, command in (inner or {}).items():
        yield from find_commands(command, *names, name)


COMMANDS = sorted(find_commands(typer.main.get_command(app)))


def run(*arguments: object, lang: str = "ru") -> tuple[int, str, str]:
    """Exit code, stdout and stderr."""
    result = RUNNER.invoke(app, [*map(str, arguments), "--lang", lang])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("group", ["", "codebook"])
def test_help_of_a_group_lists_its_commands(group: str) -> None:
    result = RUNNER.invoke(app, [*group.split(), "--help"])
    assert result.exit_code == 0
    listed = {command.removeprefix(group).split()[0] for command in COMMANDS if command.startswith(group)}
    assert {name for name in listed if f"  {name} " in result.stdout} == listed


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_has_an_example(command: str) -> None:
    result = RUNNER.invoke(app, [*command.split(), "--help"])
    assert result.exit_code == 0
    assert f"pyshma {command}" in " ".join(result.stdout.split("Options:")[1].split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"pyshma {command} " in README.read_text(encoding="utf-8")


def test_help_does_not_load_the_pipeline() -> None:
    code = (
        "import sys; sys.argv = ['pyshma', '--help']\n"
        "from pyshma.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'pandas', 'sklearn', 'numpy', 'altair', 'pyarrow', 'pymorphy3'} & set(sys.modules)\n"
        "print('loaded:', sorted(heavy))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("loaded: []\n")


def test_module_runs_as_the_command() -> None:
    command = [sys.executable, "-m", "pyshma", "--version"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.startswith("pyshma 0.")


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["--lang", "ru"], "en_US.UTF-8", "ru"),
        (["--lang=en"], "ru_RU.UTF-8", "en"),
        ([], "ru_RU.UTF-8", "ru"),
        ([], "de_DE.UTF-8", "en"),
    ],
)
def test_language(monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: str, language: str) -> None:
    monkeypatch.setenv("LC_ALL", environment)
    assert requested_language(arguments) == language


def test_analyze_prints_the_breakdown_and_says_what_was_not_read(folder: Path, tmp_path: Path) -> None:
    code, out, err = run("analyze", folder, "--out", tmp_path, "--by", "класс")
    assert code == 0
    assert out.splitlines()[0].endswith("Транспорт и дороги")
    assert "33,3" in out.splitlines()[0]
    assert "пусто.txt" in err
    assert "Повторяющихся текстов: 1" in err
    assert "Текстов без ответа" in err
    assert (tmp_path / "theme_breakdown_by_класс.csv").is_file()


def test_an_id_that_stands_twice_is_told(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("id,текст\n7,Воздух стал чище.\n7,Парк зарос травой.\n8,Дороги разбиты.\n", encoding="utf-8")
    code, _, err = run("analyze", table, "--out", tmp_path / "out")
    assert code == 0
    assert "уже занято другим: 1; к нему добавлен номер (7~2)" in err


@pytest.mark.parametrize(("lang", "said"), [("ru", "Топики (повторяющиеся"), ("en", "No topics: ")])
def test_why_there_are_no_topics_is_a_sentence(folder: Path, tmp_path: Path, lang: str, said: str) -> None:
    _, _, err = run("analyze", folder, "--out", tmp_path, lang=lang)
    (line,) = [line for line in err.splitlines() if line.startswith(said)]
    assert line.endswith(".")


def test_a_variable_that_is_named_twice_is_compared_once(folder: Path, tmp_path: Path) -> None:
    _, _, once = run("analyze", folder, "--out", tmp_path, "--by", "класс")
    _, _, twice = run("analyze", folder, "--out", tmp_path, "--by", "класс", "--by", "класс")
    assert twice == once
    assert (tmp_path / "report.html").read_text(encoding="utf-8").count("<h3>Переменная «класс»") == 1


def test_a_separator_for_russian_excel(folder: Path, tmp_path: Path) -> None:
    assert run("analyze", folder, "--out", tmp_path, "--separator", ";")[0] == 0
    assert (tmp_path / "theme_breakdown.csv").read_text(encoding="utf-8-sig").startswith("theme_id;theme;n_documents")


@pytest.mark.parametrize("separator", ["", ";;", '"', "а"])
def test_a_separator_that_would_break_the_tables(folder: Path, tmp_path: Path, separator: str) -> None:
    code, _, err = run("analyze", folder, "--out", tmp_path, "--separator", separator)
    assert (code, "Traceback" in err) == (1, False)


def test_strict_exits_with_three_after_writing_everything(folder: Path, tmp_path: Path) -> None:
    assert run("analyze", folder, "--out", tmp_path, "--strict")[0] == 3
    assert (tmp_path / "theme_breakdown.csv").is_file()


def test_analyze_with_a_codebook_of_ones_own(folder: Path, tmp_path: Path) -> None:
    codebook = tmp_path / "air.yaml"
    codebook.write_text(CODEBOOK, encoding="utf-8")
    code, out, _ = run(
        "analyze", folder, "--out", tmp_path / "out", "--codebook", codebook, "--population", 100, lang="en"
    )
    assert code == 0
    assert out.split() == ["16.7%", *out.split()[1:4], "1", "Чистый", "воздух"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CODEBOOK.replace("воздух]", "воздух, '']"), "air.yaml: тема 'air': шаблон 2 пуст"),
        (CODEBOOK.replace("patterns", "paterns"), "может быть, «patterns»"),
        (CODEBOOK + CODEBOOK.split("themes:\n")[1], "'air'"),
        ("- просто список", "air.yaml"),
        ("title: [", "air.yaml"),
        ("", "air.yaml"),
    ],
    ids=["empty pattern", "unknown key", "duplicate id", "a list", "broken YAML", "empty file"],
)
def test_a_faulty_codebook_is_one_clear_message(folder: Path, tmp_path: Path, text: str, said: str) -> None:
    codebook = tmp_path / "air.yaml"
    codebook.write_text(text, encoding="utf-8")
    code, _, err = run("analyze", folder, "--out", tmp_path / "out", "--codebook", codebook)
    assert code == 1
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["analyze"], 2),
        (["analyze", "нет такой папки", "--out", "{tmp}"], 1),
        (["analyze", "{folder}", "--out", "{tmp}", "--by", "рост"], 1),
        (["analyze", "{folder}", "--out", "{tmp}", "--population", "2"], 1),
        (["analyze", "{folder}", "--out", "{tmp}", "--jobs", "0"], 2),
        (["analyze", "{folder}", "--lang", "de"], 2),
        (["explain", "нет такого файла"], 1),
        (["codebook", "lint", "нет такого файла.yaml"], 1),
        (["codebook", "lint", "{book}", "--corpus", "нет такой папки"], 1),
        (["codebook", "suggest", "нет такой папки"], 1),
        (["codebook", "suggest", "{folder}", "--codebook", "нет такого файла.yaml"], 1),
    ],
)
def test_exit_codes(folder: Path, tmp_path: Path, arguments: list[str], code: int) -> None:
    (tmp_path / "book.yaml").write_text(CODEBOOK, encoding="utf-8")
    places = {"folder": folder, "tmp": tmp_path / "out", "book": tmp_path / "book.yaml"}
    filled = [argument.format(**places) for argument in arguments]
    result = RUNNER.invoke(app, filled)
    assert result.exit_code == code
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["analyze", "explain"])
def test_an_empty_name_is_not_the_working_folder(command: str) -> None:
    code, _, err = run(command, "")
    assert code == 2
    assert "пуст" in err or "empty" in err


def test_explain_names_pattern_place_and_reading(tmp_path: Path) -> None:
    essay = tmp_path / "сочинение.txt"
    essay.write_text("В городе мало парков, зато чистый воздух.", encoding="utf-8")
    code, out, _ = run("explain", essay, "--words")
    assert code == 0
    assert "Экология" in out
    assert "[чистый воздух]" in out
    assert "парков → парк" in out
    assert "Case=Gen" in out


def test_explain_says_what_decided_on_a_lemma(tmp_path: Path) -> None:
    essay = tmp_path / "сочинение.txt"
    essay.write_text("Наша школа стоит на холме.", encoding="utf-8")
    _, out, _ = run("explain", essay, "--words", "--lang", "ru")
    school, stands = (next(line for line in out.splitlines() if f" {form} → " in line) for form in ("школа", "стоит"))
    assert "; по тегу)  школа " in school
    assert "стоит → стоять" in stands
    assert "; по соседним словам)  стоять " in stands, "its readings come first, whatever they score"


def test_explain_counts_matches_at_the_same_words_and_lists_them_on_demand(tmp_path: Path) -> None:
    essay = tmp_path / "сочинение.txt"
    essay.write_text("Завод дымит по ночам. Хочу, чтобы воздух стал чище.", encoding="utf-8")
    _, short, _ = run("explain", essay)
    _, whole, _ = run("explain", essay, "--all")
    assert "их показывает --all" in short
    assert "те же слова, засчитано" not in short
    assert "те же слова, засчитано" in whole
    assert "--all" not in whole
    assert len(whole) > len(short)


def test_explain_gives_contributions_only_where_they_are_the_score(tmp_path: Path) -> None:
    essay = tmp_path / "сочинение.txt"
    essay.write_text("Завод дымит по ночам. Хочу, чтобы воздух стал чище.", encoding="utf-8")
    _, by_model, _ = run("explain", essay)
    _, by_codebook, _ = run("explain", essay, "--model", "none")
    assert "вес 1" in by_model
    assert "вклад" not in by_model
    assert "вес 1, вклад 1.00" in by_codebook


def test_explain_says_why_names_are_one(tmp_path: Path) -> None:
    for number, text in enumerate(["Живу в Верхней Пышме.", "Люблю Верхнюю Пышму.", "Автобус из Пышмы."]):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    code, out, _ = run("explain", tmp_path, "--entity", "верхняя пышма")
    assert code == 0
    assert out.splitlines()[0].startswith("# Верхняя Пышма (LOC, e")
    assert "Пышма (LOC, документов: 1) → Верхняя Пышма (LOC): первое слово опущено" in out
    code, _, err = run("explain", tmp_path, "--entity", "Верхняя Пишма")
    assert code == 1
    assert "может быть, «Верхняя Пышма»?" in err


def test_own_names_win(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("Мы с Булкой идём в Метлу, это в Пышме.", encoding="utf-8")
    own = "names:\n  - {name: ДК «Металлург», kind: ORG, aliases: [Метла]}\nignore: [Булка]\n"
    (texts / "entities.yaml").write_text(own, encoding="utf-8")
    assert run("analyze", texts, "--out", tmp_path / "one")[0] == 0
    assert "ORG,ДК «Металлург»,1,1,Метлу (1)" in (tmp_path / "one" / "entities.csv").read_text(encoding="utf-8-sig")
    assert "Булк" not in (tmp_path / "one" / "entities.csv").read_text(encoding="utf-8-sig")
    other = tmp_path / "other.yaml"
    other.write_text("names: [{name: Метла, kind: LOC}]", encoding="utf-8")
    assert run("analyze", texts, "--out", tmp_path / "one", "--entities", other)[0] == 0
    assert "LOC,Метла" in (tmp_path / "one" / "entities.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_explain_reads_standard_input(encoding: str) -> None:
    text = "Хочу, чтобы построили больницу.".encode(encoding)
    result = RUNNER.invoke(app, ["explain", "-", "--lang", "ru"], input=text)
    assert result.exit_code == 0
    assert "Здравоохранение" in result.stdout


@pytest.mark.parametrize(("content", "says"), [(b"\0\1\2" * 9, "это не текст"), (b"", "нет ни одной буквы|нет текста")])
def test_explain_says_what_is_wrong_with_standard_input(content: bytes, says: str) -> None:
    result = RUNNER.invoke(app, ["explain", "-", "--lang", "ru"], input=content)
    assert result.exit_code == 1
    assert re.search(says, result.stderr)


def test_explain_refuses_what_is_too_long(tmp_path: Path) -> None:
    (tmp_path / "том.txt").write_text("Хочу парк. " * 100_000, encoding="utf-8")
    code, _, err = run("explain", tmp_path / "том.txt")
    assert code == 1
    assert "текст слишком длинный (1099999 знаков, предел 1000000)" in " ".join(err.split())


def test_lint_finds_a_failing_example(tmp_path: Path) -> None:
    codebook = tmp_path / "air.yaml"
    codebook.write_text(CODEBOOK, encoding="utf-8")
    assert run("codebook", "lint", codebook)[0] == 0
    codebook.write_text(CODEBOOK.replace("Хочу чистого воздуха", "Хочу парк"), encoding="utf-8")
    code, out, err = run("codebook", "lint", codebook)
    assert code == 1
    assert "Хочу парк" in out
    assert "1" in err


def test_a_codebook_goes_to_excel_and_comes_back(tmp_path: Path) -> None:
    codebook = tmp_path / "air.yaml"
    codebook.write_text(CODEBOOK, encoding="utf-8")
    assert run("codebook", "export", codebook, tmp_path / "air.xlsx") == (
        0,
        "",
        f"{tmp_path / 'air.xlsx'}: тем: 1, шаблонов: 1\n",
    )
    assert run("codebook", "lint", tmp_path / "air.xlsx")[0] == 0
    code, _, err = run("codebook", "import", tmp_path / "air.xlsx", codebook)
    assert (code, "такой файл уже есть" in err) == (1, True)
    assert run("codebook", "import", tmp_path / "air.xlsx", codebook, "--force")[0] == 0
    assert "Хочу чистого воздуха" in codebook.read_text(encoding="utf-8")


def test_lint_tries_the_patterns_in_texts(folder: Path, tmp_path: Path) -> None:
    codebook = tmp_path / "air.yaml"
    codebook.write_text(CODEBOOK.replace("[воздух]", "[воздух, смог, лес, экалог*, (воздух | вода)]"), encoding="utf-8")
    code, out, err = run("codebook", "lint", codebook, "--corpus", folder)
    assert code == 0
    beginning, needless, unmatched = out.splitlines()
    assert beginning == "тема air: «экалог*»: ни одно слово не начинается на «экалог»; может быть, «эколог»?"
    assert needless.startswith("тема air: «воздух» находит только то, что и так находит «(воздух | вода)» («воздух»)")
    assert unmatched == "тема air: в этих текстах ничего не находят 3 из 5 шаблонов: смог; лес; экалог*"
    assert err == "air.yaml: ошибок: 0, замечаний: 3\n"


def test_a_note_ends_once(tmp_path: Path) -> None:
    table = tmp_path / "ответы.csv"
    table.write_text("номер;ответ\n1;Хочу парк\n", encoding="utf-8")
    _, _, err = run("analyze", table, "--text-column", "отвт", "--out", tmp_path / "out")
    assert "столбцы: номер, ответ; может быть, «ответ»?\n" in err


def test_a_name_too_long_for_the_system_is_one_line(tmp_path: Path) -> None:
    code, _, err = run("analyze", "я" * 200, "--out", tmp_path / "out")
    assert (code, err.count("\n")) == (1, 1)
    assert "файла с таким именем из 200 символов нет" in err


@pytest.mark.parametrize("arguments", [["lint", "{book}", "--corpus"], ["suggest", "--codebook", "{book}"]])
def test_texts_that_cannot_be_read_are_no_texts_without_matches(tmp_path: Path, arguments: list[str]) -> None:
    book, table = tmp_path / "air.yaml", tmp_path / "ответы.csv"
    book.write_text(CODEBOOK, encoding="utf-8")
    table.write_text("номер;возраст\n1;15\n2;16\n", encoding="utf-8")
    code, _, err = run("codebook", *(argument.format(book=book) for argument in arguments), table)
    assert code == 1
    assert "ни один документ не прочитан; ответы.csv: непонятно, в каком столбце текст" in err


def test_suggest_and_train_look_at_the_place_of_results_first(tmp_path: Path) -> None:
    (tmp_path / "файл").write_text("")
    codes = tmp_path / "codes.csv"
    for command in (
        ["codebook", "suggest", "нет", "--out", tmp_path],
        ["train", "нет", "--codes", codes, "--out", tmp_path / "файл"],
    ):
        code, _, err = run(*command, "--lang", "ru")
        assert code == 1
        assert "на этом месте файл вместо папки или папка вместо файла" in err


def test_suggest_prints_and_writes_what_a_codebook_lacks(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    lines = (
        "Воздух грязный, везде пыль.",
        "Пыль висит, воздуха нет.",
        "Воздух и пыль!",
        "Хочу мяч.",
        "Нам нужен каток.",
    )
    for number, text in enumerate(lines):
        (texts / f"{number}.txt").write_text(text, encoding="utf-8")
    codebook = tmp_path / "air.yaml"
    codebook.write_text(CODEBOOK, encoding="utf-8")
    table = tmp_path / "suggestions.csv"
    code, out, err = run("codebook", "suggest", texts, "--codebook", codebook, "--out", table, "--separator", ";")
    assert (code, out.splitlines()[:1]) == (0, ["Чистый воздух (air)"])
    assert out.splitlines()[1].startswith("  пыль  — текстов: 3, из них с темой: 3; упоминаний: 3; балл ")
    assert "Прочитано текстов: 5 (всего источников: 5), подсказок: 1." in err
    assert table.read_text(encoding="utf-8-sig").splitlines()[1].startswith("air;Чистый воздух;пыль;3;3;3;")
    assert codebook.read_text(encoding="utf-8") == CODEBOOK


def test_the_codebook_that_comes_along_is_clean() -> None:
    from pyshma.resources import default_codebook

    code, out, _ = run("codebook", "lint", default_codebook())
    assert (code, [line for line in out.splitlines() if "пример" in line]) == (0, [])


def test_a_console_without_a_letter_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from pyshma import cli

    narrow = io.TextIOWrapper(io.BytesIO(), encoding="cp866")
    monkeypatch.setattr(sys, "stdout", narrow)
    monkeypatch.setattr(sys, "argv", ["pyshma", "--help"])
    with pytest.raises(SystemExit):
        cli.main()
    print("Ключ — «☺»")  # noqa: T201
    narrow.flush()
    assert "Ключ" in narrow.buffer.getvalue().decode("cp866")


def test_report_is_made_anew_with_other_words(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("analyze", folder, "--out", out, "--topics", 0, "--by", "класс")[0] == 0
    settings = tmp_path / "analysis.toml"
    settings.write_text('[report]\ntitle = "Наш город"\n', encoding="utf-8")
    assert run("report", out, "--settings", settings)[0] == 0
    assert "<h1>Наш город</h1>" in (out / "report.html").read_text(encoding="utf-8")
    assert (out / "theme_breakdown_by_класс.png").is_file()


def test_a_report_of_nothing_is_one_clear_message(tmp_path: Path) -> None:
    code, _, said = run("report", tmp_path)
    assert code == 1
    assert "укажите папку" in said


def test_anonymize_keeps_no_texts_and_no_names_of_files(folder: Path, tmp_path: Path) -> None:
    assert run("analyze", folder, "--out", tmp_path / "out", "--topics", 0, "--anonymize")[0] == 0
    assert not (tmp_path / "out" / "store").exists()
    assert "иванова" not in (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8-sig")
