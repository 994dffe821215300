"""Every finder, in the order in which their candidates are gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan

from .letters.addressparts import by_address_part
from .letters.blocks import by_block
from .letters.datelines import by_dateline
from .letters.greeted import by_greeting
from .letters.letterhead import by_position
from .letters.unlabelled import by_open_party
from .looks.byshape import by_shape
from .looks.contacts import by_contact
from .looks.days import by_closing_day, by_day
from .looks.houses_zh import by_house, by_own_ending, by_salutation
from .looks.licences import by_licence_code
from .looks.numbers import by_own_number
from .looks.options import by_option
from .looks.patterned import by_pattern
from .looks.periods import by_period
from .looks.persons import by_person
from .looks.places import by_place
from .looks.slipped import by_slip
from .looks.telling import by_look
from .looks.ticks import by_tick, by_tick_list
from .looks.titles import by_title
from .looks.told import by_hint
from .sentences.attested import by_attestation
from .sentences.births import by_birth
from .sentences.defined import by_definition
from .sentences.letters_zh import by_letter
from .sentences.ownwords import by_own_words
from .sentences.posed import by_question
from .sentences.prose import by_prose
from .sentences.saiddays import by_said_day
from .sentences.signers import by_signer
from .sums.counted import by_count
from .sums.inwords import by_words
from .sums.large import by_large_print
from .sums.totals import by_role
from .tables.columns import by_column, by_rank
from .tables.crossings import by_column_sum, by_crossing, by_sum_row
from .tables.paired import by_pair
from .tables.sold import by_sold
from .tables.two_ways import by_two_ways

Finder = Callable[[Document, list[FieldPlan]], Iterator[Candidate]]
# Of two candidates of the same worth the one that was gathered first wins.
FINDERS: tuple[Finder, ...] = (
    by_role, by_shape, by_column, by_crossing, by_rank, by_column_sum, by_sum_row, by_position, by_open_party,
    by_greeting, by_day, by_closing_day, by_title, by_own_number, by_block, by_address_part, by_licence_code, by_look,
    by_words, by_place, by_tick, by_tick_list, by_pair, by_slip, by_contact, by_count, by_person, by_house,
    by_salutation, by_large_print, by_attestation, by_period, by_sold, by_prose, by_definition, by_said_day,
    by_own_words, by_hint, by_pattern, by_option, by_letter, by_birth,
    by_two_ways, by_question, by_signer, by_dateline, by_own_ending,
)
