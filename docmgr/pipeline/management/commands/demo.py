"""``manage.py demo``: what ``make run`` puts into an empty installation. Safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.core.terminal import TerminalCommand
from docmgr.pipeline import demo


class Command(TerminalCommand):
    help: Any = gettext_lazy("Creates the demo people and departments and submits the specimen documents.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not demo.is_demo_machine():
            raise CommandError(_("This makes accounts with a known password. Set DOCMGR_DEMO=1 if that is wanted."))
        people = demo.create_people()
        demo.submit_specimens(people[0])
        names = ", ".join(p.username for p in people)
        self.stdout.write(_("Log in as %(names)s. Password: %(password)s") % {
            "names": names, "password": demo.password()})
