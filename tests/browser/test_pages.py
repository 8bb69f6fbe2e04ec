"""Every page as a person meets it: no complaint of the console, no foreign host, no sideways scrolling, nothing axe objects to."""

from collections.abc import Callable
from functools import partial
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Person

pytestmark = pytest.mark.browser
PAGES = (
    "/", "/inbox", "/agreements", "/agreements/new", "/account", "/mail", "/search?q=salary", "/a/acme-payroll/",
    "/a/acme-payroll/changes/",
    "/a/acme-payroll/changes/new", "/a/acme-payroll/changes/3", "/a/acme-payroll/changes/9", "/a/acme-payroll/changes/12",
    "{Pension letters}/rescope", "{Mail store}", "{Cost centres of the closed}",
    "/a/acme-payroll/envelope", "/a/acme-payroll/framework/propose", "/a/acme-payroll/dead-letters", "/account/notifications",
    "/a/acme-payroll/framework", "/a/acme-payroll/people", "/a/acme-payroll/who-may-do-what",
    "/executive", "/a/acme-payroll/kpis/", "/a/acme-payroll/kpis/KPI-02", "/a/acme-payroll/credits/", "/a/acme-payroll/plans/2",
    "/a/acme-payroll/reports/", "/a/acme-payroll/key-people/", "/a/acme-payroll/key-people/2", "/a/acme-payroll/meetings/9",
)  # fmt: skip
LIST = "/a/acme-payroll/changes/?view=all&title="
SIZES = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 360, "height": 740}}


def found(person: Person, path: str) -> str:
    """The address of a page; what stands in braces is looked up in the list by its title."""
    if not path.startswith("{"):
        return path
    title, _, rest = path.removeprefix("{").partition("}")
    href = person.open(LIST + quote(title)).locator("table.matters tbody a").first.get_attribute("href")
    return f"{href}{rest}"


@pytest.mark.parametrize("language", ["en-GB", "id"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_hold_in_both_themes_widths_and_languages(
    person: Callable[..., Person], size: str, theme: str, language: str
) -> None:
    amelia = person(
        "amelia@acme.example",
        viewport=SIZES[size],
        color_scheme=theme,
        locale=language,
        extra_http_headers={"Accept-Language": language},
    )
    for path in map(partial(found, amelia), PAGES):
        page = amelia.open(path)
        assert page.locator("h1").count() == 1, path
        assert page.evaluate("document.documentElement.lang") == language[:2], path
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1"), (
            f"{path} scrolls sideways"
        )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(person: Callable[..., Person], theme: str) -> None:
    amelia = person("amelia@acme.example", color_scheme=theme)
    for path in map(partial(found, amelia), PAGES):
        report = Axe().run(amelia.open(path))
        assert report.violations_count == 0, f"{path}: {report.generate_report()}"


def test_the_chart_is_drawn_from_our_own_host(person: Callable[..., Person]) -> None:
    page = person("amelia@acme.example").open("/a/acme-payroll/")
    page.wait_for_selector(".plot .main-svg")
    assert page.locator(".modebar-btn[data-title*='Share']").count() == 0


def test_the_main_page_is_light(person: Callable[..., Person]) -> None:
    page = person("amelia@acme.example").page
    for path in ("/", "/a/acme-payroll/changes/11", "/a/acme-payroll/framework"):
        answer = page.goto(f"{page.url.split('/', 3)[0]}//{page.url.split('/')[2]}{path}")
        assert answer is not None
        assert len(answer.body()) < 100_000, path
