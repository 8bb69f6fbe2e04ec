"""What each verb of a dispute does, gathered from its chapters; the engine does the rest."""

from bpo_gov.disputes.asking import (
    agree,
    agree_expert,
    ask_expedited,
    ask_expert,
    ask_pause,
    ask_time,
    decline,
    determine,
    resume,
    take_back,
)
from bpo_gov.disputes.ending import leave, note, note_own, overdue, warn, withdraw
from bpo_gov.disputes.mediation import (
    agree_mediator,
    appoint,
    confide,
    end_mediation,
    hold,
    name_mediator,
    offer,
    refer,
    share_summary,
    to_body,
)
from bpo_gov.disputes.negotiation import end_talks, open_final, step_up, talks_over
from bpo_gov.disputes.notice import acknowledge, agree_facts, deem, notify, position, urge, write_facts
from bpo_gov.disputes.sealed.actions import agree_sealed, ask_sealed, change_subject, end_sealed, seal
from bpo_gov.disputes.settling import (
    breach,
    change_terms,
    confirm,
    drop_terms,
    perform,
    promise_late,
    register,
    sign,
    write_terms,
)

__all__ = [
    "acknowledge", "agree", "agree_expert", "agree_facts", "agree_mediator", "agree_sealed", "appoint", "ask_expedited", "ask_expert", "ask_pause",
    "ask_sealed", "ask_time", "breach", "change_subject", "change_terms", "confide", "confirm", "decline", "deem", "determine", "drop_terms", "end_mediation",
    "end_sealed", "end_talks", "hold", "leave", "name_mediator", "note", "note_own", "notify", "offer", "open_final", "overdue", "perform", "promise_late",
    "position", "refer", "register", "resume", "seal", "share_summary", "sign",
    "step_up", "take_back", "talks_over", "to_body", "urge", "warn", "withdraw", "write_facts", "write_terms",
]  # fmt: skip
