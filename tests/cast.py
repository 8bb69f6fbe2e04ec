"""The cast: people of a client and a vendor, an outsider, and the framework they signed."""

from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml
from sqlalchemy import select

from bpo_gov.accounts import actions as accounts
from bpo_gov.accounts.models import User
from bpo_gov.agreements import actions as agreements
from bpo_gov.agreements import queries
from bpo_gov.agreements.models import Agreement, Membership
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.parties import Actor, Party, Role

PASSWORD = "correct horse battery staple 9"
KEY = "acme-payroll"
PEOPLE = (
    # name, side, role, title, authority, clause
    ("ana", "client", "manager", "contract manager", "50000", "3.1"),
    ("carl", "client", "member", "service owner", None, None),
    ("edda", "client", "executive", "operations director", "100000", "3.2"),
    ("cora", "client", "viewer", "auditor", None, None),
    ("vera", "vendor", "manager", "account director", "60000", "3.3"),
    ("victor", "vendor", "member", "delivery lead", None, None),
)
OUTSIDER = "olga"


def email(name: str) -> str:
    """The address of a person of the cast."""
    return f"{name}@{'vendor' if name in ('vera', 'victor') else 'other' if name == OUTSIDER else 'client'}.example.com"


def terms(**header: Any) -> dict[str, Any]:
    """The framework of the cast: the English playbook with round numbers and the cast in it.

    Initial value and annual charges 1,000,000 a year; one change at most 10 %, all together 10 %, near at 80 %.
    """
    data = yaml.safe_load(files("bpo_gov.agreements").joinpath("playbooks/uk-services.yaml").read_text())
    data["header"] |= {
        "reference": KEY, "title": "Acme Payroll", "client": {"name": "Acme Retail", "country": "GB"}, "vendor": {"name": "Northgate Services", "country": "GB"},
        "start": "2025-02-01", "end": "2029-01-31", "initial_value": "1000000", "annual_charges": "1000000", "currency": "GBP", "time_zone": "Europe/London",
    } | header  # fmt: skip
    data["people"] = [
        {"name": name.capitalize(), "email": email(name), "side": side, "title": title, "role": role}
        for name, side, role, title, _up, _c in PEOPLE
    ]
    known = data["clauses"][0]["number"].split(".")[0]
    data["authority"] = [
        {"side": side, "person": email(name), "up_to": up_to, "term_months": 3, "clause": clause}
        for name, side, _r, _t, up_to, clause in PEOPLE if up_to
    ]  # fmt: skip
    numbers = {clause["number"] for clause in data["clauses"]}
    for clause in {"3", "9"}:
        if clause not in numbers:
            data["clauses"].append(
                {
                    "number": clause,
                    "heading": "Authority" if clause == "3" else "Change",
                    "topic": "other",
                    "summary": "As the parties agreed.",
                }
            )
    data["envelope"] = {
        "clause": "9", "near": "80", "limits": [
            {"kind": "each", "code": "a", "title": "One change", "clause": "9", "percent": "10", "of": "annual_charges"},
            {"kind": "cumulative", "code": "b", "title": "All changes together", "clause": "9", "percent": "10", "of": "initial_value", "over": "life"},
            {"kind": "term", "code": "c", "title": "Moving the end", "clause": "9", "percent": "10"},
            {"kind": "protected", "code": "d", "title": "Protected subjects", "clause": "9", "topics": []},
        ],
    }  # fmt: skip
    data["disputes"]["expedited"].append(  # what the English playbook does not have, so that it is met as well
        {"key": "register", "name": "Registration", "within": {"n": 30, "unit": "calendar_day"}, "clause": "17.1(f)"}
    )
    next(kpi for kpi in data["kpis"] if kpi["code"] == "KPI-05")["measured_by"] = "client"  # so that both sides measure
    next(kpi for kpi in data["kpis"] if kpi["code"] == "KPI-08")["credit_share"] = 100  # so that both sides may owe
    assert known
    return dict(data)


def found() -> None:
    """Import the cast's framework, let both sides sign it, and give everybody a password."""
    with unit_of_work():
        agreement = agreements.import_agreement(
            yaml.safe_dump(terms(), allow_unicode=True, sort_keys=False, default_flow_style=False)
        )
        stranger = accounts.add_organisation("Elsewhere", "GB")
        accounts.add_person(email(OUTSIDER), "Olga", stranger)
        db.session.flush()
        for user in db.session.execute(select(User)).scalars():
            accounts.set_password(user, PASSWORD)
        key = agreement.key
    with unit_of_work():
        cast = Cast.load(key)
        for name in ("ana", "vera"):
            framework = queries.load(1, cast.actor(name), lock=True)
            agreements.sign(framework, cast.actor(name))


@dataclass(frozen=True)
class Cast:
    """The agreement of the tests, and its people as actors."""

    agreement: Agreement
    actors: dict[str, Actor]
    users: dict[str, User]

    @classmethod
    def load(cls, key: str = KEY) -> "Cast":
        """Read the cast from the database."""
        agreement = db.session.execute(select(Agreement).where(Agreement.key == key)).scalar_one()
        rows = db.session.execute(
            select(Membership, User)
            .join(User, Membership.user_id == User.id)
            .where(Membership.agreement_id == agreement.id)
        ).all()
        actors = {
            user.email.partition("@")[0]: Actor(
                user.id,
                agreement.id,
                Party(member.party),
                Role(member.role),
                name=user.name,
                title=member.title,
                email=user.email,
            )
            for member, user in rows
        }
        users = {user.email.partition("@")[0]: user for user in db.session.execute(select(User)).scalars()}
        return cls(agreement, actors, users)

    def actor(self, name: str) -> Actor:
        """A person of the cast, acting."""
        return self.actors[name]


def request(**words: Any) -> dict[str, Any]:
    """The words and figures of a change request that lies well inside the envelope."""
    return {
        "title": "Saturday helpdesk", "reason": "Questions wait until Monday.", "description": "Open on Saturday from 8 to 12.", "alternatives": "",
        "benefits": "", "disadvantages": "", "required_by": None, "one_off_cost": Decimal(5000), "monthly_cost": Decimal(1000), "months": 12,
        "effort_days": Decimal(5), "term_days": 0, "services": (), "locations": (), "clauses": (), "key_personnel": (), "data_location": "", "urgency": "",
        "lines": {}, "related": (),
    } | words  # fmt: skip
