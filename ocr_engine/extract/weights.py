"""Every weight of the built-in extractor, in one place. All are factors on a score from 0 to 1."""

from __future__ import annotations

# How much a wording counts as a label where it stands.
LABEL = {
    "colon": 1.06,  # Name: …
    "after_mark": 0.85,  # behind another value's end
    "after_party": 0.9,  # 甲方 + 联系电话
    "subject": 0.1,  # 乙方 + 应于签约当日…
    "after_hyphen": 0.25,  # Art-Nr-Lieferant
    "after_word": 0.5,  # "Due" + Date
    "for_somebody": 0.35,  # For the company: who signs is not the company
    "end_of_print": 0.5,  # Employee's share of the + tenant
    "of_a_name": 0.3,  # 中国工商 + 银行
    # A label without a mark behind it, from which the text runs on, by the kind of value:
    "behind_free": 0.86,
    "behind_party": 0.35,
    "behind_typed": 0.97,  # 姓名张三
    "word_free": 0.42,
    "word_whole": 0.7,  # behind a name of several words that begins the line
    "word_typed": 0.85,  # Total amount 12.00; Supplier code …
    "glued_free": 0.3,
    "glued_typed": 0.6,  # EYESBLU
    "part_free": 0.05,
    "part_typed": 0.3,  # Supplier Ltd: a name that holds a label
    "sentence_free": 0.3,
    "sentence_typed": 0.78,  # in running text
}
FREE_KINDS = frozenset({"name", "address", "text"})

# A label in a wording of the page's own (freelabels.py): likenesses that count, and what such a label is worth.
WORDING = {
    "told": 0.6,  # a field with a label of its own of this quality needs no other
    "alike": 0.6,
    "clearly": 0.08,
    "holds": 0.61,  # a print that holds a name's words among others
    "behind": 0.12,
    "worth": 0.95,
    "plain": 0.8,
    "within": 0.4,  # a name inside of a longer wording
}

# Where the value stands, seen from its label.
PLACE = {
    "label_inline": 1.0,
    "label_right": 0.95,
    "label_near": 0.6,
    "label_below": 0.74,
    "label_above": 0.4,
    "label_left": 0.35,
    "table": 0.85,
    "cross": 0.95,
}
# On a form of captions (captions.py): factors on the places of its own side, and on all others.
CAPTION = {"above": 2.1, "below": 1.2, "elsewhere": 0.35}
FAR = {"free": 0.04, "typed": 0.012, "colon": 0.008}  # lost per line height between label and value beyond a normal gap
# Of one place, by how much of it is taken, and how it lies for its label (regions.py).
REGION = {
    "continued": 0.97,  # with the lines that go on
    "rest_of_row": 0.99,  # with what stands close behind it
    "words_wrapped": 1.02,  # an amount in words with its last words in the next line
    "lines_beside": 0.98,  # all lines of the column to the right
    "next_in_row": 0.9,  # the second print of the row
    "with_address_form": 1.02,  # Herrn over the name
    "sum": 0.9,  # at least: the sum at the end of a row of figures
    "far_least": 0.3,
    "far_in_grid": 0.7,  # in the only other box of a row of a grid
    "below_step": 0.1,  # lost per line height between a label and what is under it
    "below_least": 0.4,
    "left_empty": 0.6,  # 名称： with nothing behind it: the next line is the next field's
    "left_empty_long": 0.35,  # ... of names and free text
}
# A reading of a place (labelled.py): what it is worth beside the others there.
READ = {
    "own": 0.75,  # quality of a label with the field's own name from which borrowed ones count less
    "answered": 0.5,  # from this share of what a place may give, it has answered
    "short_code": 0.8,
    "line_of_address": 0.98,  # at most: of two sure answers the whole address
    "later_in_sentence": 0.6,
    "before_last_amount": 0.8,  # rates and bases come before the amount
    "bracketed": 0.6,
    "step": 0.05,  # lost per reading before it
    "letter": 0.02,  # ... and per letter
    "least": 0.35,
}
# Values of several lines, by what they are (labelled.py).
LINES = {
    "wanted": 1.06,
    "one_row": 1.03,
    "whole_name": 1.04,
    "more_than_name": 0.5,
    "overhang": 1.02,
    "unwanted": 0.7,
}
SHADOWED = 0.55  # another value stands nearer to the label
SECTION = {"right": 1.0, "unknown": 0.5, "wrong": 0.04, "unasked": 0.93, "others": 0.6}
LATER = 0.006  # lost per page row, at most LATER_MOST: the first of two equal answers is the better one
LATER_MOST = 0.12
TAKEN = 0.45  # the text already answers another field
TWIN = 0.9  # ... that has the same label
OTHER_KIND = 0.4  # a date where something else is announced
OWN_NAME = 0.9  # a name of this weight is the field's own, others are borrowed from the thesaurus
BORROWED = 0.65  # a borrowed name where the field's own stands on the page
ENOUGH = 0.3  # below this a field is absent
FOUND_BY_KIND = {
    "iban": 0.6,
    "email": 0.6,
    "id_number": 0.62,
    "currency": 0.5,
    "phone": 0.36,
    "tax_id": 0.5,
    "url": 0.6,
    "time": 0.42,
    "moment": 0.42,
    "datetime": 0.45,
}
# ... where the pages hold only one value of the kind, and no field of the kind has a label.
SOLE = {"date": 0.36, "money": 0.34, "bank_account": 0.36, "phone": 0.36}

# Names that nobody announces, by where they stand (letterhead.py, addressees.py).
HEAD = {
    "told": 0.85,  # where a label tells who sells, and somebody buys
    "orders": 0.9,  # where the paper is written by who buys
    "first": 0.5,
    "step": 0.035,
    "registered": 0.3,
    "legal_form": 0.16,
    "lower_case": 0.12,
    "shop_word": 0.1,
    "large": 0.08,
    "address": 0.3,
    "digits": 0.06,
    "repeated": 0.05,
    "window": 0.25,
    "sender": 0.76,
    "listed": 0.4,
    "addressee": 0.5,
}
# Parties of types of any kind (unlabelled.py).
OPEN_PARTY = {"labelled": 0.4, "told": 0.9, "first": 0.8, "plain": 0.75, "window": 0.85, "greeted": 0.42,
              "honoured": 0.8}
# Days that nobody announces (days.py).
DAY = {
    "any": 0.36,
    "step": 0.012,
    "only": 0.12,
    "led": 0.16,
    "paper": 0.1,
    "alone": 0.08,
    "with_time": 0.08,
    "head": 0.06,
    "elsewhere": 0.5,
    "closing": 0.45,
}
# Behind a word of the field's in a sentence (ownwords.py).
OWN_WORDS = {"told": 0.4, "name": 0.9, "akin": 0.85, "fit": 0.7, "worth": 0.42}
BORN = {"day": 0.82, "place": 0.78}     # told in one breath with "born"
SAID_DAY = {"led": 0.46, "dateline": 0.68}  # days told in sentences (saiddays.py)
# Several values of one field outside of tables (several.py): factors on what the single value is worth.
SEVERAL = {"repeated": 1.05, "parted": 1.03}
SLIPPED = {"worth": 1.02, "gain": 0.6, "share": 0.6}  # print that slipped against its form (slipped.py)
ATTESTED = 0.72  # what a certificate says in a sentence (attested.py)
# Who issued a Chinese paper, and who gets it (houses_zh.py).
HOUSE = {"labelled": 0.3, "head": 0.5, "step": 0.06, "end": 0.4, "saluted": 0.5, "own": 0.6, "own_far": 0.3}
LARGE = {"labelled": 0.6, "worth": 0.5, "times": 1.5}  # an amount so many times larger than the page's print (large.py)
CONTACT = 0.6  # a name with its telephone in the block of a party (contacts.py)
# A ticked choice (ticks.py): its label may be a rough one.
TICK = {"worth": 1.05, "least": 0.7, "headed": 0.3, "hinted": 0.6}
# What the hint of a field says of its place (told.py).
HINTED = {"worth": 0.86, "others": 0.15, "elsewhere": 0.55, "least": 0.6}
LETTER_ZH = {"labelled": 0.4, "greeted": 0.6, "asked": 0.6, "day": 0.5}  # in sentences of a letter (letters_zh.py)
PATTERNED = {"worth": 0.72, "others": 0.6}  # values that fit their field's patterns (patterned.py)
OPTION = 0.66  # one of the values that a hint lists (options.py)
COUNTED = {"akin": 0.9, "worth": 0.5}  # a number told with what it counts (counted.py)
COLUMN_SUM = {"least": 0.4, "worth": 1.1, "most": 0.97}  # the total of a column that a field heads (crossings.py)
POSED = 0.84  # what a form asks in a sentence (posed.py)
SIGNED = {"labelled": 0.6, "typed": 0.8, "under": 0.75, "captioned": 0.78}  # who signed (signers.py)
TWO_WAYS = {"worth": 0.97, "least": 0.8}  # what a row and a column name together (two_ways.py)
PAIRED = {"alike": 0.7, "worth": 1.3, "most": 0.98}  # several values under one caption of as many parts (paired.py)
PERSON = {"labelled": 0.6, "named": 0.62, "under": 0.5, "lettered": 0.62}  # whose card or letter it is (persons.py)
PERIOD = {"told": 0.8, "only": 0.55}  # both ends of a period in one print (periods.py)
SOLD = {"worth": 0.6, "least": 2}  # what a till slip lists (sold.py): lines at least
DEFINED = {"party": 0.72, "place": 0.5, "span": 0.45}  # what a contract defines (defined.py)
IMPLIED = 0.8  # an amount due that is not printed is the total
# Amounts of a bill (totals.py).
BILL = {
    "proof": 0.13,
    "proven_only": 0.5,
    "rounded_away": 0.62,
    "proven_other": 0.75,  # what adds up to another amount of the role is its net, or a part of it
    "no_amount": 0.6,
    "column": 0.6,
    "column_last": 0.85,
    "after_end": 0.75,
    "not_beside": 0.75,
    "largest": 1.06,
    "named_elsewhere": 0.5,
    "no_cents": 0.8,
    "nothing": 0.5,  # an amount of zero
    "no_sum": 0.6,  # beside a label: zero, or no cents on a bill that prints them
    "first": 0.1,  # lost by the first amount of the document, less by later ones
    "most": 0.97,
}
# Numbers without a label (numbers.py).
NUMBERED = {"told": 0.55, "with_day": 0.15, "large": 0.1, "code": 0.5, "numero": 0.5, "labelled": 0.4}
OWNED = {"least": 0.3, "worth": 0.95, "most": 0.75, "akin": 0.85}  # addresses under their owners (owned.py)
BLOCK = {"address": 0.7}  # an address in the block of its party (blocks.py)
TELLING = 0.62  # a value that says itself what it is (telling.py)
IN_WORDS = 0.58  # figures that the amount in words bears out (inwords.py)
LICENCE = {"coded": 0.72}  # a numbered field of a driving licence (licences.py)
# A state of the union at the head of a paper (places.py), the town of a dateline (datelines.py).
PLACE_NAME = {"state": 0.5, "dateline": 0.6}
# A part of an address (addressparts.py).
ADDRESS_PART = {"first_page": 0.55, "later_page": 0.4, "no_block": 0.9}
