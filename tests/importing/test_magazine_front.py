"""Title, byline and the lines of the issue above magazine text."""

import pytest

from tests.importing.print_shop import COACH, COLUMN, blocks, flat, read, rows


def front(*lines: str, body: str = COLUMN) -> tuple[str | None, list[str], list[tuple[str, str]]]:
    """Title, names and the blocks above the text."""
    record = read(rows(*lines) + "\n" + body)
    found = blocks(record)
    at = found.index(("paragraph", flat(COLUMN)))
    return record.value(record.title), [byline.name for byline in record.bylines], found[:at]


@pytest.mark.parametrize("by", ["by", "By", "von", "par", "por"])
@pytest.mark.parametrize("gap", [("",), ()])
def test_a_byline_in_small_letters_under_the_title_is_read(by: str, gap: tuple[str, ...]):
    title, names, found = front("Who Burned the House?", *gap, f"{by} Anna Koll")
    assert (title, names) == ("Who Burned the House?", ["Anna Koll"])
    assert found == [("title", "Who Burned the House?"), ("byline", f"{by} Anna Koll")]


def test_by_at_the_beginning_of_a_row_of_the_text_signs_nothing():
    row = "by Anna Koll and her brother, who had kept the lower ferry."
    record = read(COLUMN.replace("from the sound of it which of the two boats was coming in,", row))
    assert record.bylines == ()


@pytest.mark.parametrize(
    "issue",
    [
        "Journal of Burned Houses, Vol. 9, No. 2 (1979), pp. 17–24",
        "Journal of Burned Houses 9 (1979) 17–24",
        "ISSN 1999-0001",
        "doi:10.9999/jbh.1979.0101",
        "HOUSES AND BOATS · SPRING 1979",
        "Houses and Boats, September 1979",
        "CUADERNOS DEL RÍO · NÚM. 14",
    ],
)
def test_lines_of_the_issue_above_the_title_are_no_title(issue: str):
    title, names, found = front(issue, "", "Who Burned the House?", "", "Anna Koll")
    assert (title, names) == ("Who Burned the House?", ["Anna Koll"])
    assert found[0] == ("running_head", issue)


def test_the_date_of_the_issue_is_that_of_the_article():
    record = read(rows("Houses and Boats, September 1979", "", "Who Burned the House?", "") + COLUMN)
    assert record.published is not None
    assert (record.published.printed, record.published.edtf) == ("September 1979", "1979-09")


@pytest.mark.parametrize("title", ["The Boats of Spring 1979", "The Fire of 3 May 1954"])
def test_a_title_with_a_date_in_it_is_no_line_of_the_issue(title: str):
    assert front(title, "", "By Anna Koll")[0] == title


def test_a_title_that_comes_back_as_running_head_is_the_title_where_a_name_follows():
    head = "\nWho Burned the House\n\n12\n\n"
    title, names, _ = front("Who Burned the House", "", "Anna Koll", body=COLUMN + head + COACH + head)
    assert (title, names) == ("Who Burned the House", ["Anna Koll"])


def test_of_two_lines_that_read_like_names_the_first_is_the_title():
    assert front("ДВЕ ПРАВДЫ ОДНОЙ ДЕРЕВНИ", "", "С. Корнеев")[:2] == ("ДВЕ ПРАВДЫ ОДНОЙ ДЕРЕВНИ", ["С. Корнеев"])


@pytest.mark.parametrize("section", ["ESSAY", "T H E   R I V E R", "Interview"])
def test_a_section_above_the_title_is_a_heading(section: str):
    title, names, found = front(section, "", "A Quarrel in Two Columns", "", "Anna Koll")
    assert (title, names) == ("A Quarrel in Two Columns", ["Anna Koll"])
    assert found[0] == ("heading", section)


def test_a_title_under_a_section_and_a_page_head_is_the_title_though_it_comes_back():
    again = "\n12 | WHO BURNED THE HOUSE\n\n"
    lines = ("WHO BURNED THE HOUSE | 11", "", "ESSAY", "", "Who Burned the House", "", "Anna Koll")
    title, names, _ = front(*lines, body=COLUMN + again + COACH + again)
    assert (title, names) == ("Who Burned the House", ["Anna Koll"])
