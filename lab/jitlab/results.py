"""Result files: reading, writing, checking against lab/results.schema.json."""
import json

from .interpreters import LAB, LabError

RESULTS = LAB / "results"
SCHEMA = LAB / "results.schema.json"

TYPES = {"object": dict, "array": list, "string": str, "number": (int, float), "integer": int, "boolean": bool}


def has_type(value, name):
    """Whether a JSON value is of a JSON Schema type."""
    if name == "null":
        return value is None
    if isinstance(value, bool) and name != "boolean":
        return False
    return isinstance(value, TYPES[name])


def problems(value, schema, path="$"):
    """What is wrong with a value. Knows the keywords that results.schema.json uses."""
    if "$ref" in schema:
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    allowed = schema.get("type")
    if allowed is not None:
        names = [allowed] if isinstance(allowed, str) else allowed
        if not any(has_type(value, name) for name in names):
            return [f"{path}: is not of type {' or '.join(names)}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path}: {value!r} is not one of {schema['enum']}")
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        found += [f"{path}: {name} is missing" for name in schema.get("required", []) if name not in value]
        for name, item in value.items():
            if name in properties:
                found += problems(item, properties[name], f"{path}.{name}")
            elif schema.get("additionalProperties") is False:
                found.append(f"{path}: {name} is not known")
    if isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            found += problems(item, schema["items"], f"{path}[{number}]")
    return found


def check(document):
    """Raises LabError if the document is not a valid result file."""
    found = problems(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    for key in ("callables", "pairs", "sweeps"):
        ids = [row["id"] for row in document.get(key, []) if isinstance(row, dict) and "id" in row]
        found += [f"$.{key}: {id} occurs twice" for id in sorted({id for id in ids if ids.count(id) > 1})]
    if found:
        raise LabError("not a valid result file:\n  " + "\n  ".join(found[:20]))


def load(path):
    """A result file that exists already, or None."""
    if not path.exists():
        return None
    document = json.loads(path.read_text(encoding="utf-8"))
    check(document)
    return document


def merge(old, new):
    """The rows of `new` replace those of `old` with the same id."""
    replaced = {row["id"] for row in new}
    return sorted([row for row in old if row["id"] not in replaced] + new, key=lambda row: row["id"])


def save(path, document):
    """Writes a checked result file, one row a line."""
    check(document)
    lines = []
    for key, value in document.items():
        if isinstance(value, list):
            rows = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in value)
            lines.append(f'  "{key}": [\n{rows}\n  ]' if value else f'  "{key}": []')
        else:
            lines.append(f'  "{key}": {json.dumps(value, ensure_ascii=False)}')
    temporary = path.with_suffix(".part")
    temporary.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    temporary.replace(path)
