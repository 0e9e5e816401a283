"""What is explained is what was assigned."""

import pytest

import pyshma
from pyshma.explain import explain

# Where this is cut depends on names that the language chapter alone does not find.
CARELESS = (
    "пишу треки с 14 лет в шкафу потому что студии тут нет Есть ДК Металлург шикарный зал дорогущий звук "
    "но попробуй туда зайди с улицы вахтёрша говорит что у них хор ветеранов а мы куда "
    "Летом работаю на пляже Официально матрос а по возрасту оформили подсобным "
    "Напарник Глеб Аристархович говорит мало зато смотрит всегда в нужную сторону За июль вытащили двоих обоих живыми"
)


@pytest.mark.parametrize("text", [CARELESS, "Хочу, чтобы река Пышма стала чистой. Дороги пусть починят!"])
def test_themes_have_the_scores_of_the_analysis(text: str) -> None:
    assigned = pyshma.analyze([text]).assignments
    [explanation] = explain([text])
    explained = {theme.theme_id: round(theme.score, 3) for theme in explanation.themes if theme.assigned}
    assert explained == dict(zip(assigned["theme_id"], assigned["score"], strict=True))
    assert explained
    attitudes = {theme.theme_id: theme.attitudes for theme in explanation.themes}
    for theme_id, problem, wish, praise in assigned[["theme_id", "problem_quote", "wish_quote", "praise_quote"]].values:
        quotes = {"problem": problem, "wish": wish, "praise": praise}
        assert attitudes[theme_id] == {name: quote for name, quote in quotes.items() if quote}
