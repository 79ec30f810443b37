"""How long ago something was, in a word or two."""

from datetime import datetime

_UNITS_S = (("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60))


def since(moment: datetime, now: datetime | None = None) -> str:
    """The time since a moment in its largest unit, "2 days", with a space at which no line breaks; "" within a minute.

    Years and months are those of the calendar. It says what Django's `timesince` says, which looks up translations and
    plurals for each row of a log.
    """
    now = now or datetime.now(moment.tzinfo)
    months = (now.year - moment.year) * 12 + now.month - moment.month
    if (now.day, now.time()) < (moment.day, moment.time()):
        months -= 1
    if months > 0:
        return _many(months // 12, "year") if months >= 12 else _many(months, "month")
    passed_s = (now - moment).total_seconds()
    return next((_many(int(passed_s // unit_s), unit) for unit, unit_s in _UNITS_S if passed_s >= unit_s), "")


def _many(count: int, unit: str) -> str:
    return f"{count}\xa0{unit}{'s' * (count != 1)}"
