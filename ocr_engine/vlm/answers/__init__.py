"""Strict readers of what models answer: text in, what it says out, and an issue for every part that says nothing."""

from ocr_engine.tables.table import Cell, Table
from ocr_engine.vlm.answers.loose_json import Loose, read_json
from ocr_engine.vlm.answers.places import Block, Places, Spotted, deepseek_blocks, hunyuan_spots, paddle_spots
from ocr_engine.vlm.answers.repeats import cut_repeats, repeated_tail
from ocr_engine.vlm.answers.tables import html_tables, markdown_tables, otsl_tables, tables_in

__all__ = [
    "Block", "Cell", "Loose", "Places", "Spotted", "Table", "cut_repeats", "deepseek_blocks", "html_tables",
    "hunyuan_spots", "markdown_tables", "otsl_tables", "paddle_spots", "read_json", "repeated_tail", "tables_in",
]
