"""Text files of every dialect: encoding, delimiter, quotes, and the number of the row that is wrong."""

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.kpis.rules.dialects import Dialect, Row, dialect_of, rows
from bpo_gov.kpis.rules.refusals import Fault

TEXT = "Call;Agent;Topic\nID1;Zoë;Émigré\nID2;Bob;\n"
CELLS = [["Call", "Agent", "Topic"], ["ID1", "Zoë", "Émigré"], ["ID2", "Bob", ""]]


def read(raw: bytes, dialect: Dialect | None = None) -> list[Row | Fault]:
    file = io.BytesIO(raw)
    found = list(rows(file, dialect or dialect_of(file)))
    assert not file.closed
    return found


def short(found: list[Row | Fault]) -> list[tuple[int, object]]:
    return [(row.number, row.cells) if isinstance(row, Row) else (row.row, row.code) for row in found]


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (TEXT.replace("\n", "\r").encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found(raw: bytes, encoding: str) -> None:
    assert dialect_of(io.BytesIO(raw)) == Dialect(encoding, ";")
    assert short(read(raw)) == list(enumerate(CELLS, start=1))


def test_a_sign_of_windows_late_in_the_file_is_found_too() -> None:
    raw = b"Call;Agent\n" + b"ID;Bob\n" * 30_000 + "ID;Zoë\n".encode("cp1252")
    assert dialect_of(io.BytesIO(raw)).encoding == "cp1252"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_what_the_head_has_most_of(delimiter: str) -> None:
    raw = TEXT.replace(";", delimiter).replace("Agent", '"Agent; or, who"').encode()
    assert dialect_of(io.BytesIO(raw)).delimiter == delimiter
    assert short(read(raw))[0] == (1, ["Call", "Agent; or, who", "Topic"])


def test_a_first_line_may_say_the_delimiter() -> None:
    raw = b"sep=|\r\nA|B,C,D\r\n1|2\r\n"
    assert dialect_of(io.BytesIO(raw)).delimiter == "|"
    assert short(read(raw)) == [(2, ["A", "B,C,D"]), (3, ["1", "2"])]


def test_one_column_and_nothing_at_all() -> None:
    assert short(read(b"A\n1\n")) == [(1, ["A"]), (2, ["1"])]
    assert read(b"") == []


def test_empty_lines_are_left_out_and_keep_their_number() -> None:
    assert short(read(b"A;B\n\n  \n1;2\n\n3;4")) == [(1, ["A", "B"]), (4, ["1", "2"]), (6, ["3", "4"])]


def test_a_quoted_cell_may_run_over_lines() -> None:
    raw = b'A;B;C\n1;"two\nlines, ""quoted""";3\n4;5;6\n'
    assert short(read(raw)) == [(1, ["A", "B", "C"]), (2, ["1", 'two\nlines, "quoted"', "3"]), (4, ["4", "5", "6"])]


@pytest.mark.parametrize(
    "raw",
    [
        b'A;B;C\n1;2;3\n4;"5;6\n7;8;9\n10;11;12\n',
        b'A;B;C\n1;2;3\n4;"5;6\n7;8;9\n10;11;12"\n',
        b'A;B;C\n1;2;3\n4;"5;6\n7;8";9\n10;11;12\n',
    ],
)
def test_an_unclosed_quote_spoils_its_own_row_only(raw: bytes) -> None:
    found = short(read(raw))
    assert found[:3] == [(1, ["A", "B", "C"]), (2, ["1", "2", "3"]), (3, "unclosed_quote")]
    assert [number for number, _ in found] == [1, 2, 3, 4, 5]


def test_an_unclosed_quote_at_the_end_of_the_file() -> None:
    assert short(read(b'A;B\n1;2\n3;"4')) == [(1, ["A", "B"]), (2, ["1", "2"]), (3, "unclosed_quote")]


def test_a_stray_quote_is_a_fault_of_its_row() -> None:
    assert short(read(b'A;B\n1;"2"x\n3;4\n')) == [(1, ["A", "B"]), (2, "stray_quote"), (3, ["3", "4"])]


def test_bytes_of_another_encoding_are_a_fault_of_their_row() -> None:
    raw = "A;B\n1;Zoë\n2;Bob\n".encode("cp1252")
    assert short(read(raw, Dialect("utf-8", ";"))) == [(1, ["A", "B"]), (2, "encoding"), (3, ["2", "Bob"])]
    assert short(read("A;B\n1;2\n".encode("utf-16") + b"\x00"))[-1][1] == "encoding"


def test_a_mark_that_the_dialect_does_not_expect_is_no_part_of_the_head() -> None:
    assert short(read(TEXT.encode("utf-8-sig"), Dialect("utf-8", ";")))[0] == (1, CELLS[0])
    assert short(read(TEXT.encode("utf-16"), Dialect("utf-16-le", ";")))[0] == (1, CELLS[0])


def test_a_line_without_an_end_is_one_fault() -> None:
    assert short(read(b"A;B\n" + b"x" * 1_000_000 + b"\n1;2\n")) == [
        (1, ["A", "B"]), (2, "line_too_long"), (3, ["1", "2"]),
    ]  # fmt: skip


@given(st.binary(max_size=200))
def test_any_bytes_give_rows_or_faults(raw: bytes) -> None:
    assert all(isinstance(row, Row | Fault) for row in read(raw))


a_cell = st.text(alphabet='abc é";,\t', max_size=6)


@given(
    st.lists(st.lists(a_cell, min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from((";", ",", "\t")),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252")),
    st.sampled_from(("\n", "\r\n")),
)
def test_what_is_written_is_read_back(table: list[list[str]], delimiter: str, encoding: str, end: str) -> None:
    lines = ["A" + delimiter + "B" + delimiter + "C"]
    lines += [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table]
    found = read((end.join(lines) + end).encode(encoding))
    assert [row.cells for row in found[1:] if isinstance(row, Row)] == table
