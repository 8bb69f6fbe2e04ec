"""What people see of an agreement, through the door."""

import pytest


@pytest.mark.parametrize("name", ["ana", "cora", "vera", "victor"])
@pytest.mark.parametrize("page", ["framework", "framework/1", "people", "who-may-do-what"])
@pytest.mark.parametrize("language", ["en", "id"])
def test_every_member_of_both_sides_reads_every_page(as_, name, page, language):
    browser = as_(name)
    browser.get(f"/language/{language}")
    answer = browser.get(f"/a/acme-payroll/{page}")
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
