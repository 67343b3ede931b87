"""Another day: what `prepare` calls to find out which results hang on today's date."""

from __future__ import annotations

import datetime
import time


def shift(days: int) -> None:
    """Let this process think that it is so many days later."""
    seconds = days * 86_400
    now, now_ns, local, utc = time.time, time.time_ns, time.localtime, time.gmtime
    day, moment = datetime.date, datetime.datetime
    time.time = lambda: now() + seconds
    time.time_ns = lambda: now_ns() + seconds * 10**9
    time.localtime = lambda at=None: local(time.time() if at is None else at)
    time.gmtime = lambda at=None: utc(time.time() if at is None else at)

    class Date(day):
        @classmethod
        def today(cls) -> day:
            return day.today() + datetime.timedelta(days)

    class Moment(moment):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> moment:
            return moment.now(tz) + datetime.timedelta(days)

        @classmethod
        def today(cls) -> moment:
            return moment.today() + datetime.timedelta(days)

    datetime.date, datetime.datetime = Date, Moment
