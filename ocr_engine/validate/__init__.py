"""What a value may be, whether it is right, and how sure that is. Pure functions over strings and results."""

from .checks import CHECKS, STRONG
from .confidence import Parts, capped, confidence
from .kinds import REGISTRY, Kind, check, find, hints_of, kind_of, normalise
from .repair import Repair, repair, repaired
from .rule_definitions import validate_rules
from .rules import apply_rules
from .spans import NO_HINTS, Hints, Span
from .text import tidy

__all__ = [
    "CHECKS", "NO_HINTS", "REGISTRY", "STRONG", "Hints", "Kind", "Parts", "Repair", "Span", "apply_rules", "capped",
    "check", "confidence", "find", "hints_of", "kind_of", "normalise", "repair", "repaired", "tidy", "validate_rules",
]
