"""Printed dates: which days they can mean, and what is never guessed."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from archive.importing import hebrew
from archive.importing.dates import BadEDTF, bounds, read_date
from archive.importing.datewords import MONTHS

ONE_DAY = [
    ("December 11, 2015 4:31 am", "2015-12-11"),
    ("11 December 2015", "2015-12-11"),
    ("11. Dezember 2015", "2015-12-11"),
    ("2015-12-11", "2015-12-11"),
    ("2015-12-11T04:31:00Z", "2015-12-11"),
    ("2015/12/11", "2015-12-11"),
    ("11.12.2015", "2015-12-11"),
    ("25/12/2015", "2015-12-25"),
    ("12/25/2015", "2015-12-25"),
    ("11-Dec-2015", "2015-12-11"),
    ("Dec. 11th, 2015 at 4:31 p.m. EST", "2015-12-11"),
    ("пятница, 3 мая 2019 г., 14:05", "2019-05-03"),
    ("14:05, 3 мая 2019", "2019-05-03"),
    ("3 Ağustos 2019 Cumartesi", "2019-08-03"),
    ("2 AĞUSTOS 2019", "2019-08-02"),
    ("3 may 2019-cu il", "2019-05-03"),
    ("2019-cu il 3 may", "2019-05-03"),
    ("2019 թ. մայիսի 3", "2019-05-03"),
    ("3 Մայիսի, 2019", "2019-05-03"),
    ("22 ביולי 2018", "2018-07-22"),
    ("1er août 1914", "1914-08-01"),
    ("3 février 2019 à 14h05", "2019-02-03"),
    ("٣ May 2019", "2019-05-03"),
    ("Fri 3 May 2019 18.02 BST", "2019-05-03"),
    ("3 May 2019 14:05 GMT+3", "2019-05-03"),
    ("3 février 2019 à 14 h 05", "2019-02-03"),
    ("30 SEP 2018 - 00:04 CEST", "2018-09-30"),
    ("27 aprile 2016 ore 18.30", "2016-04-27"),
    ("3 de mayo de 2019 a las 14:05", "2019-05-03"),
    ("segunda-feira, 4 de março de 2019", "2019-03-04"),
    ("4 lutego 2011, godz. 12:30", "2011-02-04"),
    ("4 november 2012 om 14.20", "2012-11-04"),
    ("12 травня 2020, 18:30", "2020-05-12"),
    ("الأحد 4 تشرين الثاني 2012", "2012-11-04"),
    ("Κυριακή 4 Νοεμβρίου 2012", "2012-11-04"),
]


@pytest.mark.parametrize(("printed", "day"), ONE_DAY)
def test_a_whole_date_is_one_day_in_any_language_and_order(printed: str, day: str) -> None:
    found = read_date(printed)
    assert found is not None
    assert (found.printed, found.edtf, found.earliest, found.latest) == (printed, day, day, day)


@pytest.mark.parametrize(("printed", "day"), ONE_DAY)
def test_a_date_is_found_between_words_exactly_as_it_stands(printed: str, day: str) -> None:
    found = read_date(f"Gazette | {printed} | page 4")
    assert found is not None
    assert (found.printed, found.edtf) == (printed, day)


@pytest.mark.parametrize(
    ("printed", "edtf", "earliest", "latest"),
    [
        ("WINTER 2020", "2020-24", "2020-01-01", "2020-12-31"),
        ("Spring 1978", "1978-21", "1978-01-01", "1978-12-31"),
        ("Winter 1978/79", "1978-24/1979-24", "1978-01-01", "1979-12-31"),
        ("осень 1991", "1991-23", "1991-01-01", "1991-12-31"),
        ("yaz 2019", "2019-21/2019-22", "2019-01-01", "2019-12-31"),
        ("Nov. 1957", "1957-11", "1957-11-01", "1957-11-30"),
        ("November/December 1957", "1957-11/1957-12", "1957-11-01", "1957-12-31"),
        ("3–5 May 2019", "2019-05-03/2019-05-05", "2019-05-03", "2019-05-05"),
        ("28 April – 4 May 2019", "2019-04-28/2019-05-04", "2019-04-28", "2019-05-04"),
        ("1957", "1957", "1957-01-01", "1957-12-31"),
        ("c. 1957", "1957~", "1957-01-01", "1957-12-31"),
        ("1978–79", "1978/1979", "1978-01-01", "1979-12-31"),
        ("03/04/2015", "[2015-03-04,2015-04-03]", "2015-03-04", "2015-04-03"),
        ("Monday, 11 December 2015", "2015-12-11?", "2015-12-11", "2015-12-11"),
    ],
)
def test_a_vague_date_says_what_it_can_mean(printed: str, edtf: str, earliest: str, latest: str) -> None:
    found = read_date(printed)
    assert found is not None
    assert (found.printed, found.edtf, found.earliest, found.latest) == (printed, edtf, earliest, latest)
    assert bounds(edtf) == (earliest, latest)


def test_a_weekday_tells_the_day_from_the_month() -> None:
    found = read_date("Friday, 03/04/2015")
    assert found is not None
    assert found.edtf == "2015-04-03"


@pytest.mark.parametrize(("day_first", "day"), [(True, "2015-04-03"), (False, "2015-03-04")])
def test_a_house_that_is_known_to_write_the_day_first_is_believed(day_first: bool, day: str) -> None:
    found = read_date("03/04/2015", day_first=day_first)
    assert found is not None
    assert found.edtf == day


def test_the_year_follows_from_weekday_day_and_hebrew_date() -> None:
    found = read_date("Sunday, July 22nd | 10 Av 5778")
    assert found is not None
    assert (found.printed, found.edtf) == ("Sunday, July 22nd | 10 Av 5778", "2018-07-22")


def test_a_hebrew_date_begins_on_the_evening_before() -> None:
    found = read_date("Saturday, July 21 | 10 Av 5778")
    assert found is not None
    assert found.edtf == "2018-07-21"


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("י' באב תשע\"ח", "2018-07-22"),
        ("יום ראשון, 22 ביולי 2018, י׳ באב תשע״ח", "2018-07-22"),
        ("14 Adar II 5784", "2024-03-24"),
        ("14 Adar 5784", "[2024-02-23,2024-03-24]"),
        ("14 Adar 5783", "2023-03-07"),
        ("15 Nisan 5781", "2021-03-28"),
        ("15 Nisan 2021", "2021-04-15"),
        ("July 22, 2018 / 20 Av 5778", "2018-07-22?"),
    ],
)
def test_hebrew_dates_are_read_in_letters_and_in_digits(printed: str, edtf: str) -> None:
    found = read_date(printed)
    assert found is not None
    assert (found.printed, found.edtf) == (printed, edtf)


@pytest.mark.parametrize(
    "printed",
    [
        "Sunday, July 22nd",
        "Sunday, July 22nd | 3 Nisan 5778",
        "31 February 2019",
        "22.7.18",
        "3 hours ago",
        "vor 3 Tagen",
        "2 года назад",
    ],
)
def test_a_date_that_leaves_something_open_is_kept_as_printed_only(printed: str) -> None:
    found = read_date(printed)
    assert found is not None
    assert (found.printed, found.edtf, found.earliest, found.latest) == (printed, None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "May the best win",
        "In 1991 the war",
        "over 2600 years",
        "page 12",
        "He fell 3 times",
        "1-2-3",
        "9" * 5000,
        "\0",
    ],
)
def test_words_and_figures_that_are_no_date_give_none(text: str) -> None:
    assert read_date(text) is None


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)), st.sampled_from(sorted(MONTHS.items())))
def test_every_name_of_a_month_gives_the_same_month(day: date, name: tuple[str, int]) -> None:
    word, month = name
    found = read_date(f"{1 + day.day % 28} {word} {day.year}")
    assert found is not None
    assert found.edtf == f"{day.year}-{month:02}-{1 + day.day % 28:02}"


@given(st.text(alphabet="0123456789 ./,-|:MmaySundrevioctב'\"אתשעח5778мартг", max_size=60))
def test_what_is_printed_is_a_slice_of_the_text_and_its_bounds_are_in_order(text: str) -> None:
    found = read_date(text)
    if found is not None:
        assert found.printed in text
        assert (found.earliest or "") <= (found.latest or "")
        assert (found.edtf is None) == (found.earliest is None)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2020-24", ("2020-01-01", "2020-12-31")),
        ("../1960", (None, "1960-12-31")),
        ("1960/..", ("1960-01-01", None)),
        ("/1960", (None, "1960-12-31")),
        ("1978-02~", ("1978-02-01", "1978-02-28")),
        ("1978?", ("1978-01-01", "1978-12-31")),
        ("201X", ("2010-01-01", "2019-12-31")),
        ("2015-12-11", ("2015-12-11", "2015-12-11")),
        ("[2015-03-04,2015-04-03]", ("2015-03-04", "2015-04-03")),
        ("1960-03/2020-22", ("1960-03-01", "2020-12-31")),
    ],
)
def test_bounds_of_an_expression_are_days(edtf: str, expected: tuple[str | None, str | None]) -> None:
    assert bounds(edtf) == expected


@pytest.mark.parametrize(
    "edtf",
    ["", "spring", "2015-02-31", "2015-13", "1957\n", " 1957", "Y20000", "-0044", "1960/1950", "٢٠١٩", "9" * 500],
)
def test_what_is_no_expression_or_no_day_is_refused(edtf: str) -> None:
    with pytest.raises(BadEDTF, match=r"is no date in EDTF|ends before it begins"):
        bounds(edtf)


@given(st.text(alphabet="0123456789-/.[]{},X~?%Y ", max_size=24))
def test_bounds_raise_nothing_else_and_are_in_order(edtf: str) -> None:
    try:
        low, high = bounds(edtf)
    except BadEDTF:
        return
    assert low is None or high is None or low <= high


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from([4, 7, 10]))
def test_a_plain_date_has_the_bounds_that_the_grammar_gives(day: date, length: int) -> None:
    plain = day.isoformat()[:length]
    # An interval of one end is read by the grammar.
    assert bounds(plain) == bounds(f"{plain}/{plain}")


def test_reading_dates_does_not_load_the_grammar_of_expressions() -> None:
    code = "import sys, archive.importing.dates as read; read.read_date('3 May 2019'); sys.exit('edtf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, check=False).returncode == 0


@pytest.mark.parametrize(
    ("year", "month", "day", "civil"),
    [
        (5778, hebrew.AV, 10, date(2018, 7, 22)),
        (5708, hebrew.IYAR, 5, date(1948, 5, 14)),
        (5784, hebrew.TISHRI, 1, date(2023, 9, 16)),
        (5698, hebrew.HESHVAN, 17, date(1937, 10, 22)),
        (5763, hebrew.KISLEV, 25, date(2002, 11, 30)),
        (5784, hebrew.ADAR, 14, date(2024, 2, 23)),
    ],
)
def test_hebrew_dates_fall_on_their_civil_days(year: int, month: int, day: int, civil: date) -> None:
    assert hebrew.civil_day(year, month, day) == civil


@pytest.mark.slow
@given(st.integers(min_value=5000, max_value=6000))
def test_the_days_of_a_hebrew_year_follow_each_other_without_a_gap(year: int) -> None:
    months = [*range(hebrew.TISHRI, hebrew.ADAR_2 + 1), *range(hebrew.NISAN, hebrew.TISHRI)]
    days = [found for month in months for day in range(1, 31) if (found := hebrew.civil_day(year, month, day))]
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert hebrew.civil_day(year + 1, hebrew.TISHRI, 1) == days[-1] + timedelta(days=1)
    assert days[0].isoweekday() not in (3, 5, 7)


def test_a_day_that_a_hebrew_month_does_not_have_is_none() -> None:
    assert hebrew.civil_day(5783, hebrew.ADAR_2, 1) is None
    assert hebrew.civil_day(5783, hebrew.IYAR, 30) is None


def test_a_year_of_two_figures_is_a_date_whose_century_is_not_known() -> None:
    found = read_date("Noa (14.03.13 10:42)")
    assert found is not None
    assert (found.printed, found.edtf) == ("14.03.13 10:42", None)


@pytest.mark.parametrize("text", ["Version 1.2.13", "Address 10.15.20.11", "Section 4.11.12", "Table 31.52.13"])
def test_figures_between_dots_are_no_date_where_they_can_be_something_else(text: str) -> None:
    assert read_date(text) is None
