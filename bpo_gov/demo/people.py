"""The people of the demo, and what is printed of them."""

from typing import NamedTuple

PASSWORD = "fair, calm and quick"
MEDIATOR = "jo@whitaker.example"  # of a dispute; invited in the course of the story
UK, OFFICE, ID = "acme-payroll", "acme-office", "samudra-layanan"
ACME, NORTHGATE = "Acme Retail plc", "Northgate Services Ltd"
SAMUDRA, PRIMA = "PT Samudra Ritel Nusantara", "PT Prima Layanan Digital"


class Person(NamedTuple):
    """One person of the demo, and whose place in the playbook (its e-mail address there) they take."""

    place: str
    name: str
    email: str
    organisation: str
    agreement: str
    party: str
    role: str


PEOPLE = (
    Person("contract.manager@client", "Amelia Hart", "amelia@acme.example", ACME, UK, "client", "manager"),
    Person("service.owner@client", "Priya Nair", "priya@acme.example", ACME, UK, "client", "member"),
    Person("finance.lead@client", "Leo Marsh", "leo@acme.example", ACME, UK, "client", "member"),
    Person("service.director@client", "Daniel Okoye", "daniel@acme.example", ACME, UK, "client", "manager"),
    Person("executive.sponsor@client", "Helen Frost", "helen@acme.example", ACME, UK, "client", "executive"),
    Person("auditor@client", "Grace Lim", "grace@acme.example", ACME, UK, "client", "viewer"),
    Person("account.manager@vendor", "Ruth Adeyemi", "ruth@northgate.example", NORTHGATE, UK, "vendor", "manager"),
    Person("delivery.lead@vendor", "Jack Sutton", "jack@northgate.example", NORTHGATE, UK, "vendor", "member"),
    Person("quality.lead@vendor", "Mina Park", "mina@northgate.example", NORTHGATE, UK, "vendor", "member"),
    Person("delivery.director@vendor", "Tom Fielding", "tom@northgate.example", NORTHGATE, UK, "vendor", "manager"),
    Person("managing.director@vendor", "Owen Blake", "owen@northgate.example", NORTHGATE, UK, "vendor", "executive"),
    Person("office.manager@small-client", "Amelia Hart", "amelia@acme.example", ACME, OFFICE, "client", "manager"),
    Person("owner@small-client", "Helen Frost", "helen@acme.example", ACME, OFFICE, "client", "executive"),
    Person("team.lead@small-vendor", "Ruth Adeyemi", "ruth@northgate.example", NORTHGATE, OFFICE, "vendor", "manager"),
    Person("owner@small-vendor", "Owen Blake", "owen@northgate.example", NORTHGATE, OFFICE, "vendor", "executive"),
    Person("manajer.kontrak@klien", "Sari Wulandari", "sari@samudra.example", SAMUDRA, ID, "client", "manager"),
    Person("pemilik.layanan@klien", "Dewi Lestari", "dewi@samudra.example", SAMUDRA, ID, "client", "member"),
    Person("kepala.keuangan@klien", "Hendra Wijaya", "hendra@samudra.example", SAMUDRA, ID, "client", "member"),
    Person("direktur.operasi@klien", "Bambang Prasetyo", "bambang@samudra.example", SAMUDRA, ID, "client", "manager"),
    Person("direktur.utama@klien", "Ratna Kusuma", "ratna@samudra.example", SAMUDRA, ID, "client", "executive"),
    Person("auditor@klien", "Yusuf Hidayat", "yusuf@samudra.example", SAMUDRA, ID, "client", "viewer"),
    Person("manajer.akun@penyedia", "Rina Kartika", "rina@prima.example", PRIMA, ID, "vendor", "manager"),
    Person("pemimpin.operasi@penyedia", "Fajar Nugroho", "fajar@prima.example", PRIMA, ID, "vendor", "member"),
    Person("pemimpin.mutu@penyedia", "Maya Anggraini", "maya@prima.example", PRIMA, ID, "vendor", "member"),
    Person("direktur.layanan@penyedia", "Agus Santoso", "agus@prima.example", PRIMA, ID, "vendor", "manager"),
    Person("direktur.utama@penyedia", "Lina Halim", "lina@prima.example", PRIMA, ID, "vendor", "executive"),
)

HOLDERS = {  # of the posts of key people: what the playbook says, and who it is
    UK: {
        "Contact centre manager": "Sophie Lane", "Customer policy owner": "Marcus Webb", "Finance operations lead": "Arjun Mehta",
        "Payroll lead": "Nadia Rahman", "Human resources data owner": "Claire Dunn", "Reporting analyst": "Peter Novak",
    },
    OFFICE: {"Bookkeeper": "Hannah Cole", "Finance contact": "Oliver Grant"},
    ID: {
        "Kepala pengelolaan gaji": "Wahyu Setiawan", "Pemilik data kepegawaian": "Indah Permata", "Manajer pusat kontak": "Rizky Ramadhan",
        "Kepala operasi keuangan": "Nur Aini",
    },
}  # fmt: skip


def listed() -> list[dict[str, str]]:
    """The people with what they need to sign in."""
    return [
        {
            "email": p.email, "password": PASSWORD, "organisation": p.organisation, "agreement": p.agreement, "party": p.party, "role": p.role,
        }
        for p in PEOPLE
    ]  # fmt: skip


def sign_in_lines() -> list[str]:
    """A few people of each side for the console."""
    shown = [p for p in PEOPLE if p.role == "manager"]
    width = max(len(p.email) for p in shown)
    lines = [f"  {p.email:<{width}}  {p.party:<6}  {p.role:<8}  {p.agreement}" for p in shown]
    return [
        f"Demo sign-ins, one password for all: {PASSWORD}",
        *lines,
        f"  {MEDIATOR:<{width}}  neutral mediator  {UK}",
        "  everybody: flask --app app demo --json",
    ]
