"""What the author of a letter wrote, and what the mail program put there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.documents.letters import own_words

OWN = "Во дворе темно.\n\nПочините фонарь."


@pytest.mark.parametrize(
    "footer",
    [
        "Отправлено из мобильной Почты Mail.ru",
        "--\nОтправлено из мобильной Яндекс Почты",
        "Отправлено с iPhone",
        "Отправлено с устройства Samsung",
        "Отправлено из Почты для Windows",
        "Sent from my iPhone",
        "Sent from Mail for Windows 10",
        "Получите Outlook для Android",
        "Get Outlook for iOS",
        "-- \nИванов Иван\nтел. 12-34-56",
        "________________\nОтправлено через Proton Mail",
        "Без вирусов. www.avast.ru",
    ],
)
def test_the_footer_of_a_program_is_left_out(footer: str) -> None:
    assert own_words(f"{OWN}\n\n{footer}\n") == OWN


@pytest.mark.parametrize(
    "answered",
    [
        "> Фонарь заменим в марте.\n> Администрация",
        "12.03.2024 14:05, Администрация <a@example.org> пишет:\n> Фонарь заменим.",
        "вт, 12 мар. 2024 г. в 14:05, Администрация <a@example.org>:\n\n> Фонарь заменим.",
        "вт, 12 мар. 2024 г. в 14:05, Администрация города Верхняя Пышма\n<a@example.org>:\n\n> Фонарь заменим.",
        "Вторник, 12 марта 2024, 14:05 +03:00 от Администрация <a@example.org>:\nФонарь заменим.",
        "On Tue, Mar 12, 2024 at 2:05 PM Иван <a@example.org> wrote:\n> Фонарь заменим.",
        "-----Исходное сообщение-----\nОт: Администрация\nФонарь заменим.",
        "-----Original Message-----\nФонарь заменим.",
        "От: Администрация <a@example.org>\nОтправлено: 12 марта 2024 г. 14:05\nКому: Иван\n\nФонарь заменим.",
    ],
)
def test_the_letter_that_is_answered_is_left_out(answered: str) -> None:
    assert own_words(f"{OWN}\n\n{answered}\n") == OWN
    assert own_words(f"{OWN}\n\nОтправлено с iPhone\n\n{answered}\n") == OWN


def test_words_below_a_quoted_line_stay() -> None:
    body = "12.03.2024 14:05, Администрация пишет:\n> Фонарь заменим.\nКогда?\n> Свет будет.\nСпасибо."
    assert own_words(body) == "Когда?\nСпасибо."


@pytest.mark.parametrize(
    "body",
    [
        "Во дворе темно.\nС уважением, Иван Иванов",
        "Отправлено с завода было три письма, ответа нет, и мы не знаем, кого просить, чтобы дорогу наконец почистили.",
        "Письмо было отправлено с почты.\nОтвета нет.",
        "Как писал Бажов: Урал – место хорошее.",
        "Прошу:\n1. Свет.\n2. Дорогу.",
        "Автобус должен ходить так:\n7:30, 8:10, 9:00",
        "От: дома 5 до школы нет тротуара.",
        "Сосед пишет:\nдорогу не чистят",
        "12.03.2024 сосед из дома 5 писал:\nдорогу не чистят",
        "Обращение с сайта\nОт: Иванова Анна\nДата: 12.03.2024\nТема: Фонарь\nТекст: во дворе темно",
        "-- фонарь\n-- дорога",
    ],
)
def test_own_words_stay(body: str) -> None:
    assert own_words(body) == body


@pytest.mark.parametrize("body", ["> Во дворе темно.\n> Почините фонарь.", "Отправлено с iPhone", ""])
def test_a_letter_of_nothing_else_stays_whole(body: str) -> None:
    assert own_words(body) == body


def test_a_forwarded_letter_keeps_what_it_is_about() -> None:
    body = "Прошу рассмотреть.\n\n12.03.2024 14:05, Иван <a@example.org> пишет:\nВо дворе темно."
    assert own_words(body, forwarded=True) == body


@given(st.text(alphabet="а >:-\n@1.", max_size=60))
def test_lines_are_left_out_and_never_changed(body: str) -> None:
    lines = body.replace("\r\n", "\n").split("\n")
    kept = own_words(body).replace("\r\n", "\n").split("\n")
    assert all(line in lines for line in kept)
