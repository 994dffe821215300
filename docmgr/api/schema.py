"""What drf-spectacular cannot guess: our token, the map of fields, and the one shape of every refusal."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import (
    OpenApiAuthenticationExtension,
    OpenApiSerializerExtension,
    OpenApiSerializerFieldExtension,
)
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction

REFUSAL = {
    "type": "object",
    "description": "Every refusal has this shape; the message is in the language of Accept-Language.",
    "properties": {
        "code": {"type": "string", "description": "Stable, for programs."},
        "message": {"type": "string", "description": "One sentence, for people."},
        "details": {"description": "What exactly, where there is more to say: for example errors by input name."},
    },
    "required": ["code", "message"],
}


class Schema(AutoSchema):
    """Takes the first sentence of a view's docstring as the operation's summary."""

    def get_summary(self) -> str:
        return (self.get_description() or "").partition(". ")[0].strip().rstrip(".")


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "docmgr.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {
            "type": "apiKey", "in": "header", "name": "Authorization",
            "description": "“Token ” followed by what POST /auth/token answered.",
        }


class FieldMapSchema(OpenApiSerializerFieldExtension):
    """Key of the field to its value, to a list of values where the type allows several, or to null."""

    target_class = "docmgr.api.serializers.documents.FieldMap"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        from docmgr.api.serializers import Value

        value = auto_schema.resolve_serializer(Value, direction).ref
        return {
            "type": "object",
            "description": "By key: one value, a list where the type allows several, null where nothing was found.",
            "additionalProperties": {
                "nullable": True, "oneOf": [value, {"type": "array", "items": value}],
            },
        }


class StrictSchema(OpenApiSerializerExtension):
    """Bodies of which every name has to be known."""

    target_class = "docmgr.api.serializers.strict.Strict"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        told = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {**told, "additionalProperties": False}


def with_errors(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A post-processing hook: every operation may be refused."""
    result.setdefault("components", {}).setdefault("schemas", {})["Refusal"] = REFUSAL
    answer = {
        "description": "Refused; see the code and the message.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}},
    }
    for operations in result["paths"].values():
        for operation in operations.values():
            if isinstance(operation, dict) and "responses" in operation:
                operation["responses"].setdefault("default", answer)
    return result
