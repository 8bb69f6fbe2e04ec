"""The command line of agreements."""

import pytest

from bpo_gov.agreements import queries
from tests.agreements.texts import rows, text


@pytest.fixture
def run(app, cast):
    """Run `flask agreement ...`."""
    return lambda *args: app.test_cli_runner().invoke(args=["agreement", *map(str, args)])


def test_import_says_what_was_created(run, tmp_path):
    file = tmp_path / "framework.yaml"
    file.write_text(text(client={"name": "Fresh", "country": "GB"}).replace("@client", "@fresh"))
    answer = run("import", file)
    assert answer.exit_code == 0
    assert "second: Second agreement" in answer.output
    assert "client Fresh, vendor Northgate Services, 6 people" in answer.output
    assert "ana@fresh.example.com" in answer.output
    assert "vera@vendor.example.com" not in answer.output
    assert queries.by_key("second") is not None


def test_import_names_every_problem_with_line_and_path_and_stores_nothing(run, tmp_path):
    def spoil(data):
        data["header"]["end"] = "2020-01-01"
        data["services"][1]["locations"][0] = "L-77"
        data["people"][1]["email"] = "olga@other.example.com"

    source = text(spoil)
    file = tmp_path / "framework.yaml"
    file.write_text(source)
    before = rows()
    answer = run("import", file)
    assert answer.exit_code == 1
    line = next(n for n, words in enumerate(source.splitlines(), start=1) if "L-77" in words)
    assert f"line {line}".ljust(10) + "services[1].locations[0]  " in answer.output
    assert "header.end  The end must come after the start" in answer.output
    assert "2 problems; nothing is stored" in answer.output
    assert rows() == before


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xff", "The file is not text in UTF-8"),
        (b"", "The file is empty."),
        (b"x" * 1_200_000, "larger than 1 MB"),
        (
            text(reference="acme-payroll", title="New", currency="EUR").encode(),
            "header.currency  The currency stays what",
        ),
    ],
)
def test_import_of_something_else_fails_in_words(run, tmp_path, data, says):
    file = tmp_path / "framework.yaml"
    file.write_bytes(data)
    before = rows()
    answer = run("import", file)
    assert answer.exit_code == 1
    assert says in answer.output
    assert "othing is stored" in answer.output
    assert rows() == before


def test_import_of_a_text_for_an_agreement_that_is_there_proposes_its_next_version(run, tmp_path, cast):
    file = tmp_path / "framework.yaml"
    file.write_text(text(reference="acme-payroll", title="Acme Payroll and more"))
    answer = run("import", file)
    assert (answer.exit_code, answer.output.splitlines()[0]) == (0, "acme-payroll: version 2 is proposed")
    assert "1 difference from the version before" in answer.output
    again = run("import", file)
    assert (again.exit_code, "there already, unchanged: acme-payroll" in again.output) == (1, True)


def test_export_gives_every_byte_back(run, tmp_path):
    source = b"\xef\xbb\xbf" + text().encode().replace(b"\n", b"\r\n") + b"# \xe2\x82\xac"
    file = tmp_path / "framework.yaml"
    file.write_bytes(source)
    assert run("import", file).exit_code == 0
    assert run("export", "second").stdout_bytes == source


def test_export_and_list(run):
    assert run("export", "nowhere").exit_code == 1
    assert "there is no agreement nowhere" in run("export", "nowhere").output
    assert run("list").output.split() == ["acme-payroll", "Acme", "Payroll"]
