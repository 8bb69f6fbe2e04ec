"""The WSGI door."""

from bpo_gov.wiring import create_app

app = create_app()
