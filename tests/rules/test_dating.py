from dataclasses import dataclass
from datetime import date

import pytest

from archive.rules.dating import bounds, when


@dataclass
class Dated:
    date_edtf: str
    date_earliest: date | None
    date_latest: date | None
    date_printed: str = ""


def day(words):
    return date.fromisoformat(words) if words else None


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "said"),
    [
        ("2015-12-11", "2015-12-11", "2015-12-11", "11 December 2015"),
        ("1974-11", "1974-11-01", "1974-11-30", "November 1974"),
        ("2020-02", "2020-02-01", "2020-02-29", "February 2020"),
        ("1955", "1955-01-01", "1955-12-31", "1955"),
        ("1955?", "1955-01-01", "1955-12-31", "perhaps 1955"),
        ("1955~", "1955-01-01", "1955-12-31", "about 1955"),
        ("1955%", "1955-01-01", "1955-12-31", "perhaps about 1955"),
        ("1954/1956", "1954-01-01", "1956-12-31", "between 1954 and 1956"),
        ("1954-11-20/1954-11-22", "1954-11-20", "1954-11-22", "between 20 November 1954 and 22 November 1954"),
        ("1954-11-20/..", "1954-11-20", None, "20 November 1954 or later"),
        ("../1954-11-20", None, "1954-11-20", "20 November 1954 or earlier"),
        ("", None, None, ""),
    ],
)
def test_the_days_that_a_date_can_mean_are_said_in_words(edtf, earliest, latest, said):
    assert bounds(Dated(edtf, day(earliest), day(latest))) == said


@pytest.mark.parametrize(
    ("edtf", "printed", "said"),
    [
        ("2020-24", "WINTER 2020", "WINTER 2020"),
        ("2020", "Jahrgang 2020", "2020"),
        ("2020-24", "", "2020"),
        ("", "no idea when", "no idea when"),
    ],
)
def test_a_date_that_has_no_short_name_is_said_as_printed(edtf, printed, said):
    earliest, latest = (day("2020-01-01"), day("2020-12-31")) if edtf else (None, None)
    assert when(Dated(edtf, earliest, latest, printed)) == said
