"""Stub."""
from typing import Any
from flask import Blueprint
from bpo_gov.agreements.door import inside

blueprint = Blueprint("agreements", __name__)
inside_pages = inside("framework", "")


@blueprint.get("/agreements/new")
def new() -> str:
    return ""


@inside_pages.get("/framework")
def current() -> str:
    return ""


@inside_pages.get("/framework/<int:number>")
def show(number: int) -> str:
    return ""


@inside_pages.get("/people")
def people() -> str:
    return ""


@inside_pages.get("/who-may-do-what")
def who_may() -> str:
    return ""
