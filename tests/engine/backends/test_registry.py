"""Readers are built once for the settings that matter to them, and only the last few stay in memory."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from ocr_engine.backends import registry
from ocr_engine.config import Config


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Config]:
    """What readers were built for; nothing heavy is loaded."""
    made: list[Config] = []
    monkeypatch.setattr(registry, "_loaded", {})
    monkeypatch.setattr(registry, "_attribute", lambda path: lambda config: made.append(config) or object())
    return made


def test_a_reader_is_built_again_only_for_settings_that_concern_it(built):
    plain = Config()
    first = registry.load("ppocr", plain)
    assert registry.load("ppocr", replace(plain, vlm="openai", vlm_url="http://x/v1", ocr_dpi=100)) is first
    assert registry.load("ppocr", replace(plain, detection_side=1280)) is not first
    model = registry.load("vlm", plain)
    assert registry.load("vlm", replace(plain, threads=2)) is model
    assert registry.load("vlm", replace(plain, vlm_seconds=9.0)) is not model


def test_of_a_name_only_the_two_used_last_stay(built):
    one, two, three = (Config(vlm="hunyuan_ocr", vlm_path="x", vlm_adapter=a) for a in ("a", "b", "c"))
    light = registry.load("ppocr", one)
    kept = [registry.load("vlm", c) for c in (one, two)]
    assert registry.load("vlm", one) is kept[0]     # used again: two is the older one now
    registry.load("vlm", three)
    assert registry.load("vlm", one) is kept[0] and registry.load("vlm", two) is not kept[1]
    assert registry.load("ppocr", three) is light and len(registry._loaded) == 3


def test_the_settings_that_are_named_exist():
    names = [item.name for item in fields(Config)]
    for spec in registry.BACKENDS.values():
        assert all(any(name.startswith(start) for name in names) for start in spec.settings)
