"""The time of day, in one place so that tests can stop it, and how far it is believed."""

from datetime import timedelta

from django.utils import timezone

now = timezone.now
# Clocks of machines that work together differ, and are put right by seconds. A moment that is further ahead than this
# was written by a clock that was wrong.
MOST_APART = timedelta(hours=1)
