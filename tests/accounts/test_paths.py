"""Nobody is sent to another site."""

import pytest

from bpo_gov.accounts import paths

ELSEWHERE = [
    None, "", "evil.example", "//evil.example", "///evil.example", "////evil.example/a", "/\\evil.example",
    "\\\\evil.example", "\\/evil.example", "/\\/evil.example", "/\t/evil.example", "/\n/evil.example", " /a", "\t/a",
    "/\r\n/evil.example", "/ /evil.example", "https://evil.example", "https:evil.example", "HTTPS:/evil.example",
    "http:///evil.example", "javascript:alert(1)", "data:text/html,x", "/a//evil.example", "/.//evil.example", "/a\\b",
    "/a?x=\\", "/a\x00b", "/a\x7f", "/a\u2028b", "/\u00a0/evil.example", "/a\u202eb", "?next=/", "#a", "@evil.example",
    "/a?b=\r\nSet-Cookie:c", "/" + "a" * 2000,
]  # fmt: skip


@pytest.mark.parametrize("path", ELSEWHERE)
def test_what_could_lead_elsewhere_is_refused(path):
    assert paths.own(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/account",
        "/a/acme-payroll/changes/12?state=open&sort=-number",
        "/search?q=rok & roll//x",
        "/é",
        "/%2F%2Fevil.example",
    ],
)
def test_an_own_path_is_kept_as_it_is(path):
    assert paths.own(path) == path


@pytest.mark.parametrize(
    ("referrer", "path"),
    [
        ("https://gov.example/a/x?y=1", "/a/x?y=1"), ("https://gov.example/", "/"), ("https://evil.example/a", None),
        ("https://gov.example//evil.example", None), ("https://gov.example@evil.example/a", None), ("http://[", None),
        (None, None),
    ],
)  # fmt: skip
def test_a_referrer_counts_only_when_it_is_of_this_host(referrer, path):
    assert paths.of_referrer(referrer, "gov.example") == path
