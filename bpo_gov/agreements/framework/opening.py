"""From the calendars of a framework to those the kernel counts with."""

from collections.abc import Iterable

from bpo_gov.agreements.framework.calendars import Calendars, PartyCalendar
from bpo_gov.kernel import calendars as kernel
from bpo_gov.kernel.holidays import decreed_until, holidays_of
from bpo_gov.kernel.openings import WEEKDAYS
from bpo_gov.kernel.words import N_


def counting_of(calendars: Calendars, zone: str, years: Iterable[int]) -> kernel.Counting:
    """The kernel's counting, with public holidays of those years; `zone` is the agreement's own.

    Raises ValueError when the holidays of a country or its part are unknown.
    """
    span = tuple(years)
    counting = calendars.counting
    return kernel.Counting(
        client=_calendar(calendars.client, span),
        vendor=_calendar(calendars.vendor, span),
        rule=counting.rule,
        day_of_receipt=counting.day_of_receipt,
        cut_off=counting.cut_off,
        zone=zone,
    )


def _calendar(party: PartyCalendar, years: tuple[int, ...]) -> kernel.PartyCalendar:
    closed = dict.fromkeys(party.closed_days, N_("closing day"))
    closed |= holidays_of(party.country, party.subdivision, years, party.cuti_bersama)
    return kernel.PartyCalendar(
        zone=party.time_zone,
        working_days=frozenset(WEEKDAYS.index(day) for day in party.working_days),
        opens=party.opens,
        closes=party.closes,
        closed=closed,
        decreed_until=decreed_until(party.country),
    )
