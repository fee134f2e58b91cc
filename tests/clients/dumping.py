"""How a row is printed for comparing: a JSON object on a line."""

import json

# Beyond it JavaScript, which compares, rounds.
EXACT = 2**53


def exact(value):
    """Long ids as text, however deep they lie."""
    if isinstance(value, dict):
        return {name: exact(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [exact(inner) for inner in value]
    if isinstance(value, int) and not isinstance(value, bool) and value > EXACT:
        return str(value)
    return value


def print_row(kind, id, attributes):
    print(json.dumps({"type": kind, "id": id, "attributes": exact(attributes)}))
