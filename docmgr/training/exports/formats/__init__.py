"""What people confirmed, in the formats that training tools load.

    from docmgr.training.exports import formats
    facts = formats.write("trocr", formats.gather(SampleFilter(doc_type="receipt"), everything=True), folder)

``gather`` yields a document at a time with its layout and its side (train or validation); ``write`` takes any of KINDS.
"""

from docmgr.training.exports.formats.gathering import gather, how_many
from docmgr.training.exports.formats.material import Decided, Item
from docmgr.training.exports.formats.writing import KINDS, Facts, write, write_to

__all__ = ["KINDS", "Decided", "Facts", "Item", "gather", "how_many", "write", "write_to"]
