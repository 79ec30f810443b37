from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timesince import timesince
from hypothesis import example, given
from hypothesis import strategies as st

from beatflow_site.lib.times import since
from beatflow_site.templatetags import ui

NOW = datetime(2026, 3, 31, 12, 30, 15, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, MOMENTS)
@example(datetime(2024, 2, 29, tzinfo=UTC), datetime(2025, 2, 28, tzinfo=UTC))
@example(datetime(2026, 1, 31, tzinfo=UTC), datetime(2026, 2, 28, 23, 59, tzinfo=UTC))
def test_it_says_what_django_says(moment: datetime, now: datetime) -> None:
    words = timesince(moment, now, depth=1)
    assert since(moment, now) == ("" if words.startswith("0") else words)


@given(MOMENTS, st.timedeltas(timedelta(days=-2), timedelta(days=70)))
def test_it_says_what_django_says_of_what_was_lately(now: datetime, passed: timedelta) -> None:
    words = timesince(now - passed, now, depth=1)
    assert since(now - passed, now) == ("" if words.startswith("0") else words)


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=59), ""),
        (timedelta(seconds=-500), ""),
        (timedelta(minutes=1), "1\xa0minute"),
        (timedelta(hours=25), "1\xa0day"),
        (timedelta(days=20), "2\xa0weeks"),
        (timedelta(days=40), "1\xa0month"),
        (timedelta(days=800), "2\xa0years"),
    ],
)
def test_it_counts_in_the_largest_unit(passed: timedelta, words: str) -> None:
    assert since(NOW - passed, NOW) == words


def test_a_page_says_just_now_of_what_was_within_the_minute() -> None:
    assert ui.ago(datetime.now(UTC)) == "just now"
    assert ui.ago(datetime.now(UTC) - timedelta(hours=3)) == "3\xa0hours ago"
