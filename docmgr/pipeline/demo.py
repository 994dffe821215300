"""What a newcomer finds after ``make run``: four people, two departments, and specimens on their way to the engine."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction

from docmgr.accounts.models import Department, Role, User
from docmgr.accounts.services import create_department, create_user
from docmgr.core import secret
from docmgr.documents.models import Document
from docmgr.pipeline import flow

SPECIMENS = Path(__file__).resolve().parent.parent / "specimens"
SUFFIXES = {
    ".pdf", ".ofd", ".xml", ".png", ".jpg", ".jpeg", ".heic", ".heif", ".avif", ".tif", ".tiff", ".webp", ".bmp"}
DEPARTMENTS = {"finance": "财务部", "people": "人事部"}
PEOPLE = (
    ("employee", Role.EMPLOYEE, "晓雯", "林", "finance"),
    ("reviewer", Role.REVIEWER, "伟", "张", "finance"),
    ("admin", Role.ADMIN, "敏", "陈", "people"),
    ("auditor", Role.AUDITOR, "国强", "周", "people"),
)


def password() -> str:
    """The demo people's password: from the environment, else made once and kept in the data folder."""
    return settings.DEMO_PASSWORD or secret.kept_in(settings.DATA_DIR / "demo_password", characters=12)


@transaction.atomic
def create_people() -> list[User]:
    """The four people, with the password as it is now. A demo person that somebody disabled stays disabled."""
    rooms = {key: Department.objects.filter(name=name).first() or create_department(name=name, by=None)
             for key, name in DEPARTMENTS.items()}
    return [_person(*line, rooms=rooms) for line in PEOPLE]


def _person(username: str, role: Role, first: str, last: str, room: str, *, rooms: dict[str, Department]) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        return create_user(
            username=username, role=role, password=password(), first_name=first, last_name=last,
            department=rooms[room], by=None)
    if not user.check_password(password()):
        user.set_password(password())
        User.objects.filter(pk=user.pk).update(password=user.password)
    return user


def submit_specimens(owner: User) -> int:
    """Hand over every specimen that was not handed over before; how many that were. The engine reads them later."""
    known = set(Document.objects.filter(owner=owner).values_list("name", flat=True))
    new = [f for f in sorted(SPECIMENS.iterdir()) if f.suffix.lower() in SUFFIXES and f.name not in known]
    for file in new:
        with file.open("rb") as stream:
            flow.submit(stream=stream, name=file.name, owner=owner)
    return len(new)


def is_demo_machine() -> bool:
    """Demo people have a known password, so they are made only where the demo was asked for."""
    return settings.DEMO or bool(settings.DEMO_PASSWORD)
