"""``manage.py create_admin NAME``: the local administrator who can log in when the directory is down."""

from __future__ import annotations

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.accounts.models import Role, User
from docmgr.accounts.services import check_password, create_user
from docmgr.core.terminal import TerminalCommand


class Command(TerminalCommand):
    help: Any = gettext_lazy("Creates a local administrator. The password is asked for, or taken from "
                        "DOCMGR_ADMIN_PASSWORD.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        password = os.environ.get("DOCMGR_ADMIN_PASSWORD") or getpass.getpass(_("Password: "))
        check_password(password, User(username=name))
        user = create_user(username=name, role=Role.ADMIN, password=password, by=None)
        self.stdout.write(_("The administrator %(name)s was created.") % {"name": user.username})
