"""The door on this machine: is the port free, does the house answer there?"""

import socket
from contextlib import closing
from http.client import HTTPConnection, HTTPException

HOST = "127.0.0.1"


def closed_because(port: int) -> str | None:
    """Why nothing can listen on the port, as a sentence; None when it is free."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
            trial.listen(1)
        except OSError as wrong:
            return (
                f"Port {port} cannot be used: {wrong.strerror}. "
                f"End the program that holds it, or choose another port: PORT={port + 1} make run"
            )
    return None


def answers(port: int) -> bool:
    """Whether GET /healthz is answered with 200 within two seconds."""
    with closing(HTTPConnection(HOST, port, timeout=2)) as line:
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status == 200
        except (OSError, HTTPException):
            return False
