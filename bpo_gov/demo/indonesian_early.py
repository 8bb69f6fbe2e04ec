"""Yang terjadi di Samudra di samping perubahan normal: setiap kelas perubahan."""

from typing import Any

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.demo.english import _approve, _ask, _assess
from bpo_gov.demo.indonesian import DEWI, FAJAR, RINA, SARI
from bpo_gov.demo.steps import In, Step, change

OPERATIONAL: dict[str, Any] = {"change_class": ChangeClass.OPERATIONAL}
EMERGENCY: dict[str, Any] = {"change_class": ChangeClass.EMERGENCY}
FAST: dict[str, Any] = {"change_class": ChangeClass.FAST_TRACK}


def _order(title: str, reason: str, description: str, months: int | None = None, **lines: int) -> dict[str, Any]:
    words = _ask(title, reason, description, None, None, months, None)
    return words | {
        "change_class": ChangeClass.CATALOGUE,
        "lines": {code.replace("_", "-"): n for code, n in lines.items()},
    }


# Satu baris satu langkah: cerita dibaca dari atas ke bawah.
# fmt: off
STORY: list[Step] = [
    *change(
        "jadwal",
        (258, 9, FAJAR, "open", _ask("Aplikasi jadwal untuk agen", "Jadwal di lembar kerja sering keliru.", "Agen melihat dan menukar giliran dalam aplikasi kami.", 0, 0, 0, 5,
            services=("L-02",), **OPERATIONAL)),
        (257, 10, FAJAR, "submit"), (245, 9, FAJAR, "start"), (230, 15, FAJAR, "deliver", {"report": "Dipakai semua agen."}), (226, 10, SARI, "accept", {"remark": ""}),
    ),
    *change(
        "kursi",
        (240, 9, DEWI, "open", _order("Lima kursi untuk Lebaran", "Panggilan naik menjelang Lebaran.", "Lima kursi agen selama tiga bulan.", 3, K_01=5)),
        (239, 10, DEWI, "submit"), (236, 11, SARI, "approve", _approve("Lima kursi agen selama tiga bulan.", In(14))), (236, 14, SARI, "sign"), (235, 10, RINA, "sign"),
        (234, 9, FAJAR, "start"), (224, 15, FAJAR, "deliver", {"report": "Lima agen bertugas sejak Senin."}), (220, 10, SARI, "accept", {"remark": ""}),
    ),
    *change(
        "banjir",
        (190, 9, FAJAR, "open", _ask("Pusat layanan dipindah karena banjir", "Lantai dasar terendam.", "Empat puluh agen bekerja dari gedung cadangan selama tiga hari.", 180_000_000, 0, 0, 6,
            services=("L-02",), urgency="Layanan berhenti dalam satu jam dan yang berwenang tidak dapat dihubungi.", **EMERGENCY)),
        (190, 10, FAJAR, "submit"), (187, 15, FAJAR, "deliver", {"report": "Pindah dan kembali dalam tiga hari; tidak ada panggilan yang hilang."}),
        (185, 10, SARI, "ratify", _approve("Empat puluh agen bekerja dari gedung cadangan selama tiga hari.", In(0))), (185, 14, SARI, "sign"), (184, 10, RINA, "sign"),
        (183, 11, SARI, "accept", {"remark": "Terima kasih."}),
    ),
    *change(
        "menu",
        (160, 9, DEWI, "open", _ask("Kata baru pada menu telepon", "Pelanggan memilih saluran yang salah.", "Kata baru untuk empat pilihan.", 12_000_000, 0, 0, 2, services=("L-02",), **FAST)),
        (160, 11, DEWI, "submit"), (159, 9, FAJAR, "take"), (157, 15, FAJAR, "assess", _assess("Kecil dan aman.", 12_000_000, 0, 0, 2)),
        (154, 10, SARI, "approve", _approve("Kata baru untuk empat pilihan menu telepon.", In(7))), (154, 14, SARI, "sign"), (153, 10, RINA, "sign"),
        (152, 9, FAJAR, "start"), (146, 15, FAJAR, "deliver", {"report": "Sudah."}), (144, 10, SARI, "accept", {"remark": ""}),
    ),
    *change(
        "arsip",
        (6, 9, DEWI, "open", _order("Alih media tiga rak arsip", "Arsip lama memenuhi ruangan.", "Tiga rak dialihmediakan.", None, K_03=3)), (5, 10, DEWI, "submit"),
    ),
    *change(
        "tanya",
        (12, 9, DEWI, "open", _ask("Survei setelah panggilan", "Kami tidak tahu pendapat pelanggan.", "Dua pertanyaan setelah setiap panggilan.", 22_000_000, 1_500_000, 12, 5, services=("L-02",))),
        (11, 10, DEWI, "submit"), (9, 11, FAJAR, "ask", {"question": "Dalam bahasa apa saja pertanyaannya?"}),
    ),
]
# fmt: on
