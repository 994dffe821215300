"""The words that the workbench's scripts speak, and the key sheet. What a key does stands in keys.js."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from docmgr.review.conflicts import ReadAgain

# Section, then (action in keys.js, what it does).
KEY_SHEET: tuple[tuple[Any, tuple[tuple[str, Any], ...]], ...] = (
    (_("Fields"), (
        ("confirm", _("Confirm, go to the next field that needs you")),
        ("previous-open", _("Back to the previous flagged field")),
        ("next-field", _("Next field")),
        ("previous-field", _("Previous field")),
        ("next-group", _("Next or previous group: to look at, validated, nothing found")),
        ("undo", _("Undo the edit; again: leave the field")),
        ("candidate", _("Take a candidate")),
        ("absent", _("Not on this document")),
        ("add", _("Add a value, where the field holds several")),
        ("draw", _("Draw a box, its text is read into the field")),
        ("forget", _("Forget the layout that the value was learned from")),
    )),
    (_("Table"), (
        ("cell-up", _("To the next cell")),
        ("cell-first", _("First or last cell of the row")),
        ("cell-top", _("First or last cell of the table")),
        ("cell-edit", _("Change a letter; typing replaces the value")),
        ("cell-enter", _("Confirm the cell; on to the next that needs you, else down")),
        ("cell-clear", _("Empty the cell")),
        ("row-add", _("Add a row below")),
        ("row-add-above", _("Add a row above")),
        ("row-remove", _("Remove the row")),
        ("row-confirm", _("Confirm the row")),
        ("table-confirm", _("Confirm all rows, but for what bears a flag")),
    )),
    (_("Document"), (
        ("approve", _("Approve and load the next")),
        ("with-errors", _("Approve with errors")),
        ("next-document", _("Next document, without deciding")),
        ("previous-document", _("Previous document, without deciding")),
        ("postpone", _("Postpone")),
        ("reject", _("Reject")),
        ("type", _("Change the type")),
        ("split", _("Split a file that holds several documents")),
        ("comment", _("Comment on the field, or on the document")),
        ("again", _("Read again with what was learned since")),
        ("reopen", _("Open a decided document again")),
    )),
    (_("The page"), (
        ("page-up", _("Previous page")),
        ("page-down", _("Next page")),
        ("zoom", _("Larger, smaller (outside a field without Alt, 0 fits the width)")),
        ("rotate", _("Turn the page (outside a field)")),
        ("search", _("Search the page text (outside a field without Alt)")),
        ("sheet", _("This sheet (outside a field also ?)")),
    )),
)

_SCRIPT = {
    "saving": _("Saving…"),
    "saved": _("Saved"),
    "notSaved": _("Not saved"),
    "retry": _("Try again"),
    "typeFirst": _("Type the value, or press Alt+0 if it is not on this document."),
    "stillOpen": _("Fields that still need a look: {n}. Press Ctrl+Enter again to approve as it stands."),
    "unsettled": _("A required field has no value yet."),
    "readAgain": ReadAgain.message,
    "newest": _("This document was changed in the meantime; this is how it stands now."),
    "theirs": _("{name} saved:"),
    "yours": _("You typed:"),
    "keepTheirs": _("Keep theirs"),
    "keepMine": _("Save mine"),
    "logIn": _("Log in"),
    "offline": _("The server could not be reached. Your values stay here; try again."),
    "left": _("{n} left"),
    "toLookAt": _("{done} of {n} looked at"),
    "nothingToLookAt": _("Nothing needs a look"),
    "commentNotSent": _("Your comment is not sent yet. Ctrl+Enter in it sends it; decide once more to go on without."),
    "approved": _("Approved"),
    "toApproved": _("Look at it again"),
    "holders": _("Its result was taken out of the system meanwhile. Tell: {names}"),
    "taught": _("#{n} looks like this document and was approved after this one had been read."),
    "forget": _("Forget what #{n} taught?"),
    "notLearned": _("This value was not learned from an earlier document."),
    "forgotten": _("#{n} is forgotten. Documents read from now on know nothing of it."),
    "forgottenBut": _(
        "#{n} is forgotten. Model #{m} was trained from it and keeps what it saw until the next training."),
    "nothingThere": _("No text was found there."),
    "tableFull": _("A table has at most {n} rows, those that were removed among them."),
    "rowRemoved": _("The row is removed. Esc brings it back."),
    "allConfirmed": _("Values confirmed: {n}."),
    "someLeft": _("Values confirmed: {n}. Left for you to look at, with a flag or without a place on the page: {m}."),
    "pasted": _("Values pasted: {n}. Esc takes them back."),
    "pastedSame": _("All of that stands there already."),
    "tooWide": _("Nothing was pasted: what you copied has {n} columns, and from this cell on there are {m}."),
    "tooLong": _("Nothing was pasted: with these {n} rows the table would have more than {m}."),
    "tooMany": _("Nothing was pasted: {n} values were copied, and at most {m} can be saved at once."),
    "valueTooLong": _("Nothing was pasted: a value has more than {n} characters."),
    "noOther": _("There is no other document in the queue."),
}


def script_words() -> dict[str, str]:
    return {name: str(text) for name, text in _SCRIPT.items()}
