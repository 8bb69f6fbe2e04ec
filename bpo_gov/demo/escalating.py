"""What was escalated in both relationships: one climbed by itself, one was an early warning, one waits, others are settled."""

from bpo_gov.demo.english import AMELIA, DANIEL, JACK, PRIYA, RUTH, TOM
from bpo_gov.demo.indonesian import AGUS, BAMBANG, DEWI, FAJAR, RINA, SARI
from bpo_gov.demo.steps import In, Step, escalation

# fmt: off
ENGLISH: list[Step] = [
    *escalation("bank file",
        (210, 10, PRIYA, "raise", {"title": "Bank file sent with last month's dates", "severity": "critical",
            "impact": "214 salaries would have been paid a month late; the bank stopped the file.", "wanted": "A corrected file before 14:00, and a check that stops this."}),
        (210, 11, RUTH, "acknowledge"), (210, 12, RUTH, "take"),
        (209, 15, RUTH, "propose", {"resolution": "The file was sent again at 12:50 and paid. A second person now checks the value date before release."}),
        (208, 10, PRIYA, "confirm"), (188, 9, PRIYA, "close")),
    *escalation("late inputs",
        (160, 9, JACK, "raise", {"title": "Payroll inputs arrive after the cut-off", "severity": "normal",
            "impact": "For three months the inputs came one or two days late; each run needed an evening shift.", "wanted": "Inputs on the agreed day, or a later pay day."}),
        (160, 15, AMELIA, "acknowledge"), (158, 11, AMELIA, "take"),
        (157, 9, AMELIA, "wait", {"need": "Which departments were late, and by how much, in each of the three months?"}),
        (149, 16, JACK, "answer", {"answer": "Stores in the north, two days each time. The list is in the shared folder."}),
        (147, 10, AMELIA, "propose", {"resolution": "Regional managers release inputs on the 18th; what is late waits for the next run."}),
        (146, 9, JACK, "confirm"), (120, 9, JACK, "close")),
    *escalation("answer time",
        (34, 9, PRIYA, "raise", {"title": "Calls wait nine minutes on Mondays", "severity": "high",
            "impact": "One in five callers hangs up; stores complain to the board.", "wanted": "Two minutes at most, every day of the week."}),
        (33, 15, RUTH, "acknowledge"), (32, 9, RUTH, "take"),
        (24, 9, PRIYA, "note", {"text": "Last Monday was **eleven minutes**. @Ruth, is anybody working on it?"}),
        (11, 10, TOM, "acknowledge"), (11, 14, TOM, "take"),
        (9, 9, TOM, "note", {"text": "Six people from the night team start with the Monday early shift next week."})),
    *escalation("migration",
        (40, 11, RUTH, "raise", {"title": "The client's directory moves in January", "severity": "normal", "impact": "If single sign-on is not ready, 60 agents cannot sign in on 11 January.",
            "wanted": "A date for the test tenant.", "early": True, "review_on": In(50)}),
        (38, 10, AMELIA, "acknowledge")),
    *escalation("extract",
        (12, 10, AMELIA, "raise", {"title": "No monthly extract for the auditors", "severity": "normal", "impact": "The auditors wait since the first of the month.", "wanted": "The extract of October, and a date for each month."}),
        (11, 9, JACK, "acknowledge"), (11, 10, JACK, "take"),
        (8, 11, JACK, "wait", {"need": "The new list of cost centres: the old one does not fit the extract any more."})),
    *escalation("trial",
        (6, 9, DANIEL, "raise", {"title": "Nobody says when the Saturday trial begins", "severity": "low", "impact": "Twelve stores plan around it.", "wanted": "A date.", "about": "saturday"}),
        (6, 14, RUTH, "acknowledge"), (5, 9, RUTH, "take"), (4, 15, RUTH, "propose", {"resolution": "The first of next month, confirmed in writing today."})),
]

INDONESIAN: list[Step] = [
    *escalation("rekaman",
        (130, 9, DEWI, "raise", {"title": "Rekaman panggilan hilang dua hari", "severity": "high", "impact": "Keluhan 43 pelanggan tidak dapat diperiksa.", "wanted": "Rekaman dipulihkan, dan penyebabnya diketahui."}),
        (129, 10, RINA, "acknowledge"), (129, 11, RINA, "take"), (126, 14, RINA, "propose", {"resolution": "41 rekaman dipulihkan; penyimpanan kini diperiksa setiap malam."}),
        (125, 9, DEWI, "confirm"), (110, 9, DEWI, "close")),
    *escalation("antrean",
        (20, 9, DEWI, "raise", {"title": "Antrean pesan tidak dijawab pada malam hari", "severity": "high", "impact": "Sepertiga pesan menunggu sampai pagi.", "wanted": "Jawaban dalam 30 menit sampai pukul 22.00."}),
        (9, 9, BAMBANG, "note", {"text": "Jenjang pertama tidak menjawab sama sekali. Kami menunggu direktur layanan."}),
        (8, 10, AGUS, "acknowledge"), (8, 15, AGUS, "take")),
    *escalation("daftar toko",
        (10, 9, FAJAR, "raise", {"title": "Daftar toko baru belum diterima", "severity": "normal", "impact": "Agen memberi alamat yang salah.", "wanted": "Daftar yang berlaku, setiap Senin."}),
        (8, 10, SARI, "acknowledge"), (8, 11, SARI, "take"), (5, 9, SARI, "wait", {"need": "Kolom apa saja yang diperlukan?"})),
]
# fmt: on
