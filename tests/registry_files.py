"""Registry files of mandated sections, written as an operator would write them."""

import json
from pathlib import Path


def _toml_value(value) -> str:
    """Write one value as TOML; JSON's strings and arrays are TOML's as well."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml_value(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def toml_file(path: Path, content: dict) -> Path:
    """Write a registry file as an operator would."""
    lines = []
    for key, value in content.items():
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            for row in value:
                lines.append(f"[[{key}]]")
                lines += [f"{name} = {_toml_value(one)}" for name, one in row.items()]
        else:
            lines.insert(0, f"{key} = {_toml_value(value)}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
