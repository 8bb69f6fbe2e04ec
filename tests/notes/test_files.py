"""Which files are taken: by name and by what is in them; hostile ones are refused or made harmless."""

import zipfile
from io import BytesIO

import pytest

from bpo_gov.notes import rules

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
MAIL = b"From: ana@client.example\r\nSubject: Hours\r\n\r\nHello\r\n"
TEXT = "open_document.text"
ODT = b"application/vnd.oasis.opendocument.text"


def packed(parts: dict[str, bytes], link: str = "") -> bytes:
    """A zip of these parts; `link` is made a symbolic link."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (0o120777 if name == link else 0o100644) << 16
            package.writestr(info, data)
    return out.getvalue()


DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
GOOD = {
    "a.pdf": PDF,
    "a.png": PNG,
    "a.jpg": JPEG,
    "A.JPEG": JPEG,
    "a.csv": b"a;b\r\n1;2\r\n",
    "a.txt": "Größe, harga\n".encode(),
    "a.eml": MAIL,
    "a.docx": packed(DOCX),
    "report v1.2 of 3.10.pdf": PDF,
    "a.ods": packed({"mimetype": ODT.replace(b"text", b"spreadsheet"), "content.xml": b"<x/>"}),
    "a.odt": packed({"mimetype": ODT, "content.xml": b"<x/>"}),
    "a.xlsx": packed({"[Content_Types].xml": b"", "xl/workbook.xml": b"<x/>"}),
    "a.pptx": packed({"[Content_Types].xml": b"", "ppt/presentation.xml": b"<x/>"}),
}
BAD = {
    "no ending": ("report", PDF),
    "program": ("a.exe", b"MZ"),
    "page": ("a.html", b"<html>"),
    "drawing": ("a.svg", b"<svg/>"),
    "package": ("a.zip", packed(DOCX)),
    "two endings": ("a.pdf.exe", PDF),
    "two endings the other way": ("a.exe.pdf", PDF),
    "script between": ("a.js.txt", b"x"),
    "only an ending": (".pdf", PDF),
    "dots": ("...pdf", PDF),
    "spaces at the end": ("a.exe  .pdf", PDF),
    "empty": ("a.txt", b""),
    "too large": ("a.txt", b"x" * (3 * 1024 * 1024 + 1)),
    "program as pdf": ("a.pdf", b"MZ\x90\x00"),
    "page as pdf": ("a.pdf", b"<html><script>alert(1)</script>"),
    "pdf without end": ("a.pdf", b"%PDF-1.4 cut"),
    "page before pdf": ("a.pdf", b"<script>1</script>" + PDF),
    "page as picture": ("a.png", b"<svg onload=alert(1)>"),
    "gif as picture": ("a.png", b"GIF89a"),
    "page as text": ("a.txt", b"  <!DOCTYPE html><script>alert(1)</script>"),
    "script as csv": ("a.csv", b"\xef\xbb\xbf<script>alert(1)</script>"),
    "xml as text": ("a.txt", b"<?xml version='1.0'?><svg/>"),
    "bytes as text": ("a.txt", b"a\x00b"),
    "program as text": ("a.txt", b"MZ\x90"),
    "pdf as text": ("a.txt", PDF),
    "text as mail": ("a.eml", b"hello there"),
    "page as mail": ("a.eml", b"<html>"),
    "text as document": ("a.docx", b"PK\x03\x04 no"),
    "other package": ("a.docx", packed({"x": b"1"})),
    "sheet as document": ("a.docx", packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""})),
    "macros": ("a.docx", packed(DOCX | {"word/vbaProject.bin": b"1"})),
    "leads out": ("a.docx", packed(DOCX | {"../../etc/passwd": b"1"})),
    "leads to the root": ("a.docx", packed(DOCX | {"/etc/passwd": b"1"})),
    "link": ("a.docx", packed(DOCX | {"word/link": b"/etc/passwd"}, link="word/link")),
    "bomb": ("a.docx", packed(DOCX | {"word/media": b"\x00" * 30_000_000})),
    "many parts": ("a.docx", packed(DOCX | {f"word/{n}": b"" for n in range(2001)})),
    "program inside": ("a.docx", packed(DOCX | {"word/run.exe": b"MZ"})),
    "cut package": ("a.docx", packed(DOCX)[:-30]),
    "sheet as text": ("a.odt", packed({"mimetype": b"x", "content.xml": b""})),
    "basic inside": ("a.odt", packed({"mimetype": ODT, "content.xml": b"", "Basic/a.xml": b""})),
    "package after text": ("a.docx", b"x" + packed(DOCX)),
}
NAMES = {
    "../../etc/passwd.txt": "passwd.txt",
    "C:\\Users\\ana\\plan.pdf": "plan.pdf",
    "a\u202egpj.exe": "agpj.exe",
    "a\x00b.pdf": "ab.pdf",
    "a\r\nX: y.txt": "aX_ y.txt",
    "re\u200bport\u2066.pdf": "report.pdf",
    'a"b<c>|?*.pdf': "a_b_c____.pdf",
    "CON.txt": "_CON.txt",
    "  a   b .pdf ": "a b .pdf",
    "Größe.pdf": "Größe.pdf",
    "x" * 300 + ".pdf": "x" * 116 + ".pdf",
    "..": "",
    "a.pdf.": "a.pdf",
}


@pytest.mark.parametrize("name", GOOD)
def test_what_people_work_with_is_taken(name: str) -> None:
    assert rules.why_not(name, GOOD[name]) is None
    assert rules.file_of(name, GOOD[name]).type == rules.KINDS[name.rpartition(".")[2].lower()].type


@pytest.mark.parametrize("case", BAD)
def test_what_is_hostile_is_refused_with_its_name(case: str) -> None:
    name, data = BAD[case]
    why = rules.why_not(name, data)
    assert why is not None
    assert f"“{name}”" in str(why)


@pytest.mark.parametrize("typed", NAMES)
def test_a_name_is_made_tidy(typed: str) -> None:
    assert rules.clean_name(typed) == NAMES[typed]
    assert len(rules.clean_name(typed)) <= 120


def test_people_are_called_by_whole_name_or_by_a_first_name_that_is_theirs_alone() -> None:
    assert rules.handles({1: "Ana Lee", 2: "Ana Ray", 3: "Carl Orr"}) == {
        "ana lee": 1,
        "ana ray": 2,
        "carl orr": 3,
        "carl": 3,
    }
