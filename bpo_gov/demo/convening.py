"""The meetings of both relationships: months of them, minuted and agreed, one cancelled, one corrected, one that waits for an answer."""

from bpo_gov.demo.english import AMELIA, JACK, PRIYA, RUTH
from bpo_gov.demo.indonesian import DEWI, FAJAR, RINA, SARI
from bpo_gov.demo.steps import In, Step

MONTHS = (242, 212, 181, 151, 120, 90, 62)  # days before the end, of the monthly board
CARRIED = {181, 90}


def _board(day: int, name: str, client: str, vendor: str, place: str, said: str, first: str) -> list[Step]:
    """A monthly board: planned a week before, held, minuted by the client's side, agreed by the vendor's within days."""
    kind = "meeting"
    held = [
        Step(
            day + 7,
            9,
            client,
            "call",
            name,
            {"forum": "MGT", "starts_in": 7, "at": 10, "length": 90, "place": place},
            kind,
        ),
        Step(day + 5, 9, vendor, "add_item", name, {"title": first, "length": 20}, kind),
        Step(day, 10, vendor, "start", name, {}, kind),
        Step(day, 10, client, "attend", name, {}, kind),
        Step(day, 11, client, "write", name, {"text": said}, kind),
        *([Step(day, 11, vendor, "carry", name, {}, kind)] if day in CARRIED else []),
        Step(day, 12, client, "send", name, {}, kind),
    ]
    return [*held, Step(day - 2, 9, vendor, "agree", name, {}, kind)]


SAID = (
    "The first quarter is settled. Both sides look at the figures again in May.", "Inputs came late twice. Regional managers are told.",
    "The bank file is checked by a second person since April.", "The pilot in the north goes on until autumn.",
    "Chat takes a fifth of the calls already.", "Cost centres are mapped; the accruals report follows.",
    "The Saturday trial is the point of the next meeting.",
)  # fmt: skip
KATA = (
    "Angka triwulan pertama disepakati.",
    "Saluran pesan singkat dijawab lebih cepat.",
    "Jam layanan diperpanjang.",
    "Daftar toko dikirim setiap Senin.",
)

ENGLISH: list[Step] = [
    step
    for day, said in zip(MONTHS, SAID, strict=True)
    for step in _board(day, f"board {day}", AMELIA, RUTH, "Acme, room 4", said, "The figures of the month")
]
ENGLISH += [
    Step(36, 9, PRIYA, "call", "ops", {"forum": "OPS", "starts_in": 2, "at": 9, "length": 45, "place": "By video"}, "meeting"),
    Step(35, 15, JACK, "cancel", "ops", {"reason": "Half of us are at the training."}, "meeting"),
    Step(12, 9, AMELIA, "call", "board now", {"forum": "MGT", "starts_in": 7, "at": 10, "length": 90, "place": "Northgate, Leeds"}, "meeting"),
    Step(5, 10, RUTH, "start", "board now", {}, "meeting"),
    Step(5, 10, AMELIA, "attend", "board now", {}, "meeting"),
    Step(5, 11, RUTH, "write", "board now", {"text": "The trial on Saturdays begins on the first, and ends by itself after three months."}, "meeting"),
    Step(5, 12, RUTH, "send", "board now", {}, "meeting"),
    Step(4, 9, AMELIA, "correct", "board now", {"text": "The trial on Saturdays begins on the first, and ends by itself after three months unless both extend it.",
                                                "reason": "We said: unless both extend it."}, "meeting"),
    Step(12, 9, PRIYA, "plan", "next", {"forum": "OPS", "first": In(16), "at": "09:30", "length": 45, "place": "By video"}, "meeting"),
    Step(2, 9, JACK, "add_item", "next", {"title": "Who is on call over the holidays", "length": 10}, "meeting"),
    Step(1, 9, PRIYA, "prepare", "next", {"text": "Ask for two people on call, not one. We can give a day in return."}, "meeting"),
    Step(1, 10, JACK, "prepare", "next", {"text": "One person is enough; offer a second one for the last week only."}, "meeting"),
    Step(3, 11, AMELIA, "plan", "boards", {"forum": "MGT", "first": In(25), "at": "10:00", "length": 90, "place": "Acme, room 4"}, "meeting"),
]  # fmt: skip
INDONESIAN: list[Step] = [
    step
    for day, said in zip((200, 150, 100, 50), KATA, strict=True)
    for step in _board(day, f"rapat {day}", SARI, RINA, "Ruang Melati", said, "Angka bulan ini")
]
INDONESIAN += [
    Step(9, 9, DEWI, "plan", "berikut", {"forum": "OPS", "first": In(12), "at": "09:00", "length": 45, "place": "Panggilan video"}, "meeting"),
    Step(2, 9, FAJAR, "add_item", "berikut", {"title": "Daftar toko setiap Senin", "length": 10}, "meeting"),
]  # fmt: skip
