"""Relief and plans of both relationships: a claim accepted, one refused, a plan verified, one that is carried out."""

from dataclasses import dataclass
from datetime import date

from bpo_gov.demo.english import AMELIA, JACK, PRIYA, RUTH, TOM
from bpo_gov.demo.indonesian import FAJAR, SARI
from bpo_gov.demo.measuring import After
from bpo_gov.demo.steps import In, Step, item, plan, relief


@dataclass(frozen=True)
class Of:
    """The figure of a KPI so many months back."""

    code: str
    back: int

    def slot(self, end: date) -> tuple[str, str]:
        """Code and period."""
        return self.code, After(self.back, 0).span(end).label


# fmt: off
ENGLISH: list[Step] = [
    *item("all on the portal",
        (98, 10, AMELIA, "add", {"title": "Let every agent sign in through the new portal", "owner": JACK, "due_on": In(34)}),
        (61, 15, JACK, "done", {"report": "All 46 agents sign in through it."})),
    *relief("portal closed",
        (86, 10, JACK, "notify", {
            "title": "The identity service was closed for two days", "aware_on": In(-6), "figures": (Of("KPI-01", 3),),
            "happened": "For two working days no agent could open the portal; calls were taken on paper and many were given up.",
            "cause": "Acme renewed the certificate of its identity service without the test that both had planned."}),
        (80, 11, JACK, "detail", {
            "details": "The log of both days, the ticket of Acme's service desk, and the share of calls with and without these days.",
            "figures": (Of("KPI-01", 3),), "item": "all on the portal", "milestone": "", "milestone_on": None, "delay": 4, "own_delay": 1}),
        (74, 14, AMELIA, "accept")),
    *relief("letter to all staff",
        (58, 10, RUTH, "notify", {
            "title": "Twice the calls after the letter to all staff", "aware_on": In(-27), "figures": (Of("KPI-02", 3),),
            "happened": "Callers waited longer than the target for a week.", "cause": "Acme wrote to all staff about the new payslip and did not say when."}),
        (52, 9, RUTH, "detail", {
            "details": "Calls by day, before and after the letter.", "figures": (Of("KPI-02", 3),), "item": None, "milestone": "", "milestone_on": None,
            "delay": None, "own_delay": 0}),
        (45, 15, AMELIA, "refuse", {"reason": "The letter stood in the forecast that you had; the rota was not changed for it."})),
    *plan("speed of answer",
        (120, 9, PRIYA, "notify", {"figure": Of("KPI-02", 4), "known_on": In(-2), "failing": "Callers waited longer than the target, most of them on Monday mornings."}),
        (112, 11, JACK, "draft", {
            "cause": "The rota had the same number of people on each day.", "denies": True, "remedy": "The rota follows the calls of the last eight weeks.",
            "steps": [{"what": "Write the rota by the calls of each day", "owner": JACK, "due_on": In(14)}]}),
        (107, 10, PRIYA, "return", {"reason": "The Monday needs people, not only another rota. Say who comes from where."}),
        (101, 11, JACK, "draft", {
            "cause": "Too few people on Monday mornings, and a rota that did not know it.", "denies": False, "remedy": "A rota by the calls of each day, and two people from the second line on Mondays.",
            "steps": [{"what": "Write the rota by the calls of each day", "owner": JACK, "due_on": In(12)},
                      {"what": "Two people of the second line answer on Mondays", "owner": RUTH, "due_on": In(26)}]}),
        (98, 14, AMELIA, "accept"),
        (90, 10, JACK, "finish", {"step": 0, "done": "In force since Monday."}),
        (82, 10, RUTH, "finish", {"step": 1, "done": "Both are trained and sit with the first line until noon."}),
        (80, 10, JACK, "report", {"report": "Four Mondays in a row under the target."}),
        (72, 15, AMELIA, "verify", {"remark": "Seen in the figures of both sides."})),
    *plan("calls answered",
        (24, 10, PRIYA, "notify", {"figure": Of("KPI-01", 1), "known_on": In(-1), "failing": "One call in five is lost. It is the same as in the month before."}),
        (16, 11, JACK, "draft", {
            "cause": "Calls that are passed on between the two lines are counted, and lost, twice.", "denies": False, "remedy": "One queue for both lines, and a call back after three minutes.",
            "steps": [{"what": "One queue for both lines", "owner": JACK, "due_on": In(10)},
                      {"what": "Offer a call back after three minutes", "owner": RUTH, "due_on": In(30)},
                      {"what": "Show the lost calls of each hour on the board", "owner": TOM, "due_on": In(40)}]}),
        (12, 14, AMELIA, "accept"),
        (7, 10, JACK, "finish", {"step": 0, "done": "Both lines share one queue since Thursday."})),
]

INDONESIAN: list[Step] = [
    *relief("data pelanggan",
        (40, 10, FAJAR, "notify", {
            "title": "Berkas pelanggan terlambat tiga hari", "aware_on": In(-7), "figures": (),
            "happened": "Panggilan keluar tidak dapat dimulai pada hari yang dijadwalkan.", "cause": "Berkas pelanggan dari klien datang tiga hari setelah tanggal yang disepakati."}),
        (33, 10, FAJAR, "detail", {
            "details": "Catatan pengiriman berkas dan jadwal panggilan keluar.", "figures": (), "item": None, "milestone": "Panggilan keluar gelombang kedua",
            "milestone_on": In(10), "delay": 3, "own_delay": 0}),
        (28, 11, SARI, "accept")),
]
# fmt: on
