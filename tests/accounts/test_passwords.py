"""Which passwords are refused, and how the others are kept."""

from dataclasses import dataclass

import pytest

from bpo_gov.accounts import passwords


@dataclass(frozen=True)
class Cost:
    argon2_time_cost: int
    argon2_memory_kib: int


@pytest.fixture(autouse=True)
def cheap():
    before = list(passwords._hasher)
    passwords.configure(Cost(1, 8))
    yield
    passwords._hasher[:] = before


TOO_SHORT = "Use at least 15 characters. Four or five words in a row are easy to remember."
TOO_LONG = "Use at most 200 characters."
OWN_NAME = "Leave your own name and your organisation's out of the password: they are tried first."
MONOTONOUS = "This repeats itself or follows the keyboard. Use words that do not belong together."
WELL_KNOWN = "This is one of the passwords that are tried first. Use words that do not belong together."


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", TOO_SHORT),
        ("7Qm!z0pLw9@fK2", TOO_SHORT),
        ("e\u0301" * 14, TOO_SHORT),  # 28 signs of the keyboard, 14 letters on paper
        ("lemon quarry drifts softly " * 8, TOO_LONG),
        ("nina.west rides a green bicycle", OWN_NAME),
        ("NINAWEST rides a green bicycle", OWN_NAME),
        ("eleven Harbour-Payroll lamps", OWN_NAME),
        ("aaaaaaaaaaaaaaaaaaaa", MONOTONOUS),
        ("abcabcabcabcabcabc", MONOTONOUS),
        ("lamp-post lamp-post", MONOTONOUS),
        ("1234567890123456789", MONOTONOUS),
        ("abcdefghijklmnopqrs", MONOTONOUS),
        ("qwertyuiopasdfghjkl", MONOTONOUS),
        ("mnbvcxzlkjhgfdsa", MONOTONOUS),
        ("Password!Welcome!2026", WELL_KNOWN),
        ("P4ssw0rd-Dragon-99", WELL_KNOWN),
        ("correct horse battery staple", WELL_KNOWN),
        ("To be, or not to be, that is the question", WELL_KNOWN),
        ("Sayangku-Indonesia-1", WELL_KNOWN),
        ("Aku cinta Indonesia", WELL_KNOWN),
    ],
)
def test_an_easy_password_is_refused_with_the_reason(password, says):
    objection = passwords.objection(password, email="nina.west@harbour.example", organisation="Harbour Payroll Ltd")
    assert str(objection) == says


@pytest.mark.parametrize(
    "password",
    [
        "lemon quarry drifts softly",
        "7Qm!z0pLw9@fK2v",
        "kuda lari di atas awan",
        "twelve violins at the harbour",
        "кот читает старую газету",
        "猫が古い新聞を静かに読んでいる夜の台所で",
        "lemon quarry drifts softly past twelve violins, " * 3
        + "and none of them has ever seen the sea at night, or so",
    ],
)
def test_a_long_password_of_any_kind_is_accepted(password):
    assert passwords.objection(password, email="nina.west@harbour.example", organisation="Harbour Payroll") is None


def test_a_short_name_in_the_address_does_not_forbid_words():
    assert passwords.objection("seven banana boats drift", email="ana@pt.example", organisation="PT Tbk") is None


def test_the_list_of_well_known_passwords_is_long_enough_to_matter():
    assert len(passwords._well_known()) >= 900


def test_a_password_fits_its_own_hash_only():
    kept = passwords.hashed("lemon quarry drifts softly")
    assert kept.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert passwords.fits(kept, "lemon quarry drifts softly")
    assert not passwords.fits(kept, "lemon quarry drifts softlY")
    assert not passwords.fits(kept, "lemon quarry drifts softly" + "\0")


def test_two_hashes_of_one_password_differ():
    assert passwords.hashed("lemon quarry drifts softly") != passwords.hashed("lemon quarry drifts softly")


def test_another_keyboard_still_opens_the_door():
    kept = passwords.hashed("caf\u00e9 quarry drifts softly")
    assert passwords.fits(kept, "cafe\u0301 quarry drifts softly")


def test_without_a_hash_nothing_fits_though_the_work_is_done(hashes):
    assert not passwords.fits(None, "lemon quarry drifts softly")
    assert len(hashes) == 1
    assert hashes[0].startswith("$argon2id$v=19$m=8,t=1,p=1$")


def test_what_is_no_hash_opens_nothing():
    assert not passwords.fits("plain text of old", "plain text of old")


def test_half_a_letter_and_a_book_are_wrong_passwords_and_no_errors():
    kept = passwords.hashed("lemon quarry drifts softly")
    assert not passwords.fits(kept, "\ud800" * 20)
    assert not passwords.fits(kept, "x" * 4_000_000)


def test_a_hash_of_another_cost_is_outdated():
    kept = passwords.hashed("lemon quarry drifts softly")
    assert not passwords.is_outdated(kept)
    passwords.configure(Cost(2, 16))
    assert passwords.is_outdated(kept)
    assert passwords.fits(kept, "lemon quarry drifts softly")
