"""What was disputed in both relationships: one settled and performed, one in mediation, one at the first table."""

from decimal import Decimal

from bpo_gov.demo.english import AMELIA, RUTH, TOM
from bpo_gov.demo.indonesian import RINA, SARI
from bpo_gov.demo.people import MEDIATOR
from bpo_gov.demo.steps import In, Step, dispute

# fmt: off
ENGLISH: list[Step] = [
    *dispute("second run",
        (236, 10, RUTH, "notify", {"title": "Charges for the second payroll run of March", "particulars": "On 27 March the payroll was calculated twice. The second run cost 9,400 pounds and is not paid.",
            "why": "Northgate says the input was incomplete; Acme says the tax table was old.", "relief": "Payment of the second run at the price list.", "amount": Decimal(9400)}),
        (234, 9, AMELIA, "acknowledge"),
        (232, 11, RUTH, "position", {"facts": "The file held 412 people without a tax status. We warned on 25 March at 10:12 and were asked to go on.", "wants": "Payment, less the part caused by the table."}),
        (231, 16, AMELIA, "position", {"facts": "The table in use was last year's. Tables are Northgate's task. The file was complete and on time.", "wants": "No charge for the second run."}),
        (229, 10, AMELIA, "write_facts", {"text": "On 27 March the payroll was calculated twice. 3,118 people received corrected payslips on 30 March. All other charges are paid."}),
        (228, 9, RUTH, "agree_facts"),
        (225, 14, AMELIA, "step_up", {"reason": "We each think the other one caused it."}),
        (222, 10, TOM, "offer", {"text": "We bear half of the second run and check the table before every run from now on.", "amount": Decimal(4700)}),
        (221, 9, AMELIA, "write_terms", {"terms": "Each side bears half of the second run. Northgate checks the tax table before every run and says so in the run report.",
            "promises": [{"kind": "credit", "owes": "vendor", "what": "A credit of half the second run on the next invoice.", "amount": Decimal(4700), "due_on": In(30)},
                         {"kind": "action", "owes": "vendor", "what": "The check of the tax table stands in the run report.", "amount": None, "due_on": In(45)}]}),
        (220, 9, AMELIA, "sign"), (219, 11, TOM, "sign"),
        (200, 10, RUTH, "perform", {"promise": 0, "report": "Credited on the invoice of this month."}), (199, 9, AMELIA, "confirm", {"promise": 0}),
        (185, 10, RUTH, "perform", {"promise": 1, "report": "The first report with the check is the one of today."}), (184, 9, AMELIA, "confirm", {"promise": 1})),
    *dispute("portal",
        (74, 10, AMELIA, "notify", {"title": "The employee portal was down on pay day", "particulars": "On pay day the portal could not be reached from 06:40 to 13:15. 2,900 people rang the helpdesk.",
            "why": "Whether the hosting of the portal belongs to the service or to Acme's own network.", "relief": "A credit of one month's charge for the portal, and a second line.", "amount": Decimal(14200)}),
        (72, 9, RUTH, "acknowledge"),
        (70, 11, AMELIA, "position", {"facts": "The portal answered nothing from 06:40 on. Our network was tested at 07:05 and 07:30 and worked.", "wants": "The credit, and a second line before the next pay day."}),
        (68, 15, RUTH, "position", {"facts": "Our servers ran. The route between the two networks was changed by Acme's provider in the night before.", "wants": "No credit; the cost of a second line is shared."}),
        (62, 9, RUTH, "step_up", {"reason": "The two service teams see different logs."}),
        (55, 10, AMELIA, "step_up", {"reason": "The directors agree on the facts but not on who pays."}),
        (47, 10, AMELIA, "refer"),
        (45, 9, RUTH, "name_mediator", {"name": "Dr Jo Whitaker", "email": MEDIATOR, "reason": "She has mediated two hosting disputes this year."}),
        (40, 9, AMELIA, "agree_mediator"),
        (22, 16, AMELIA, "share_summary", {"text": "The line is part of service S-02: its availability is measured at the portal's door, not at Northgate's."}),
        (19, 10, RUTH, "share_summary", {"text": "Clause 5 ends the service at the edge of our network. The logs of the provider show the change of route."}),
        (15, 9, TOM, "ask_time", {"step": "convene", "days": 4, "reason": "The provider's engineer can come only in the week after."}),
        (14, 9, AMELIA, "agree"),
        (13, 10, TOM, "confide", {"text": "We would bear half of the credit if the second line is shared for good."}),
        (12, 10, AMELIA, "ask_sealed", {"payer": "vendor", "subject": "The credit for the day on which the portal was down."}),
        (12, 15, TOM, "agree_sealed"), (11, 9, AMELIA, "seal", {"amount": Decimal(11000)}), (10, 16, TOM, "seal", {"amount": Decimal(6500)}),
        (7, 10, AMELIA, "seal", {"amount": Decimal(9000)}),
        (6, 11, TOM, "offer", {"text": "A credit of a third, and we pay for the second line in the first year.", "amount": Decimal(4700)})),
]

INDONESIAN: list[Step] = [
    *dispute("denda",
        (9, 10, RINA, "notify", {"title": "Potongan tagihan bulan lalu", "particulars": "Tagihan bulan lalu dibayar dengan potongan 38 juta rupiah untuk waktu jawab.",
            "why": "Angka waktu jawab belum disepakati, sehingga potongan tidak berdasar.", "relief": "Pembayaran potongan, atau angka yang disepakati bersama.", "amount": Decimal(38_000_000)}),
        (8, 9, SARI, "acknowledge"),
        (7, 14, RINA, "position", {"facts": "Log panggilan menunjukkan 91 persen dijawab dalam 30 detik.", "wants": "Pembayaran penuh."}),
        (6, 10, SARI, "position", {"facts": "Log itu tidak memuat panggilan yang ditutup pelanggan sebelum dijawab.", "wants": "Angka dihitung ulang bersama."}),
        (5, 11, SARI, "write_facts", {"text": "Potongan sebesar 38 juta rupiah dilakukan pada tagihan bulan lalu. Kedua pihak memakai log yang sama dan menghitungnya berbeda."})),
]
# fmt: on
