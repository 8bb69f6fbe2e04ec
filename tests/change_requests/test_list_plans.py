"""The list over a hundred thousand changes: as many statements as over ten, and no table is read from end to end."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.dialects import postgresql

from bpo_gov.change_requests import lists, neighbours
from bpo_gov.change_requests.asked import Asked
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.change_requests.orders import SORTS
from bpo_gov.kernel import access, keyset
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from tests import make
from tests.cast import KEY, Cast
from tests.change_requests.test_statements import counted

LONDON = ZoneInfo("Europe/London")
LIST = f"/a/{KEY}/changes/"
PATHS = (
    "",
    "?view=all",
    "?view=all&sort=value",
    "?view=late&side=client&value_from=5&title=a",
    "?view=closed&size=100",
)
ON_POSTGRESQL = pytest.mark.parametrize("application", ["postgresql"], indirect=True)
MATTERS = """
insert into matters (kind, agreement_id, number, title, state, raised_by, ball, due_at, due_key, version, created_at, moved_at)
select 'change_request', :agreement, n, 'Change ' || n, case when n % 50 = 0 then 'assessed' else 'closed' end, 'client',
       case when n % 50 = 0 then 'client' end, case when n % 50 = 0 then now() + n * interval '1 minute' end,
       case when n % 50 = 0 then now() + n * interval '1 minute' else timestamptz '9999-01-01 00:00+00' end, 1, now(), now() - n * interval '1 minute'
from generate_series(cast(:first as int), cast(:last as int)) n
"""
CHANGES = """
insert into change_requests (id, framework_id, change_class, reason, description, alternatives, benefits, disadvantages, data_location, value, urgency, question, notes)
select id, (select min(id) from frameworks), 'normal', '', '', '', '', '', '', number, '', '', 0 from matters
where kind = 'change_request' and number between :first and :last
"""


def fill(cast: Cast, first: int, last: int) -> None:
    """Changes in bulk, as no move would make them."""
    for statement in (MATTERS, CHANGES):
        db.session.execute(text(statement), {"agreement": cast.agreement.id, "first": first, "last": last})
    db.session.execute(text("analyze matters"))
    db.session.execute(text("analyze change_requests"))
    db.session.commit()


def statements(browser: FlaskClient, path: str) -> int:
    """How many statements a page takes, once warm."""
    browser.get(path)
    with counted() as found:
        assert browser.get(path).status_code == 200
    return len(found)


@ON_POSTGRESQL
def test_a_hundred_thousand_take_no_more_than_ten(cast: Cast, as_: Callable[[str], FlaskClient]) -> None:
    fill(cast, 1, 100)
    ana = as_("ana")
    few = [statements(ana, LIST + path) for path in PATHS]
    fill(cast, 101, 100_000)
    assert [statements(ana, LIST + path) for path in PATHS] == few
    assert max(few) <= 15, few
    for asked in (Asked(), Asked("closed", sort="moved", down=True), Asked("all", sort="number", down=True)):
        plan = _plan(cast, asked)
        assert "Seq Scan on matters" not in plan, plan
        assert "Seq Scan on change_requests" not in plan, plan


def _plan(cast: Cast, asked: Asked) -> str:
    actor = cast.actor("ana")
    query = access.listing(ChangeRequest, actor).where(*lists.conditions(actor, asked, LONDON))
    query = keyset.narrowed(query, SORTS[asked.sort], Matter.number, down=asked.down, place=None).limit(26)
    compiled = query.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})
    return "\n".join(row[0] for row in db.session.execute(text(f"explain {str(compiled).replace(':', chr(92) + ':')}")))


def test_the_changes_that_touch_the_same_services_are_found_without_sorting_all_of_them(cast: Cast) -> None:
    cr = make.change_request(cast, "submitted", services=("S-01",))
    query = neighbours.newest_touching(cr, cast.actor("ana")).limit(5)
    compiled = query.compile(db.session.connection(), compile_kwargs={"literal_binds": True})
    is_sqlite = db.engine.dialect.name == "sqlite"
    if not is_sqlite:
        db.session.execute(text("set local enable_seqscan = off"))
        db.session.execute(text("set local enable_bitmapscan = off"))
        db.session.execute(
            text("set local enable_sort = off")
        )  # the planner sorts a handful of rows; here they are many
    how = "explain query plan" if is_sqlite else "explain"
    plan = "\n".join(
        str(row[-1]) for row in db.session.execute(text(f"{how} {str(compiled).replace(':', chr(92) + ':')}"))
    )
    assert "TEMP B-TREE" not in plan, plan
    assert "Sort" not in plan, plan
    assert "uq_matters_agreement_id" in plan or "sqlite_autoindex_matters" in plan, plan
