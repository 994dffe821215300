"""Every check that may stand in a result, with its English sentence. Results carry the name only."""

from __future__ import annotations

CHECKS: dict[str, str] = {
    "required": "A required field has a value.",
    "required_one_of": "At least one of these fields has a value.",
    "pattern": "The value matches the pattern of the field.",
    "kind": "The value has the form that its kind of field needs.",
    "date_valid": "The date is a day of the calendar.",
    "date_complete": "The date names a day, not only a month.",
    "date_order": "The two dates stand in the right order.",
    "weekday_matches": "The date is the day of the week that is printed beside it.",
    "money_valid": "The amount is a number.",
    "number_valid": "The value is a number.",
    "whole_number": "The value is no part of a row of digits that stand apart.",
    "currency_known": "The currency is an ISO 4217 code.",
    "cn_id_checksum": "The check digit of the identity number is right.",
    "cn_id_birth_date": "The birth date inside the identity number is a day of the calendar.",
    "cn_id_region": "The region inside the identity number exists.",
    "birth_date_matches": "The birth date agrees with the identity number.",
    "sex_matches": "The sex agrees with the identity number.",
    "uscc_checksum": "The check character of the unified social credit code is right.",
    "vat_id_checksum": "The VAT number has the form and the check digits of its country.",
    "iban_checksum": "The check digits of the IBAN are right.",
    "luhn": "The check digit of the card number is right.",
    "phone_shape": "The telephone number has a form in use.",
    "email_shape": "The e-mail address is well formed.",
    "capitals_match": "The amount in words agrees with the amount in digits.",
    "sum_matches": "The amounts add up to the total.",
    "vat_sum": "Net amount and tax add up to the total with tax.",
    "product_matches": "Quantity or base times price or rate gives the amount.",
    "bill_adds_up": "The other amounts of the bill (sums, what was paid and its change, a rounding) give this one.",
    "readers_disagree": "The model and the built-in reader found the same value.",
    "second_look": "Other ways of reading saw the same value of a critical field.",
    "truth_mismatch": "The page shows the value that the invoice data inside the file gives.",
    "dictionary_repair": "Characters were misread; the value is the one entry of the field's dictionary that is near.",
    "look_alike_repair": "A character was read as its look-alike; the check passes with the repaired value.",
    "word_repair": "A letter that no such word has was read as its look-alike; the value has the word that is meant.",
}

BILL = "bill_adds_up"
WEEKDAY = "weekday_matches"
DISAGREE = "readers_disagree"
WORD_REPAIR = "word_repair"
# Notes that letters of the value are not those that were read: nothing is put right in silence.
GUESSES = frozenset({"look_alike_repair", "dictionary_repair", WORD_REPAIR})
REPAIRS = GUESSES | {"known_value", "known_word"}       # these by what people confirmed
SECOND_LOOK = "second_look"

# Checks that a wrong value passes only by luck (one in ten or less): they speak for the value, the others do not.
STRONG = frozenset({
    "cn_id_checksum", "uscc_checksum", "vat_id_checksum", "iban_checksum", "luhn", "birth_date_matches",
    "capitals_match", "sum_matches", "vat_sum", "product_matches", BILL})
