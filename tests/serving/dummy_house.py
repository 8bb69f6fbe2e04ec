"""A house of tiny parts under the real supervisor: `python -m tests.serving.dummy_house [trait ...]`."""

import sys
from functools import partial

from bpo_gov.serving import child, door, supervisor, valkey
from bpo_gov.serving.parts import Part, Stage
from config import Settings

# Ends on SIGTERM and writes down that it did, so that a test sees the order.
WAITS = """
import signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
open(sys.argv[1], "w").close()
signal.sigwait({signal.SIGTERM})
with open("ended.txt", "a") as book:
    book.write(sys.argv[1] + "\\n")
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.pause()"
BROKEN = "print('the roof is missing'); raise SystemExit(3)"

WEB = """
import http.server, sys
class Door(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Door).serve_forever()
"""


def python(program: str, *words: str) -> tuple[str, ...]:
    return (sys.executable, "-I", "-S", "-c", program, *words)


def main(traits: list[str]) -> int:
    settings = Settings.from_env()
    vars(supervisor)["ROOT"] = settings.var_dir  # the parts write where the test looks
    supervisor.INSISTENCE = 0.3
    child.STEADY_AFTER = 0.1
    web = Part("web", Stage.WEB, python(WEB, str(settings.port)), answers=partial(door.answers, settings.port))
    if "broken" in traits:
        web = Part("web", Stage.WEB, python(BROKEN), answers=web.answers)

    def waiting(name: str, stage: Stage, word: str) -> Part:
        return Part(name, stage, python(WAITS, word), answers=(settings.var_dir / word).exists)

    only = [
        valkey.part(settings),
        web,
        waiting("worker-default", Stage.WORKERS, "worker"),
        waiting("clock", Stage.CLOCK, "clock"),
    ]
    if "stubborn" in traits:
        only.append(Part("stubborn", Stage.WORKERS, python(STUBBORN), grace=0.2))
    return supervisor.serve(settings, welcome=lambda: ["Sign in as somebody."], only=only)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
