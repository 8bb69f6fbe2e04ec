"""The catalogue of sentences: compiled from its source when that is newer; the reader's language is chosen here."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, has_request_context, request, session
from flask_babel import Babel

from bpo_gov.web import here

LANGUAGES = ("en", "id")
FOLDER = Path(__file__).parent.parent / "translations"


def compile_stale() -> list[str]:
    """Compile each catalogue that is newer than its compiled form; the languages that were compiled."""
    done = []
    for source in sorted(FOLDER.glob("*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        draft = target.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(target)
        done.append(source.parts[-3])
    return done


def choose() -> str:
    """What was clicked in this browser, else the reader's own choice, else what the browser asks for, else the agreement's."""
    if not has_request_context():
        return "en"
    reader, agreement = here.reader(), here.agreement()
    if session.get("language") in LANGUAGES:
        return str(session["language"])
    if reader is not None and reader.locale:
        return str(reader.locale)
    asked = request.accept_languages.best_match(LANGUAGES)
    return asked or (agreement.language if agreement is not None else "en")


def install(app: Flask) -> None:
    """Translations for the application."""
    compile_stale()
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(FOLDER)
    Babel(app, locale_selector=choose)
