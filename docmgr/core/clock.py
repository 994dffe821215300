"""The time of day, in one place so that tests can stop it."""

from django.utils import timezone

now = timezone.now
