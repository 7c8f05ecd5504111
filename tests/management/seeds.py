"""Seed folders for tests. All words are invented."""

import hashlib
import json
from pathlib import Path
from typing import Any

WORDS = "The ferry house burned.\nTam: who lit it?\n  Orrin: not us.\nVeld: ask the keeper.\n"


def folder(path: Path) -> Path:
    path.mkdir(exist_ok=True)
    collection = {"name": "Test", "invented": True, "description": "Invented.", "lacks": "Everything."}
    (path / "collection.toml").write_text(
        "".join(f"{key} = {json.dumps(value)}\n" for key, value in collection.items())
    )
    return path


def entry(
    folder: Path,
    slug: str = "ferry-house",
    words: str | bytes | None = WORDS,
    *,
    corrections: tuple[dict[str, Any], ...] = (),
    bylines: tuple[dict[str, Any], ...] = (),
    **fields: Any,
) -> Path:
    """Write an entry, and its document beside it unless `words` is None; a field that is None is left out."""
    data = words.encode() if isinstance(words, str) else words
    document = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} if data else {"sha256": "0" * 64}
    document |= {"name": f"{slug}.txt", "shape": "toy"} | fields.pop("document", {})
    if data is not None:
        (folder / f"{slug}.txt").write_bytes(data)
    article = {
        "slug": slug,
        "title": f"The {slug}",
        "title_origin": "printed",
        "kind": "news",
        "language": "en",
        "rights": "open",
        "state": "published",
        **fields,
    }
    tables = [("[document]", document), ("[article]", article)]
    tables += [("[[byline]]", byline) for byline in bylines] + [("[[correction]]", one) for one in corrections]
    path = folder / f"{slug}.toml"
    path.write_text("\n".join(_table(name, values) for name, values in tables))
    return path


def _table(name: str, values: dict[str, Any]) -> str:
    lines = [f"{key} = {_value(value)}" for key, value in values.items() if value is not None]
    return "\n".join([name, *lines, ""])


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_value(part)}' for key, part in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


def place(document: str, quote: str = "ferry house", **instead: Any) -> dict[str, Any]:
    """Where a quote stands in a document, as a catalogue of statements names it."""
    start = document.index(quote)
    digests = {
        "source": hashlib.sha256(document.encode()).hexdigest(),
        "words": hashlib.sha256(quote.encode()).hexdigest(),
    }
    return {**digests, "start": start, "end": start + len(quote), **instead}


def statement(
    folder: Path,
    key: str = "lit-by-hand",
    places: tuple[dict[str, Any], ...] = (place(WORDS),),
    evidence: tuple[dict[str, Any], ...] = (),
    relations: tuple[tuple[str, str], ...] = (),
    **fields: Any,
) -> Path:
    """Write a statement; it is to be published unless a workflow says otherwise."""
    values = {"wording": f"That {key}.", "kind": "event", "workflow": "published", **fields}
    tables = [("", {"key": key, **values}), *(("[[place]]", one) for one in places)]
    tables += [("[[evidence]]", {"side": "refutes", **one}) for one in evidence]
    tables += [("[[relation]]", {"type": kind, "key": other}) for kind, other in relations]
    path = folder / "statements" / f"{key}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(_table(name, values) for name, values in tables))
    return path


def moderation(folder: Path, *tables: tuple[str, dict[str, Any]], name: str = "one") -> Path:
    """Write first decisions: pairs of `comment`, `comment.hide` or `article` and the values of the table."""
    why = {"rule": "abuse", "reason": "It was weighed."}
    given = [(f"[[{kind}]]", {**({} if "." in kind else why), **values}) for kind, values in tables]
    path = folder / "moderation" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(_table(kind, values) for kind, values in given))
    return path
