"""Which hyphen at a line end belongs to its word."""

import pytest

from archive.importing.hyphens import Vocabulary, break_between, judge

EVIDENCE = """Whole words stand in a text: relationship, cooperation, geopolitical, presidents, oil, peace.
Others have a hyphen there: anti-war, anti-Semitic, Karo-Veltish, siyasi-iqtisadi, военно-морской."""


def written(above: str, below: str, language: str = "en", evidence: str = EVIDENCE) -> str:
    """The word round a line end, as it is to be read."""
    divided = break_between(above, below)
    assert divided is not None
    verdict = judge(divided, Vocabulary([evidence]), language)
    hyphen = divided.hyphen + " " * verdict.blank if verdict.keep else ""
    return f"{divided.before}{hyphen}{divided.behind}"


@pytest.mark.parametrize(
    ("above", "below", "word"),
    [
        ("old relation-", "ships ended", "relationships"),
        ("a geo-", "political map", "geopolitical"),
        ("the im-", "proved road", "improved"),
        ("a counter-", "offensive began", "counteroffensive"),
        ("against anti-", "Semitism", "anti-Semitism"),
        ("in Nagorno-", "Karabakh, where", "Nagorno-Karabakh,"),
        ("an all-", "Jewish choir", "all-Jewish"),
        ("of anti-", "war marches", "anti-war"),
        ("a twentieth-", "century house", "twentieth-century"),
        ("the co-", "operation of both", "cooperation"),
        ("her co-", "author wrote", "co-author"),
        ("thirty-", "five men", "thirty-five"),
        ("seven-", "teen men", "seventeen"),
        ("his self-", "respect", "self-respect"),
        ("it was self-", "ish of him", "selfish"),
        ("a well-", "known pilot", "well-known"),
        ("the state-", "owned ferry", "state-owned"),
        ("a state-of-the-", "art engine", "state-of-the-art"),
        ("his mother-", "in-law", "mother-in-law"),
        ("his ex-", "wife said", "ex-wife"),
        ("for ex-", "ample", "example"),
        ("the vice-", "president", "vice-president"),
        ("a year-", "old child", "year-old"),
        ("in the house-", "hold book", "household"),
        ("the leader-", "ship of", "leadership"),
        ("an arms build-", "up there", "build-up"),
        ("Inter-Civiliza-", "tional talk", "Inter-Civilizational"),
        ("an anglo-", "french plan", "anglo-french"),
        ("a franco-", "phone town", "francophone"),
        ("the post-", "poned vote", "postponed"),
        ("utter non-", "sense", "nonsense"),
    ],
)
def test_english_words_are_joined_or_keep_their_hyphen(above: str, below: str, word: str):
    assert written(above, below) == word


@pytest.mark.parametrize(
    ("above", "below", "word"),
    [
        ("from 1941-", "45 on", "1941-45"),
        ("the mid-", "1990s", "mid-1990s"),
        ("a 20-", "year lease", "20-year"),
        ("the Tu-", "134 flew", "Tu-134"),
        ("the EU-", "backed plan", "EU-backed"),
        ("the REPRE-", "SENTATIVES", "REPRESENTATIVES"),
        ("Sen. Mc-", "Donald", "McDonald"),
        ("an e-", "mail came", "e-mail"),
        ("www.lorn-", "history.example/fire", "www.lorn-history.example/fire"),
        ("so\u00ad", "cial", "social"),
        ("the re\u2010", "flection", "reflection"),
        ("the Karo\u2010", "Veltish side", "Karo\u2010Veltish"),
        ("no\u2011", "break", "no\u2011break"),
        ("pre- and post-", "war years", "post-war"),
        ("pre-", "and post-war years", "pre- and"),
        ("thous-", "and men came", "thousand"),
    ],
)
def test_figures_capitals_and_signs_decide_by_their_form(above: str, below: str, word: str):
    assert written(above, below) == word


@pytest.mark.parametrize(
    ("language", "above", "below", "word"),
    [
        ("de", "die Vor-", "und Nachteile", "Vor- und"),
        ("de", "die Regierungs-", "koalition", "Regierungskoalition"),
        ("de", "die Zusammen-", "arbeit", "Zusammenarbeit"),
        ("de", "die deutsch-", "französische Seite", "deutsch-französische"),
        ("de", "der Nord-", "Süd-Dialog", "Nord-Süd-Dialog"),
        ("fr", "il est peut-", "être là", "peut-être"),
        ("fr", "c’est-à-", "dire", "c’est-à-dire"),
        ("fr", "les États-", "Unis", "États-Unis"),
        ("fr", "le gou-", "vernement", "gouvernement"),
        ("fr", "le pacte franco-", "allemand", "franco-allemand"),
        ("fr", "un pays franco-", "phone", "francophone"),
        ("fr", "des points-", "virgules", "points-virgules"),
        ("fr", "des trans-", "ports", "transports"),
        ("fr", "son beau-", "frère", "beau-frère"),
        ("es", "la sociedad hispano-", "danesa", "hispano-danesa"),
        ("ru", "Из-", "за моста", "Из-за"),
        ("ru", "на северо-", "западной стороне", "северо-западной"),
        ("uk", "на північно-", "східному боці", "північно-східному"),
        ("ru", "по-", "видимому", "по-видимому"),
        ("ru", "по-", "русски", "по-русски"),
        ("ru", "кто-", "то пришёл", "кто-то"),
        ("ru", "премьер-", "министр", "премьер-министр"),
        ("ru", "Нагорно-", "Карабахский", "Нагорно-Карабахский"),
        ("ru", "непро-", "стой", "непростой"),
        ("tr", "iş birli-", "ği", "birliği"),
        ("tr", "Sovyet-", "Türk heyeti", "Sovyet-Türk"),
        ("az", "siyasi-", "iqtisadi", "siyasi-iqtisadi"),
        ("hy", "հա\u058a", "մար", "համար"),
        ("he", "בית\u05be", "ספר", "בית\u05beספר"),
    ],
)
def test_other_languages_have_their_own_compounds(language: str, above: str, below: str, word: str):
    assert written(above, below, language) == word


def test_the_document_goes_before_what_is_known_of_a_language():
    assert written("a well-", "known man", evidence="a wellknown thing") == "wellknown"
    assert written("the im-", "proved road", evidence="all im-proved roads") == "im-proved"


def test_a_word_that_stands_both_ways_is_decided_by_the_more_frequent_and_doubted():
    divided = break_between("a re-", "tell")
    verdict = judge(divided, Vocabulary(["re-tell re-tell retell"]), "en")
    assert (verdict.keep, verdict.sure) == (True, False)


def test_two_words_of_the_document_are_a_compound_with_doubt():
    verdict = judge(break_between("the oil-", "barge"), Vocabulary(["oil and a barge"]), "en")
    assert (verdict.keep, verdict.sure) == (True, False)
    assert judge(break_between("the oil-", "barge"), Vocabulary(["a barge"]), "en").keep is False
    assert judge(break_between("the her-", "ring"), Vocabulary(["her ring"]), "en").keep is False


@pytest.mark.parametrize(
    ("above", "below"),
    [("he left -", "and"), ("a dash—", "here"), ("--", "x"), ("-", "x"), ("word-", "“"), ("word-", "")],
)
def test_dashes_and_hyphens_without_a_word_behind_divide_no_word(above: str, below: str):
    assert break_between(above, below) is None


def test_halves_round_a_line_end_are_no_evidence_even_over_a_caption():
    vocabulary = Vocabulary.of_rows(["the rela-", "The old house in Lorn", "tions of both", "are good"])
    assert not vocabulary.stands("rela")
    assert not vocabulary.stands("tions")
    assert vocabulary.stands("both")


@pytest.mark.parametrize(
    ("above", "below"), [("the post-", "war years"), ("a non-", "aggression pact"), ("his re-", "election")]
)
def test_where_houses_differ_the_hyphen_stays_with_a_doubt(above: str, below: str):
    verdict = judge(break_between(above, below), Vocabulary([EVIDENCE]), "en")
    assert (verdict.keep, verdict.sure) == (True, False)


def test_a_break_between_two_words_of_the_document_is_doubted_in_other_languages():
    verdict = judge(break_between("il marche-", "pied"), Vocabulary(["le marche et le pied"]), "fr")
    assert (verdict.keep, verdict.sure) == (False, False)
    assert judge(break_between("die Haus-", "tür"), Vocabulary(["haus tür"]), "de").sure is True
