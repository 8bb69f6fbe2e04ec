"""What happened at Samudra in the last three months, told in Indonesian and counted in calendar days."""

from decimal import Decimal

from bpo_gov.demo.english import _approve, _ask, _assess
from bpo_gov.demo.steps import In, Step, change

SARI, DEWI, HENDRA, BAMBANG = (
    "sari@samudra.example",
    "dewi@samudra.example",
    "hendra@samudra.example",
    "bambang@samudra.example",
)
RINA, FAJAR, MAYA, AGUS = "rina@prima.example", "fajar@prima.example", "maya@prima.example", "agus@prima.example"

# One line a step: the story is read from top to bottom.
# fmt: off
STORY: list[Step] = [
    *change(
        "whatsapp",
        (90, 9, DEWI, "open", _ask(
            "Saluran pesan singkat untuk pelanggan", "Pelanggan muda jarang menelepon; pesan mereka di media sosial tidak terjawab.",
            "Buka saluran pesan singkat resmi, Senin sampai Jumat pukul 08.00 sampai 20.00.", 75_000_000, 9_500_000, 16, 12, services=("L-02",),
            benefits="Pertanyaan terjawab di saluran yang dipakai pelanggan.", alternatives="Menambah agen telepon: lebih mahal.")),
        (89, 10, DEWI, "submit"), (87, 9, FAJAR, "take"),
        (80, 14, FAJAR, "assess", _assess("Lakukan. Seperlima panggilan berpindah dalam tiga bulan.", 78_000_000, 9_500_000, 16, 12,
            service_levels="Waktu jawab telepon membaik sekitar 6 detik.", pricing_basis="Daftar tarif lampiran 5.", risk="Rendah.",
            timetable="Siap tiga minggu setelah kedua pihak menandatangani.")),
        (74, 10, SARI, "approve", _approve("Saluran pesan singkat resmi dibuka pada hari kerja pukul 08.00 sampai 20.00.", In(20))),
        (73, 9, SARI, "sign"), (72, 11, RINA, "sign"), (70, 9, FAJAR, "start"),
        (50, 15, FAJAR, "deliver", {"report": "Saluran dibuka; 1.940 percakapan dalam minggu pertama."}),
        (46, 10, SARI, "accept", {"remark": "Diterima. Terima kasih."}),
    ),
    *change(
        "makassar",
        (84, 9, DEWI, "open", _ask(
            "Pusat layanan kedua di Makassar", "Pelanggan di Indonesia timur menunggu lebih lama.", "Bangun pusat layanan kedua dengan 40 agen di Makassar.",
            2_900_000_000, 410_000_000, 36, 120, services=("L-02",))),
        (83, 10, DEWI, "submit"), (81, 9, FAJAR, "take"),
        (72, 14, FAJAR, "assess", _assess("Tidak dapat dilakukan dalam kerangka ini: nilainya melebihi batas seluruh perubahan.", 2_950_000_000, 415_000_000, 36, 120,
            scope="Lokasi dan tim baru.", risk="Tinggi.")),
        (69, 10, RINA, "propose_amendment", {"statement": "Kedua pihak menilai pusat layanan kedua di Makassar melebihi batas perubahan dalam kerangka kerja. Kami meminta "
            "pemilik kontrak membahas adendum melalui musyawarah, dengan layanan yang sekarang tetap berjalan."}),
        (66, 11, SARI, "agree_amendment"),
    ),
    *change(
        "ramadan",
        (78, 9, FAJAR, "open", _ask(
            "Jam layanan bulan Ramadan", "Pola panggilan bergeser ke malam hari selama Ramadan.", "Geser satu regu ke pukul 19.00 sampai 23.00 selama Ramadan.",
            24_000_000, 0, 0, 6, services=("L-02",))),
        (77, 10, FAJAR, "submit"), (75, 9, FAJAR, "take"),
        (66, 13, FAJAR, "assess", _assess("Lakukan sebagai pola tetap setiap tahun.", 26_000_000, 0, 0, 6, resources="Satu regu dengan tunjangan malam.")),
        (58, 10, SARI, "approve", _approve("Satu regu bekerja pukul 19.00 sampai 23.00 selama Ramadan, setiap tahun.", In(20))),
        (57, 9, SARI, "sign"), (56, 10, RINA, "sign"), (50, 9, FAJAR, "start"),
    ),
    *change(
        "laporan",
        (60, 9, HENDRA, "open", _ask(
            "Laporan biaya per cabang", "Cabang meminta rincian biaya layanan.", "Tabel bulanan biaya per cabang, dikirim setiap tanggal 5.", 18_000_000, 2_000_000, 24, 5,
            services=("L-03",))),
        (59, 10, HENDRA, "submit"), (57, 9, FAJAR, "take"),
        (50, 15, FAJAR, "assess", _assess("Manfaatnya kecil dibanding usahanya.", 19_500_000, 2_400_000, 24, 6)),
        (38, 10, SARI, "reject", {"reason": "Biaya bulanan tidak sebanding dengan manfaatnya. Kami memakai laporan triwulan yang sudah ada."}),
    ),
    *change(
        "pengaduan",
        (44, 9, DEWI, "open", _ask(
            "Nomor pengaduan yang dapat dilacak", "Pelanggan menelepon lagi hanya untuk menanyakan kabar.", "Kirim nomor pengaduan dan halaman untuk melacaknya.",
            96_000_000, 6_500_000, 20, 15, services=("L-02",), benefits="Panggilan ulang berkurang.")),
        (43, 10, DEWI, "submit"), (41, 9, FAJAR, "take"),
        (33, 14, FAJAR, "assess", _assess("Lakukan. Panggilan ulang turun sekitar 15%.", 98_000_000, 6_500_000, 20, 15, tests="Dua minggu di satu cabang.",
            risk="Sedang: perlu data dari sistem klien.")),
        (25, 10, SARI, "approve", _approve("Setiap pengaduan mendapat nomor dan halaman pelacakan.", In(20))),
        (24, 9, SARI, "sign"),
    ),
    *change(
        "volume",
        (30, 9, DEWI, "open", _ask(
            "Tambahan volume akhir tahun", "Promosi akhir tahun menaikkan jumlah kontak.", "Naikkan volume menjadi 50.000 kontak sebulan selama tiga bulan.",
            30_000_000, 62_000_000, 3, 8, services=("L-02",), volume=Decimal(50_000))),
        (29, 10, DEWI, "submit"), (28, 9, FAJAR, "take"),
        (19, 15, FAJAR, "assess", _assess("Lakukan dengan agen musiman yang sudah dilatih.", 32_000_000, 62_000_000, 3, 8, volume=Decimal(50_000), resources="Dua belas agen musiman.",
            timetable="Siap 1 Desember.")),
        (15, 9, HENDRA, "note_own", {"text": "Anggaran tersedia sampai Februari; lewat itu perlu persetujuan direksi."}),
    ),
    *change(
        "survei",
        (9, 9, FAJAR, "open", _ask(
            "Survei kepuasan lewat pesan singkat", "Survei telepon dijawab oleh 4% pelanggan saja.", "Kirim survei dua pertanyaan lewat pesan singkat setelah kontak selesai.",
            14_000_000, 1_200_000, 24, 4, services=("L-02",))),
        (8, 10, FAJAR, "submit"),
    ),
    *change(
        "arsip",
        (3, 9, SARI, "open", _ask(
            "Arsip rekaman dua tahun", "Pemeriksa meminta rekaman yang lebih lama.", "Simpan rekaman panggilan dua tahun, bukan satu tahun.", None, None, None, None,
            services=("L-04",))),
    ),
]
