"""Learn from coded texts whether an author complains, wishes or praises; writes ``models/attitudes/model.json``.

Three steps, each a logistic regression (scikit-learn): words → what a sentence expresses, and distance to the mentions
→ whether a sentence is about the theme, both learned on the sentences of ``corpora/towns``; both → what a document
expresses towards a theme, learned on the gold codes of hands w1 to w3 of ``corpora/pyshma2035`` and, with a small
weight, on the texts of ``corpora/towns``, so that letters are not judged as if they were essays about the future. The
texts about towns enter this step with what half of their authors taught about the sentences of the other half. Both
corpora are synthetic and were written for this project. The last step is learned twice: with the distance to mentions,
and with the scores that a theme model without an encoder gives to sentences (that of ``models/themes/city-fast`` to
essays, so make it first). The numbers of the card are printed with ``--evaluate``:

    python models/make_attitudes.py [--evaluate]
"""

import json
import sys
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import pyshma
from pyshma.entities import OwnNames
from pyshma.language import citation_lemmas
from pyshma.language.vectors import read_vectors
from pyshma.loaded import load_pipeline
from pyshma.resources import data_path, default_codebook, demonstration_corpus, fast_model
from pyshma.settings import Settings
from pyshma.themes import AttitudeCues, ThemeMatcher, read_mentions
from pyshma.themes.attitude_features import sentence_features
from pyshma.themes.attitude_model import (
    NEARNESS,
    THEME,
    decide,
    nearness_features,
    nearness_of_scores,
    probability,
    theme_features,
)
from pyshma.themes.trained import CodedDocument, FitSettings, read_model, read_sentences
from pyshma.themes.trained.sentence_fitting import fit_sentences

CODES = "pwg"
BOUNDS = {"p": 0.5, "g": 1.0}
"""See `learn_themes`."""

READ, UNREAD = ("w1", "w2", "w3"), ("w4", "w5")

MIN_SENTENCES = 12
"""A feature must stand in so many of the coded sentences."""

SENTENCE_C, NEARNESS_C, THEME_C = 0.3, 1.0, 1.0
"""Inverse strength of regularisation: by cross-validation over the authors a to j, and over hands w1 to w3."""

TOWN_WEIGHT = 0.03
"""Of a theme of a text about towns beside one of an essay, in the last step. F1 on hands w1 to w3, leaving one out,
0.830 → 0.842; on 200 real messages 0.64 → 0.76."""

DECIMALS = 3


@dataclass
class Text:
    """A coded text: `features`, `readings`, `mentions` and `scores` (these by theme) of its sentences, and its codes.

    `strengths` are the probabilities of the attitudes in its sentences, by what other authors taught.
    """

    id: str
    features: list
    readings: list
    mentions: dict
    codes: dict
    sentence_codes: list | None = None
    scores: dict | None = None
    strengths: np.ndarray | None = None


def flags(codes):
    """Codes of attitudes → three truth values."""
    return [code in codes for code in CODES]


def mark_sentences(doc, starts):
    """Make sentences begin where the coder began them."""
    for token in doc:
        token.is_sent_start = bisect_right(starts, token.idx) > bisect_right(starts, token.idx - 1) or token.i == 0
    return doc


def group_of(name):
    """Author or hand of a text: what stands before the hyphen of its id."""
    return name.split("-")[0]


def read_towns():
    """Texts about towns: id, text, codes of the theme in the whole text, starts of the sentences, their codes."""
    with data_path("corpora", "towns", "texts.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            sentences, codes = zip(*row["sentences"], strict=True)
            starts = np.cumsum([0, *(len(sentence) + 1 for sentence in sentences)])[:-1].tolist()
            themes = sorted({theme for sentence in codes for theme in sentence})
            whole = {theme: "".join(sentence.get(theme, "") for sentence in codes) for theme in themes}
            yield row["id"], " ".join(sentences), whole, starts, codes


def read_essays():
    """Essays of the demonstration corpus in the same form, without codes of sentences."""
    with (demonstration_corpus() / "codes" / "gold.jsonl").open(encoding="utf-8") as lines:
        gold = {row["id"]: row["themes"] for row in map(json.loads, lines)}
    for document in pyshma.read_documents(demonstration_corpus()):
        yield document.id, document.text, gold[document.id], None, None


def prepare(rows, codebook):
    """Annotate texts and take out what is learned from."""
    rows = list(rows)
    nlp, cues = load_pipeline(Settings().language, OwnNames()), AttitudeCues(citation_lemmas)
    matcher = ThemeMatcher(codebook, citation_lemmas)
    texts = []
    for (name, _, whole, starts, codes), doc in zip(rows, nlp.pipe([row[1] for row in rows]), strict=True):
        matched = matcher(doc if starts is None else mark_sentences(doc, starts))
        first_tokens = [sentence.start for sentence in matched.sents]
        mentions = {}
        for mention in read_mentions(matched, matcher.codebook):
            place = bisect_right(first_tokens, mention.first_token) - 1
            mentions.setdefault(mention.theme_id, []).append(place)
        readings = read_sentences(matched, codebook)
        texts.append(Text(name, sentence_features([matched], cues)[0], readings, mentions, whole, codes))
    return texts


def learn_scores(texts, codebook):
    """A theme model that scores sentences, from the codes of theirs."""
    coded = []
    for text in texts:
        rows = np.array([[theme.id in codes for theme in codebook.themes] for codes in text.sentence_codes])
        coded.append(CodedDocument(text.id, group_of(text.id), tuple(text.readings), rows.any(axis=0), rows))
    return fit_sentences(coded, codebook, read_vectors(), FitSettings(), np.ones(len(coded)))


def judge(texts, scorer, sentence):
    """Fill in what a theme model and a model of attitudes say of the sentences of texts."""
    for text in texts:
        text.scores = dict(zip(scorer.theme_ids, scorer.score_sentences([text.readings])[0].T, strict=True))
        text.strengths = strengths(sentence, text)


def judge_by_others(texts, codebook):
    """The same with models of which each has learned from half of the authors, and judges the other half."""
    authors = sorted({group_of(text.id) for text in texts})
    for half in authors[::2], authors[1::2]:
        own, others = ([text for text in texts if (group_of(text.id) in half) is same] for same in (True, False))
        judge(own, learn_scores(others, codebook), learn_sentences(others))


def logistic(c, features, wanted, counts=None):
    """Weights (n_features, n_results) and intercepts of one regression for each column of `wanted`.

    `counts` says how often each row counts.
    """
    models = [
        LogisticRegression(C=c, solver="liblinear", random_state=0, max_iter=1000).fit(features, column, counts)
        for column in np.asarray(wanted).T
    ]
    return np.array([model.coef_[0] for model in models]).T, np.array([model.intercept_[0] for model in models])


def learn_sentences(texts):
    """What a sentence expresses, of those that carry a theme."""
    pairs = [
        (features, flags("".join(codes.values())))
        for text in texts
        for features, codes in zip(text.features, text.sentence_codes, strict=True)
    ]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([features for features, _ in pairs]).tocsr()
    kept = np.flatnonzero(np.asarray((matrix != 0).sum(axis=0)).ravel() >= MIN_SENTENCES)
    wanted = np.array([flag for _, flag in pairs])
    coded = np.flatnonzero(wanted.any(axis=1))
    names = vectorizer.get_feature_names_out()[kept].tolist()
    return names, *logistic(SENTENCE_C, matrix[coded][:, kept], wanted[coded])


def strengths(model, text):
    """Probability of each attitude in each sentence."""
    names, weights, intercept = model
    rows = {name: row for row, name in enumerate(names)}
    scores = [
        intercept + sum((weights[rows[name]] * value for name, value in features.items() if name in rows), np.zeros(3))
        for features in text.features
    ]
    return probability(np.array(scores))


def learn_nearness(texts):
    """Whether a sentence is about a theme that its text speaks about."""
    features, wanted = [], []
    for text in texts:
        for theme in text.codes:
            features.append(nearness_features(len(text.features), text.mentions.get(theme, [])))
            wanted += [theme in codes for codes in text.sentence_codes]
    return logistic(NEARNESS_C, np.vstack(features), np.array(wanted)[:, None])


def by_mentions(nearness):
    """How much the sentences of a text are about a theme, by its mentions."""
    weights, intercept = nearness

    def near(text, theme):
        features = nearness_features(len(text.features), text.mentions.get(theme, []))
        return probability(features @ weights[:, 0] + intercept[0])

    return near


def by_scores(text, theme):
    """The same, by the scores of the theme model."""
    return nearness_of_scores(text.scores[theme])


def theme_table(texts, near):
    """Features, codes and id of each coded theme of each text."""
    features, wanted, ids = [], [], []
    for text in texts:
        for theme, codes in text.codes.items():
            features.append(theme_features(text.strengths, near(text, theme)))
            wanted.append(flags(codes))
            ids.append(text.id)
    return np.array(features), np.array(wanted), np.array(ids)


def learn_themes(essays, towns):
    """What a document expresses: the weight of each feature, and the intercepts.

    Praise is the rarest, and seldom more likely than not; complaint is given too often in essays. `BOUNDS` says how far
    their bounds are moved from one half towards the one with which essays have them as often as people gave them.
    """
    features, wanted = (np.concatenate([essays[part], towns[part]]) for part in (0, 1))
    mean, scale = features.mean(axis=0), features.std(axis=0)
    counts = np.repeat([1.0, TOWN_WEIGHT], [len(essays[0]), len(towns[0])])
    weights, intercept = logistic(THEME_C, (features - mean) / scale, wanted, counts)
    weights = weights / scale[:, None]
    intercept = intercept - mean @ weights
    scores = essays[0] @ weights + intercept
    for code, part in BOUNDS.items():
        place = CODES.index(code)
        intercept[place] -= part * np.quantile(scores[:, place], 1 - essays[1][:, place].mean())
    return weights, intercept


def f1(found, right):
    """Micro-averaged F1 over texts, themes and attitudes."""
    return 2 * (found & right).sum() / (found.sum() + right.sum())


def report(name, found, right):
    """Print one line of the card."""
    shares = " ".join(f"{share:.0%}" for share in (*found.mean(axis=0), *right.mean(axis=0)))
    identical = (found == right).all(axis=1).mean()
    always = np.broadcast_to([True, True, False], right.shape)
    print(
        f"{name:<34} n {len(right):>5}  F1 {f1(found, right):.3f}  identical {identical:.3f}  "
        f"always p and w: F1 {f1(always, right):.3f}  shares found, coded {shares}"
    )


def leave_one_out(essays, towns):
    """Found and right codes of essays, each hand judged with what the others and the towns taught."""
    features, wanted, ids = essays
    found, groups = np.zeros_like(wanted), np.array([group_of(name) for name in ids])
    for group in np.unique(groups):
        weights, intercept = learn_themes([part[groups != group] for part in essays], towns)
        found[groups == group] = decide(features[groups == group] @ weights + intercept)
    return found, wanted


def evaluate_towns(towns):
    """Sentences of texts about towns, each judged with what half of the other authors taught."""
    coded = [(row, codes) for text in towns for row, codes in zip(text.strengths, text.sentence_codes, strict=True)]
    scored, right = zip(*((row, flags("".join(codes.values()))) for row, codes in coded if codes), strict=True)
    report("towns, sentences (p ≥ 0.5)", np.array(scored) >= 0.5, np.array(right))


def of_hands(table, hands):
    """Rows of some hands."""
    chosen = np.isin([group_of(name) for name in table[2]], hands)
    return tuple(part[chosen] for part in table)


def write(path, parts):
    """Write the model: a line for each feature, in alphabetical order."""
    lines = []
    for part, (names, weights, intercept) in parts.items():
        rows = {name: np.round(row, DECIMALS).tolist() for name, row in zip(names, weights, strict=True)}
        body = ",\n".join(
            f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(rows[name])}"
            for name in sorted(rows)
            if any(rows[name])
        )
        start = json.dumps(np.round(intercept, DECIMALS).tolist())
        lines.append(f'"{part}": {{"intercept": {start}, "weights": {{\n{body}\n}}}}')
    path.parent.mkdir(exist_ok=True)
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def main():
    codebook = pyshma.Codebook.read(default_codebook())
    towns, essays = prepare(read_towns(), codebook), prepare(read_essays(), codebook)
    sentence, nearness = learn_sentences(towns), learn_nearness(towns)
    judge_by_others(towns, codebook)
    judge(essays, read_model(fast_model(), codebook, read_vectors()), sentence)
    nears = {"theme": by_mentions(nearness), "scored theme": by_scores}
    tables = {name: (theme_table(essays, near), theme_table(towns, near)) for name, near in nears.items()}
    themes = {name: learn_themes(of_hands(essay, READ), town) for name, (essay, town) in tables.items()}
    parts = {"sentence": sentence, "nearness": (NEARNESS, *nearness)}
    parts |= {name: (THEME, *weights) for name, weights in themes.items()}
    write(data_path("models", "attitudes", "model.json"), parts)
    if "--evaluate" in sys.argv:
        evaluate_towns(towns)
        for name, (essay, town) in tables.items():
            print(name)
            report("essays w1–w3, leave one hand out", *leave_one_out(of_hands(essay, READ), town))
            report("essays, leave one hand out", *leave_one_out(essay, town))
            features, wanted, _ = of_hands(essay, UNREAD)
            weights, intercept = themes[name]
            report("essays w4–w5, not read", decide(features @ weights + intercept), wanted)


if __name__ == "__main__":
    main()
