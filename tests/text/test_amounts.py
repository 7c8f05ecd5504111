from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.amounts import LONGEST, ONES, SCALE_OF, TEENS, TENS, amount

MARKS = st.sampled_from(
    [(",", "."), (".", ","), ("\u00a0", ","), ("\u202f", "."), ("\u2009", ","), ("’", "."), ("٬", "٫")]
)
ZEROS = st.sampled_from("0٠०０")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("16,000", 16000), ("16.000 ships", 16000), ("16\u00a0000", 16000), ("16 000", 16000), ("1 234 000", 1234000),
        ("1,234,567.5", "1234567.5"), ("1.234.567,5", "1234567.5"), ("0.500", "0.5"), ("0,5", "0.5"),
        (".5 million", 500000),
        ("1.4 billion", 1400000000), ("4,5 million", 4500000), ("£5m", 5000000), ("5bn", 5000000000), ("5 m", 5),
        ("5km", 5), ("1 million 200 thousand", 1200000), ("2 hundred thousand", 200000), ("5 million", 5000000),
        ("12 тысяч человек", 12000), ("3,5 млн", 3500000), ("16 bin", 16000), ("1,5 milyard", 1500000000),
        ("כ-600 איש", 600), ("30 אלף", 30000), ("5 հազար", 5000), ("١٦٬٠٠٠", 16000), ("forty-one", 41),
        ("Thirty-four", 34),
        ("twenty-eight", 28), ("two hundred and six", 206), ("fourteen", 14), ("a hundred", 100), ("a dozen", 12),
        ("TWO HUNDRED AND SIX THOUSAND", 206000), ("two million six hundred and five", 2000605), ("zero", 0),
        ("1878", 1878), ("in May 1915", 1915), ("40%", 40), ("about 600+", 600), ("−5 degrees", -5),
        ("a 7-year-old", 7),
        ("one ship", 1), ("one of the 30", 30), ("no one of 30", 30), ("thirty T-72s", 30),
        ("on the 26th, 30 ships", 30),
        ("16,000 (sixteen thousand)", 16000), ("the third of 30", 30), ("two first prizes", 2), ("a bin of 30", 30),
        ("1915'te", 1915), ("600²", 600), ("two thousand and one", 2001), ("one million one", 1000001),
    ],
)  # fmt: skip
def test_words_say_a_number(words, said):
    assert amount(words) == Decimal(said)


@pytest.mark.parametrize(
    "words",
    [
        "", "ships", "one", "one of them", "no one", "one another", "the first", "26th", "twenty-first", "the 1990s",
        "two hundred and sixth", "the two hundredth", "10-12", "1915–1923", "five or six", "thirty to forty",
        "24.04.1915",
        "26 April 1915", "16 300", "1,00,000", "10:30", "2½", "1/3", "two thirds", "a third of 600", "half a million",
        "several hundred", "dozens", "hundreds of thousands, 26 of them", "a few thousand", "30 min",
        "nineteen fifteen",
        "five million and six million", "one hundred and two hundred", "5 million-300",
        "two hundred hundred", "T-72", "Су-25", "5-й", "5-ci",
        "+1 23456789012345678", "1" * 16, "word", "often", "stone", "1..5", "Ⅳ",
    ],
)  # fmt: skip
def test_words_say_no_one_number(words):
    assert amount(words) is None


def in_words(number: int) -> str:
    """An English number below a thousand million."""
    for scale, name in ((10**6, "million"), (1000, "thousand")):
        if number >= scale:
            rest = number % scale
            return f"{in_words(number // scale)} {name}" + (
                f"{' and' if rest < 100 else ''} {in_words(rest)}" if rest else ""
            )
    if number >= 100:
        return f"{ONES[number // 100 - 1]} hundred" + (f" and {in_words(number % 100)}" if number % 100 else "")
    if number >= 20:
        return TENS[number // 10 - 2] + (f"-{ONES[number % 10 - 1]}" if number % 10 else "")
    return ["zero", *ONES, *TEENS][number]


@given(st.one_of(st.integers(0, 999), st.integers(0, 10**9 - 1)).filter(lambda number: number != 1))
def test_a_number_in_words_is_read_back(number):
    assert amount(f"Some {in_words(number)} ships.") == number


@given(st.integers(0, 10**12), st.integers(0, 99), MARKS, ZEROS)
def test_a_number_with_groups_is_read_back_in_any_script(whole, cents, marks, zero):
    said = f"{whole:,}.{cents:02}".translate({ord(","): marks[0], ord("."): marks[1]})
    said = said.translate({ord(str(digit)): chr(ord(zero) + digit) for digit in range(10)})
    assert amount(f"({said} ships)") == Decimal(f"{whole}.{cents:02}")


@given(st.integers(0, 10**LONGEST - 1))
def test_a_number_without_marks_is_read_back(number):
    assert amount(f"{number}") == number


PIECES = [
    "one",
    "two",
    "twenty",
    "hundred",
    "and",
    "a",
    "third",
    "-",
    " ",
    ".",
    ",",
    "1",
    "000",
    "16",
    "ſ",
    "İ",
    "½",
    "²",
    "٣",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from([*PIECES, *SCALE_OF])).map("".join)))
def test_no_text_is_a_trap(words):
    assert amount(words) is None or amount(words).is_finite()


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["1", "1 234 ", "1,", "two ", "one ", "a ", "hundred ", " ", "1 million ", "one\n\n", "-", "k"]
)
def test_a_long_run_of_one_piece_takes_no_time(piece):
    begun = process_time()
    amount(f"one {piece * 20_000}x")
    assert process_time() - begun < 1
