"""From the calendars of a framework to those the kernel counts with."""

from bpo_gov.agreements.framework.calendars import Calendars, PartyCalendar
from bpo_gov.kernel import calendars as kernel
from bpo_gov.kernel.holidays import Book
from bpo_gov.kernel.openings import WEEKDAYS
from bpo_gov.kernel.words import N_


def counting_of(calendars: Calendars, zone: str, book: Book) -> kernel.Counting:
    """The kernel's counting, with the public holidays of that book; `zone` is the agreement's own."""
    counting = calendars.counting
    return kernel.Counting(
        client=_calendar(calendars.client, book),
        vendor=_calendar(calendars.vendor, book),
        rule=counting.rule,
        day_of_receipt=counting.day_of_receipt,
        cut_off=counting.cut_off,
        zone=zone,
    )


def _calendar(party: PartyCalendar, book: Book) -> kernel.PartyCalendar:
    closed = dict.fromkeys(party.closed_days, N_("closing day"))
    closed |= book.closed(party.country, party.subdivision, party.cuti_bersama)
    return kernel.PartyCalendar(
        zone=party.time_zone,
        working_days=frozenset(WEEKDAYS.index(day) for day in party.working_days),
        opens=party.opens,
        closes=party.closes,
        closed=closed,
        decreed_until=book.decreed_until(party.country, party.subdivision),
    )
