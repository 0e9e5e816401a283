"""What is remembered for a dictionary, and for how long."""

import gc
import weakref

from pyshma.entities.memory import remembered
from pyshma.language import load


class Readings:
    """A dictionary of one word."""

    def __init__(self, lemma: str) -> None:
        self.lemma = lemma
        self.n_asked = 0


@remembered
def _lemma(word: str, dictionary: Readings) -> str:
    dictionary.n_asked += 1
    return f"{word} → {dictionary.lemma}"


def test_a_question_is_answered_once():
    dictionary = Readings("рой")
    assert [_lemma("рой", dictionary), _lemma("рой", dictionary)] == ["рой → рой"] * 2
    assert dictionary.n_asked == 1


def test_dictionaries_do_not_answer_for_each_other():
    noun, verb = Readings("рой"), Readings("рыть")
    assert [_lemma("рой", noun), _lemma("рой", verb)] == ["рой → рой", "рой → рыть"]


def test_a_pipeline_that_nobody_has_is_forgotten_with_all_that_it_read():
    nlp = load()
    nlp.add_pipe("pyshma_entity_namer")
    assert [ent.kb_id_ for ent in nlp("Света предложила сквер в Верхней Пышме, кот спит под «Приорой».").ents]
    dictionary = weakref.ref(nlp.get_pipe("pyshma_lemmatizer"))
    del nlp
    gc.collect()
    assert dictionary() is None
