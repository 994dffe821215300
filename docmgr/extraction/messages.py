"""One translated sentence for every code and every check that the engine may name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from docmgr.core.figures import file_size
from docmgr.core.sentences import listed
from docmgr.extraction import definition_faults

SERVER = gettext_noop("OpenAI-compatible server")
# Doubts of the type; their params name the runner-up, as "other".
TYPE_DOUBTS = frozenset(("type_close", "type_little", "type_titled", "type_unknown"))
# Findings that ask nobody to look: good to know, and nothing is in doubt.
NOTES = frozenset(("signature_intact", "signature_unchecked", "attachments_unread", "frames_unread"))
_TONES = {"signature_intact": "good", "signature_broken": "bad"}

CODES: dict[str, str] = {
    "file_empty": gettext_noop("The file is empty."),
    "file_truncated": gettext_noop("The file is cut off or damaged and cannot be opened."),
    "file_no_pages": gettext_noop("The file holds no page."),
    "file_encrypted": gettext_noop("The PDF is protected by a password. Remove the password and upload it again."),
    "file_type_unknown": gettext_noop(
        "This kind of file is not supported. Use PDF, OFD, invoice XML, PNG, JPEG, HEIC, AVIF, TIFF, WebP or BMP."),
    "file_too_large": gettext_noop("The file has %(bytes)s; at most %(limit)s are allowed."),
    "too_many_pages": gettext_noop("The document has %(pages)s pages; at most %(limit)s are allowed."),
    "too_many_pixels": gettext_noop("A page has %(pixels)s megapixels; at most %(limit)s are allowed."),
    "file_uncut": gettext_noop("The pages of this file cannot be copied into files of their own."),
    "parser_time": gettext_noop("Opening the file took longer than %(seconds)s seconds; it was stopped."),
    "parser_memory": gettext_noop("Opening the file needed more memory than allowed; it was stopped."),
    "parser_crashed": gettext_noop("The file made the reader crash; it was stopped."),
    "parser_unavailable": gettext_noop("The process that opens files could not be started."),
    "backend_missing": gettext_noop("A text reader is not installed."),
    "backend_failed": gettext_noop("A text reader broke."),
    "backend_weights": gettext_noop("The weights of a text reader cannot be used; missing: %(wanted)s."),
    "page_unreadable": gettext_noop("Page %(page)s could not be read."),
    "page_blank": gettext_noop("Page %(page)s holds no text."),
    "page_low_quality": gettext_noop(
        "Page %(page)s is blurred, too small or too dark to be read with certainty."),
    "page_script": gettext_noop(
        "Much on page %(page)s could not be read; the script may be one that the reader does not know (it knows Latin, "
        "Chinese and Japanese). What was read there may be wrong."),
    "ocr_failed": gettext_noop("The text reader broke on page %(page)s."),
    "type_unknown": gettext_noop("The kind of document was not recognised."),
    "type_close": gettext_noop(
        "Not sure that this is a document of the type “%(type)s”: “%(other)s” fits nearly as well."),
    "type_little": gettext_noop(
        "Not sure that this is a document of the type “%(type)s”: hardly anything that such documents bear was found."),
    "type_titled": gettext_noop(
        "Not sure that this is a document of the type “%(type)s”: it calls itself “%(title)s”."),
    "several_papers": gettext_noop(
        "Another document seems to begin on page %(page)s. If so, a reviewer has to split the file: of a file one "
        "document is read."),
    "definition_invalid": gettext_noop("The document type definition is not valid: %(reason)s."),
    "field_missing": gettext_noop("A required field was not found."),
    "check_failed": gettext_noop("A check failed."),
    "answer_unclear": gettext_noop("Part of the model's answer could not be understood and was left out."),
    "answer_cut_off": gettext_noop("The model's answer ended too early; what was unfinished was left out."),
    "answer_repeats": gettext_noop("The model began to repeat itself; the repetition was cut off."),
    "value_without_evidence": gettext_noop("The model gave a value that was not found on the page."),
    "readers_disagree": gettext_noop("The model and the built-in reader found different values."),
    "second_look": gettext_noop("Read a second time by another way, this critical field came out different."),
    "attachments_unread": gettext_noop(
        "Files attached inside it that were not read: %(files)s. Those that matter have to be uploaded by themselves."),
    "frames_unread": gettext_noop("The picture has %(frames)s frames, of which the first was read."),
    "signature_intact": gettext_noop(
        "The electronic signature of “%(signer)s” (%(date)s) is intact: nothing it covers was changed. Whether an "
        "authority vouches for the signer was not checked."),
    "signature_broken": gettext_noop(
        "The electronic signature of “%(signer)s” is broken: the file was changed after it was signed. It may be a "
        "forgery."),
    "signature_partial": gettext_noop(
        "Pages %(pages)s are not wholly covered by the electronic signature of “%(signer)s”."),
    "signature_unchecked": gettext_noop("The file bears an electronic signature that could not be checked."),
    "words_unseen": gettext_noop(
        "Of %(of)s places that the model named, %(count)s bear words that the independent reader did not see."),
    "pages_not_asked": gettext_noop("The model was asked about the first %(asked)s of %(pages)s pages only."),
    "embedded_unreadable": gettext_noop(
        "The file carries invoice data that could not be read; only the page was."),
    "truth_mismatch": gettext_noop(
        "The page shows another value than the invoice data inside the file. Compare both: it may be a forgery."),
    "truth_unseen": gettext_noop("Of %(expected)s values in the invoice data, the pages show only %(seen)s."),
    "file_unsafe": gettext_noop("The file holds parts that could harm the system, so it was not opened."),
    "vlm_fallback": gettext_noop(
        "The model could not be used (%(reason)s); the built-in reader found the fields alone."),
    "vlm_unreachable": gettext_noop("The model server cannot be reached."),
    "vlm_timeout": gettext_noop("The model took too long to answer."),
    "vlm_overloaded": gettext_noop("The model server is overloaded."),
    "vlm_refused": gettext_noop("The model server refused the request (status %(status)s)."),
    "vlm_rubbish": gettext_noop("The model server sent an answer that makes no sense."),
    "vlm_resting": gettext_noop(
        "The model server failed several times and is left alone for %(seconds)s seconds."),
    "vlm_weights_missing": gettext_noop("The model's weights are not where the settings say."),
    "vlm_unsupported": gettext_noop("The model cannot be run here: %(reason)s."),
    "vlm_not_configured": gettext_noop("No model is configured."),
    "finetune_base_missing": gettext_noop(
        "The folder named as the base holds no model that can be trained (config.json with *.safetensors)."),
    "finetune_base_other": gettext_noop("The base model is of type %(found)s; this training needs %(wanted)s."),
    "finetune_base_broken": gettext_noop("The base model cannot be loaded (%(reason)s)."),
    "finetune_data_missing": gettext_noop("The training data lack the file %(wanted)s."),
    "finetune_line": gettext_noop("Line %(line)s of the training data cannot be used. It needs: %(wanted)s."),
    "finetune_picture": gettext_noop(
        "Line %(line)s of the training data names a picture that is missing, damaged or outside the folder."),
    "finetune_too_few": gettext_noop(
        "There are %(found)s examples to train from; at least %(needed)s are needed."),
    "finetune_package": gettext_noop("The Python package %(package)s is missing."),
    "finetune_out_used": gettext_noop("The folder for the result is already in use."),
    "finetune_broke": gettext_noop("The training broke (%(reason)s). Try a smaller batch or another device."),
    "model_unavailable": gettext_noop(
        "The trained model #%(number)s could not be used; the document was read without it."),
    "task_unavailable": gettext_noop("No configured engine can do this. These could: %(engines)s."),
    # the pipeline's own
    "internal_error": gettext_noop("The document could not be read because of a fault in the system."),
    "gave_up": gettext_noop(
        "Reading was tried %(attempts)s times and broke off each time, so the document was set aside."),
    "took_too_long": gettext_noop("Reading took longer than %(seconds)s seconds; it was stopped."),
    "file_missing": gettext_noop("The stored file is gone. Please tell an administrator."),
    "disk_full": gettext_noop("The disk of the server is full; it goes on by itself once there is room."),
}

# What to do about a code with which the reading of a document can end. Of these the file itself is the trouble: another
# try with the same bytes cannot help. Empty where the sentence of the code says it already.
FILE_FAULTS: dict[str, str] = {
    "file_empty": gettext_noop("Check it on your computer and upload it again."),
    "file_truncated": gettext_noop("Open it on your computer; if that works, save it anew and upload it again."),
    "file_no_pages": gettext_noop("Ask the sender for another copy."),
    "file_encrypted": "",
    "file_type_unknown": "",
    "file_unsafe": gettext_noop("Ask the sender for a PDF of it."),
    "file_too_large": gettext_noop("Split it or scan it with fewer dots per inch, then upload it again."),
    "too_many_pages": gettext_noop("Split it into smaller files and upload those."),
    "too_many_pixels": gettext_noop("Scan it with fewer dots per inch and upload it again."),
    "parser_time": gettext_noop("Split it into smaller files or print it to a new PDF, then upload it again."),
    "parser_memory": gettext_noop("Split it into smaller files or print it to a new PDF, then upload it again."),
    "parser_crashed": gettext_noop("Print it to a new PDF and upload that."),
    "page_unreadable": gettext_noop("Upload a clearer scan or photograph."),
    "page_blank": gettext_noop("Upload a clearer scan or photograph."),
    "page_low_quality": gettext_noop("Upload a clearer scan or photograph."),
    "page_script": gettext_noop("A PDF with a text layer is read in any script."),
}
# With these another try may succeed.
PASSING_FAULTS: dict[str, str] = {
    "file_missing": "",
    "took_too_long": gettext_noop("Try again later, or split it into smaller files."),
    "gave_up": gettext_noop("Try again once; if it happens again, upload another copy or tell an administrator."),
}

# What it means when the check fails.
CHECKS: dict[str, str] = {
    "required": gettext_noop("A required field has no value."),
    "required_one_of": gettext_noop("At least one of several fields must have a value, and none has."),
    "pattern": gettext_noop("The value does not match the pattern of the field."),
    "kind": gettext_noop("The value does not have the form that this kind of field needs."),
    "date_valid": gettext_noop("The date is not a day of the calendar."),
    "date_complete": gettext_noop("The date names a month, not a day."),
    "date_order": gettext_noop("The two dates stand in the wrong order."),
    "weekday_matches": gettext_noop("The date is another day of the week than the one that is printed beside it."),
    "money_valid": gettext_noop("The amount is not a number."),
    "number_valid": gettext_noop("The value is not a number."),
    "whole_number": gettext_noop("The digits stand apart on the page: this may be only a part of a number."),
    "currency_known": gettext_noop("The currency is not an ISO 4217 code."),
    "cn_id_checksum": gettext_noop("The check digit of the identity number is wrong."),
    "cn_id_birth_date": gettext_noop("The birth date inside the identity number is not a day of the calendar."),
    "cn_id_region": gettext_noop("The region inside the identity number does not exist."),
    "birth_date_matches": gettext_noop("The birth date does not agree with the identity number."),
    "sex_matches": gettext_noop("The sex does not agree with the identity number."),
    "uscc_checksum": gettext_noop("The check character of the unified social credit code is wrong."),
    "vat_id_checksum": gettext_noop("The VAT number does not have the form or the check digits of its country."),
    "iban_checksum": gettext_noop("The check digits of the IBAN are wrong."),
    "luhn": gettext_noop("The check digit of the card number is wrong."),
    "phone_shape": gettext_noop("The telephone number has no form in use."),
    "email_shape": gettext_noop("The e-mail address is not well formed."),
    "capitals_match": gettext_noop("The amount in words does not agree with the amount in digits."),
    "sum_matches": gettext_noop("The amounts do not add up to the total."),
    "vat_sum": gettext_noop("Net amount and tax do not add up to the total with tax."),
    "bill_adds_up": gettext_noop(
        "What was paid less the change, the total with its rounding, or the same sum printed again gives another"
        " amount."),
    "product_matches": gettext_noop("Quantity or base times price or rate does not give the amount."),
    "second_look": gettext_noop("Read a second time by another way, this critical field came out different."),
    "blind_differs": gettext_noop("A second person, who did not see this result, did not come to it."),
    "promise_broken": gettext_noop("Accepted automatically on a promise that turned out to be wrong."),
    "readers_disagree": gettext_noop("The model and the built-in reader found different values."),
    "truth_mismatch": gettext_noop(
        "The page shows another value than the invoice data inside the file. Compare both: it may be a forgery."),
    "dictionary_repair": gettext_noop("Characters were misread and put right by the dictionary of the field."),
    "look_alike_repair": gettext_noop("A character was read as its look-alike and was put right by a check."),
    "word_repair": gettext_noop("A letter that cannot stand there was put right: no such word has it."),
    "known_value": gettext_noop("Letters were misread and put right by a value that was confirmed for this layout."),
    "likelier_word": gettext_noop("A word was read with little certainty, and a language model finds a look-alike far"
                                  " likelier; see the other readings."),
    "known_word": gettext_noop("A misread word was put right by words that stand on many confirmed documents."),
}


def sentence(code: str, params: Mapping[str, Any] | None = None) -> str:
    """The sentence of an error code, issue code or failed check, in the active language. Never raises."""
    msgid = CODES.get(code) or CHECKS.get(code)
    if msgid is None:
        return _("Something needs a look (%(code)s).") % {"code": code}
    try:
        return _(msgid) % _readable(params or {})
    except KeyError:  # a number is missing; the sentence without it is better than none
        return _("Something needs a look (%(code)s).") % {"code": code}


def failure(code: str, params: Mapping[str, Any] | None = None) -> str:
    """Why a document could not be read and what its owner can do about it."""
    otherwise = gettext_noop("Try again; if it happens again, tell an administrator.")
    advice = (FILE_FAULTS | PASSING_FAULTS).get(code, otherwise)
    told = sentence(code, params)
    return _("%(reason)s %(advice)s") % {"reason": told, "advice": _(advice)} if advice else told


def findings(issues: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """[{text, tone}] of what was found about the document as a whole; the tone is "good", "look" or "bad"."""
    return [{"text": sentence(i["code"], i.get("params")), "tone": _TONES.get(i["code"], "look")}
            for i in issues if not i.get("field")]


def type_doubt(issues: Sequence[Mapping[str, Any]]) -> str:
    """Why the document may be of another type than the one it was taken for; "" where there is no doubt."""
    doubt = _doubt(issues)
    return sentence(doubt["code"], doubt.get("params")) if doubt else ""


def runner_up(issues: Sequence[Mapping[str, Any]]) -> str:
    """The key of the type that the document might be of instead, where its type is in doubt; else ""."""
    doubt = _doubt(issues)
    return doubt["params"].get("other", "") if doubt else ""


def _doubt(issues: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    return next((i for i in issues if i["code"] in TYPE_DOUBTS), None)


def may_pass(code: str) -> bool:
    """Can another try with the same bytes succeed?"""
    return code not in FILE_FAULTS


def engine_label(label: str) -> str:
    """Names of models are the same in every language; the name of a kind of server is not."""
    return _(label) if label == SERVER else label


def _readable(params: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers as people read them: bytes with their unit, pixels in millions."""
    shown = dict(params)
    for name in ("type", "other") if "labels" in shown else ():
        shown[name] = _label(shown["labels"].get(shown[name], {})) or shown[name]
    if "fault" in shown:
        shown["reason"] = definition_faults.reason(shown)
    if "engines" in shown:
        shown["engines"] = listed(engine_label(one) for one in str(shown["engines"]).split(", "))
    if "bytes" in shown:
        shown.update({name: file_size(shown[name]) for name in ("bytes", "limit") if name in shown})
    if "pixels" in shown:
        shown.update({name: f"{shown[name] / 1e6:.0f}" for name in ("pixels", "limit") if name in shown})
    return shown


def _label(names: Mapping[str, str]) -> str:
    """A type's name of those by language, in the active one where it has that."""
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    return names.get(language) or next(iter(names.values()), "")
