"""The envelope: can this change be made without renegotiation, and how far does each limit reach? Pure rules."""

from bpo_gov.change_requests.rules.effects import Effects, arithmetic_of_value, value_of
from bpo_gov.change_requests.rules.judge import judge, room
from bpo_gov.change_requests.rules.limits import measure_of, taken_of
from bpo_gov.change_requests.rules.splitting import Part, splits
from bpo_gov.change_requests.rules.verdict import Answer, LimitVerdict, Split, SplitPart, Used, Verdict
from bpo_gov.change_requests.rules.windows import window_of

__all__ = [
    "Answer",
    "Effects",
    "LimitVerdict",
    "Part",
    "Split",
    "SplitPart",
    "Used",
    "Verdict",
    "arithmetic_of_value",
    "judge",
    "measure_of",
    "room",
    "splits",
    "taken_of",
    "value_of",
    "window_of",
]
