"""The JSON Schema of the file, for editors that complete and check while one writes."""

from typing import Any

from bpo_gov.agreements.framework.terms import Framework

ID = "/schema/framework-1.json"


def json_schema() -> dict[str, Any]:
    """JSON Schema, Draft 2020-12, of a framework file."""
    schema = Framework.model_json_schema(by_alias=True, mode="validation")
    for limit in schema["$defs"].values():
        if "const" in limit.get("properties", {}).get("kind", {}):
            limit["required"] = ["kind", *limit["required"]]  # the reader needs it to know which limit it is
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": ID, **schema}
