"""Errors that carry the decision: is it worth trying again, and what does the reader have to be told?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class EngineError(Exception):
    """Something the engine could not do.

    ``code`` is a stable name that the product translates (``file_encrypted``), ``params`` are numbers for that
    sentence (never file names or content), ``permanent`` says that another try with the same bytes cannot help.
    """

    def __init__(self, code: str, *, permanent: bool, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent
        self.params = params


class BadFile(EngineError):
    """The file itself is the trouble: empty, cut off, encrypted, of another kind, over a limit."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, permanent=True, **params)


class BadDefinition(EngineError):
    """A document type definition that cannot be understood."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, permanent=True, **params)


class BackendFailed(EngineError):
    """A reader broke or is missing; another worker or a later try may succeed."""

    def __init__(self, code: str, *, permanent: bool = False, **params: Any) -> None:
        super().__init__(code, permanent=permanent, **params)


class TrainingFailed(EngineError):
    """A fine-tuning that cannot begin or broke: the data, the base model, the folder, the memory."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, permanent=True, **params)


# Findings that ask nobody to look: good to know, and nothing is in doubt.
NOTES = frozenset(("signature_intact", "signature_unchecked", "attachments_unread", "frames_unread"))

# Every code that may appear in EngineError.code or Issue.code, with its English sentence. The product holds the
# Chinese one in its message catalogue; the command line prints this one.
MESSAGES: dict[str, str] = {
    "file_empty": "The file is empty.",
    "file_truncated": "The file is cut off or damaged and cannot be opened.",
    "file_no_pages": "The file holds no page.",
    "file_encrypted": "The PDF is protected by a password. Remove the password and upload it again.",
    "file_type_unknown": "This kind of file is not supported. "
                         "Use PDF, OFD, invoice XML, PNG, JPEG, HEIC, AVIF, TIFF, WebP or BMP.",
    "file_too_large": "The file has {bytes} bytes; at most {limit} are allowed.",
    "too_many_pages": "The document has {pages} pages; at most {limit} are allowed.",
    "too_many_pixels": "A page has {pixels} pixels; at most {limit} are allowed.",
    "file_uncut": "The pages of this file cannot be copied into files of their own.",
    "parser_time": "Opening the file took longer than {seconds} seconds; it was stopped.",
    "parser_memory": "Opening the file needed more memory than allowed; it was stopped.",
    "parser_crashed": "The file made the reader crash; it was stopped.",
    "parser_unavailable": "The process that opens files could not be started.",
    "backend_missing": "A text reader is not installed.",
    "backend_failed": "A text reader broke.",
    "backend_weights": "The weights of a text reader cannot be used; missing: {wanted}.",
    "page_unreadable": "Page {page} could not be read.",
    "page_blank": "Page {page} holds no text.",
    "page_low_quality": "Page {page} is blurred, too small or too dark to be read with certainty.",
    "page_script": "Much on page {page} could not be read; the script may be one that the reader does not know (it "
                   "knows Latin, Chinese and Japanese). What was read there may be wrong.",
    "ocr_failed": "The text reader broke on page {page}.",
    "type_unknown": "The kind of document was not recognised.",
    "type_close": "Not sure that this is a document of the type “{type}”: “{other}” fits nearly as well.",
    "type_little": "Not sure that this is a document of the type “{type}”: hardly anything that such documents bear "
                   "was found.",
    "type_titled": "Not sure that this is a document of the type “{type}”: it calls itself “{title}”.",
    "several_papers": "Another document seems to begin on page {page}.",
    "definition_invalid": "The document type definition is not valid: {reason}.",
    "field_missing": "A required field was not found.",
    "check_failed": "A check failed.",
    "answer_unclear": "Part of the model's answer could not be understood and was left out.",
    "answer_cut_off": "The model's answer ended too early; what was unfinished was left out.",
    "answer_repeats": "The model began to repeat itself; the repetition was cut off.",
    "value_without_evidence": "The model gave a value that was not found on the page.",
    "readers_disagree": "The model and the built-in reader found different values.",
    "second_look": "Read a second time by another way, this critical field came out different.",
    "words_unseen": "Of {of} places that the model named, {count} bear words that the independent reader did not see.",
    "pages_not_asked": "The model was asked about the first {asked} of {pages} pages only.",
    "embedded_unreadable": "The file carries invoice data that could not be read; only the page was.",
    "attachments_unread": "Files attached inside it that were not read: {files}. Those that matter have to be uploaded "
                          "by themselves.",
    "frames_unread": "The picture has {frames} frames, of which the first was read.",
    "signature_intact": "The electronic signature of “{signer}” ({date}) is intact: nothing it covers was changed. "
                        "Whether an authority vouches for the signer was not checked.",
    "signature_broken": "The electronic signature of “{signer}” is broken: the file was changed after it was signed. "
                        "It may be a forgery.",
    "signature_partial": "Pages {pages} are not wholly covered by the electronic signature of “{signer}”.",
    "signature_unchecked": "The file bears an electronic signature that could not be checked.",
    "truth_mismatch": "The page shows another value than the invoice data inside the file.",
    "truth_unseen": "Of {expected} values in the invoice data, the pages show only {seen}.",
    "file_unsafe": "The file holds parts that could harm the reader, so it was not opened.",
    "vlm_fallback": "The model could not be used ({reason}); the built-in reader found the fields alone.",
    "vlm_unreachable": "The model server cannot be reached.",
    "vlm_timeout": "The model took too long to answer.",
    "vlm_overloaded": "The model server is overloaded.",
    "vlm_refused": "The model server refused the request (status {status}).",
    "vlm_rubbish": "The model server sent an answer that makes no sense.",
    "vlm_resting": "The model server failed several times and is left alone for {seconds} seconds.",
    "vlm_weights_missing": "The model's weights are not where the settings say.",
    "vlm_unsupported": "The model cannot be run here: {reason}.",
    "vlm_not_configured": "No model is configured.",
    "finetune_base_missing": "The folder named as the base holds no model that can be trained "
                             "(config.json with *.safetensors).",
    "finetune_base_other": "The base model is of type {found}; this training needs {wanted}.",
    "finetune_base_broken": "The base model cannot be loaded ({reason}).",
    "finetune_data_missing": "The training data lack the file {wanted}.",
    "finetune_line": "Line {line} of the training data cannot be used. It needs: {wanted}.",
    "finetune_picture": "Line {line} of the training data names a picture that is missing, damaged or outside the "
                        "folder.",
    "finetune_too_few": "There are {found} examples to train from; at least {needed} are needed.",
    "finetune_package": "The Python package {package} is missing.",
    "finetune_out_used": "The folder for the result is already in use.",
    "finetune_broke": "The training broke ({reason}). Try a smaller batch or another device.",
    "task_unavailable": "No configured engine can do this. These could: {engines}.",
}

# What only the command line can run into.
COMMAND_MESSAGES: dict[str, str] = {
    "file_missing": "The file cannot be opened: {reason}.",
    "request_invalid": "The request cannot be used: {reason}.",
}


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """The English sentence of a code; the code itself where there is none, the bare sentence where a figure lacks."""
    text = {**MESSAGES, **COMMAND_MESSAGES}.get(code, code)
    try:
        return text.format(**params)
    except (KeyError, IndexError):
        return text
