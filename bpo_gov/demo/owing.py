"""What people promised to do in both relationships: most in time, two late, one dropped, some open."""

from bpo_gov.demo.english import AMELIA, DANIEL, JACK, LEO, PRIYA, RUTH, TOM
from bpo_gov.demo.indonesian import DEWI, FAJAR, RINA, SARI
from bpo_gov.demo.steps import In, Step, item

# fmt: off
ENGLISH: list[Step] = [
    *item("value date",
        (208, 11, PRIYA, "add", {"title": "Write the check of the value date into the run book", "owner": JACK, "due_on": In(12), "details": "Two people, before the file is released.", "about": "escalation/bank file"}),
        (199, 10, JACK, "done", {"report": "Chapter 4.2 of the run book; both shifts have read it."})),
    *item("inputs on the 18th",
        (146, 11, AMELIA, "add", {"title": "Tell the regional managers that inputs close on the 18th", "owner": PRIYA, "due_on": In(10), "about": "escalation/late inputs"}),
        (139, 9, PRIYA, "done", {"report": "Letter sent to all 14 regions, with the calendar of the year."})),
    *item("shop list",
        (66, 10, JACK, "add", {"title": "Send the list of shops that use chat", "owner": PRIYA, "due_on": In(7), "about": "change_request/chat"}),
        (52, 14, PRIYA, "done", {"report": "Sent with two weeks of delay: the list had to be cleaned first."})),
    *item("cost centres",
        (60, 9, RUTH, "add", {"title": "Name the owner of each cost centre", "owner": LEO, "due_on": In(14)}),
        (53, 10, LEO, "done", {"report": "All but nine have an owner."}),
        (52, 9, RUTH, "reopen", {"reason": "The nine without an owner are those we cannot bill."}),
        (48, 15, LEO, "done", {"report": "The nine are with the controller now."})),
    *item("night team",
        (45, 11, AMELIA, "add", {"title": "Show the rota of the early shift for the peak weeks", "owner": RUTH, "due_on": In(10)}),
        (38, 9, RUTH, "move_day", {"due_on": In(9), "reason": "The works council wants to see the rota first."}),
        (31, 10, RUTH, "hand_over", {"owner_id": JACK}),
        (24, 16, JACK, "done", {"report": "Shown in the service review; the council agreed on Tuesday."})),
    *item("tax table",
        (30, 10, TOM, "add", {"title": "Read the new tax table against last year's, line by line", "owner": "vendor", "due_on": In(12)}),
        (20, 9, JACK, "done", {"report": "Read by two people; three lines corrected."})),
    *item("badge",
        (28, 10, DANIEL, "add", {"title": "Order badges for the new agents", "owner": AMELIA, "due_on": In(21)}),
        (20, 11, DANIEL, "drop", {"reason": "The agents work from home; nobody needs a badge."})),
    *item("two minutes",
        (11, 15, PRIYA, "add", {"title": "Report the waiting time of each Monday morning", "owner": JACK, "due_on": In(18), "details": "The figure at 08:00, 09:00 and 10:00, by mail before noon.", "about": "escalation/answer time"})),
    *item("cost centre list",
        (8, 12, JACK, "add", {"title": "Send the new list of cost centres", "owner": LEO, "due_on": In(4), "about": "escalation/extract"})),
    *item("second line",
        (6, 12, AMELIA, "add", {"title": "Ask the carrier what a second line to the portal costs", "owner": "vendor", "due_on": In(10), "about": "dispute/portal"})),
]

INDONESIAN: list[Step] = [
    *item("penyimpanan",
        (125, 11, DEWI, "add", {"title": "Kirim laporan pemeriksaan penyimpanan setiap Senin", "owner": FAJAR, "due_on": In(10), "about": "escalation/rekaman"}),
        (118, 10, FAJAR, "done", {"report": "Laporan pertama dikirim; berikutnya otomatis setiap Senin pukul 08.00."})),
    *item("log bersama",
        (5, 13, RINA, "add", {"title": "Hitung ulang waktu jawab dari log yang sama", "owner": SARI, "due_on": In(9), "details": "Dengan dan tanpa panggilan yang ditutup pelanggan.", "about": "dispute/denda"})),
]
# fmt: on
