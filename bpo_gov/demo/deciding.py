"""What was decided in both relationships: some replaced, one declined, one with a dissent, one due for review, one open."""

from decimal import Decimal

from bpo_gov.demo.english import AMELIA, DANIEL, JACK, LEO, PRIYA, RUTH, TOM
from bpo_gov.demo.indonesian import DEWI, FAJAR, RINA, SARI
from bpo_gov.demo.steps import In, Step, decision

# fmt: off
ENGLISH: list[Step] = [
    *decision("d cut-off",
        (240, 10, AMELIA, "propose", {"title": "The absence file of a month closes on the 18th", "text": "The absence file of a month closes on the 18th at 17:00. What comes later goes into the next run.",
            "context": "Files came in until the evening before the run.", "options": "A daily file; a second run for what comes late.", "rationale": "One day is easy to remember, and the run has two days.", "effective_on": In(20)}),
        (239, 11, RUTH, "agree")),
    *decision("d inputs",
        (147, 11, AMELIA, "propose", {"title": "Regional managers release payroll inputs", "text": "Regional managers release payroll inputs on the 18th; inputs that are not released wait for the next run.",
            "effective_on": In(10), "review_on": In(144), "about": "escalation/late inputs"}),
        (146, 10, RUTH, "agree")),
    *decision("d cut-off 2",
        (96, 9, JACK, "propose", {"title": "The absence file of a month closes on the 20th", "text": "The absence file of a month closes on the 20th at 17:00, two days later than before.",
            "rationale": "The run now takes one day: the two days are the managers'.", "effective_on": In(15), "supersedes": "d cut-off"}),
        (95, 10, TOM, "agree"), (94, 14, AMELIA, "agree"),
        (93, 9, LEO, "dissent", {"text": "Finance closes on the 21st. One day between the two is too short when the 20th is a Friday."})),
    *decision("d kiosk",
        (51, 10, RUTH, "propose", {"title": "No kiosks in the depots; a printed code instead", "text": "", "rationale": "A code costs a twentieth and needs no watch.", "effective_on": In(5), "about": "kiosk"}),
        (50, 9, AMELIA, "agree")),
    *decision("d credit",
        (45, 15, RUTH, "propose", {"title": "The October credit is paid as a training budget", "text": "The service credit of October is not set off but paid into a training budget of both sides.", "amount": Decimal(3800), "effective_on": In(10)}),
        (44, 9, PRIYA, "note", {"text": "Finance would rather see it on the invoice."}),
        (43, 10, AMELIA, "decline", {"reason": "A credit belongs on the invoice: so says clause 9, and so the auditors want it."})),
    *decision("d extra",
        (30, 9, JACK, "propose", {"title": "Two temporary staff for the year-end run", "text": "Northgate brings two temporary staff for the year-end run, paid by the day, from the 10th to the 31st of December.", "amount": Decimal(7600),
            "effective_on": In(10), "review_on": In(60)}),
        (29, 10, RUTH, "agree"), (28, 15, AMELIA, "agree")),
    *decision("d pay day",
        (4, 10, PRIYA, "propose", {"title": "December is paid on the 19th", "text": "The salaries of December are paid on Friday the 19th.", "context": "Banks close early before the holidays.", "effective_on": In(10), "about": "saturday"}),
        (3, 9, DANIEL, "agree")),
]

INDONESIAN: list[Step] = [
    *decision("k jam",
        (150, 9, SARI, "propose", {"title": "Jam layanan pesan singkat sampai pukul 20.00", "text": "Saluran pesan singkat dijawab sampai pukul 20.00 pada hari kerja.", "effective_on": In(7)}),
        (148, 10, RINA, "agree")),
    *decision("k jam 2",
        (70, 9, FAJAR, "propose", {"title": "Jam layanan pesan singkat sampai pukul 22.00", "text": "Saluran pesan singkat dijawab sampai pukul 22.00, termasuk hari Sabtu.", "rationale": "Sepertiga pesan datang setelah pukul 20.00.", "effective_on": In(14), "supersedes": "k jam", "review_on": In(60)}),
        (69, 10, RINA, "agree"), (67, 9, SARI, "agree")),
    *decision("k daftar",
        (4, 9, DEWI, "propose", {"title": "Daftar toko dikirim setiap Senin", "text": "Daftar toko yang berlaku dikirim setiap Senin sebelum pukul 09.00.", "effective_on": In(5)})),
]
# fmt: on
