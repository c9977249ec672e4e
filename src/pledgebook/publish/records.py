"""Rows and claims as plain JSON values, and JSON values as the cells of a CSV file."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from pledgebook.model import Claim, Quantity
from pledgebook.publish.taken_down import told, told_in

CLAIM_COLUMNS = (
    *("id", "report", "start", "end", "actor", "actor_text", "stance", "action", "target", "addressee", "domains"),
    *("items", "quantity", "amounts", "conditions", "with", "speaker", "outlet", "said", "due", "evidence"),
    *("confidence", "extractor"),
)

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def number(value: Decimal) -> int | float:
    """A decimal as the JSON number that a reader expects.

    >>> number(Decimal("1E+9")), number(Decimal("2.5"))
    (1000000000, 2.5)
    """
    return int(value) if value == value.to_integral_value() else float(value)


def record(value: object) -> Any:
    """A row, or anything inside one, as JSON values: numbers as numbers, codes as their words, tuples as lists."""
    if is_dataclass(value):
        return {field.name: record(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return told(value)
    if isinstance(value, tuple | list):
        return [record(part) for part in value]
    return value


def claim_record(claim: Claim) -> dict[str, Any]:
    """A claim in the codebook's fields, with its report and the place of its evidence; empty fields are left out."""
    filled = {
        "id": claim.id,
        "report": claim.report,
        "start": claim.evidence.span.start,
        "end": claim.evidence.span.end,
        "actor": claim.actor.code,
        "actor_text": claim.actor.text,
        "stance": claim.stance.value,
        "action": claim.action.value,
        "target": claim.target.code if claim.target else None,
        "addressee": claim.addressee.code if claim.addressee else None,
        "domains": [domain.value for domain in claim.domains],
        "items": [item.text for item in claim.items],
        "quantity": _quantity(claim.quantity.quantity) if claim.quantity else None,
        "amounts": [{"value": number(a.amount.value), "currency": a.amount.currency} for a in claim.amounts],
        "conditions": [{"kind": condition.kind.value, "text": condition.text} for condition in claim.conditions],
        "with": [party.code for party in claim.joint],
        "speaker": claim.speaker.text if claim.speaker else None,
        "outlet": claim.outlet.text if claim.outlet else None,
        "said": claim.said.when.iso if claim.said else None,
        "due": claim.due.when.iso if claim.due else None,
        "evidence": claim.evidence.text,
        "confidence": round(claim.confidence, 3),
        "extractor": claim.extractor,
    }
    return {name: told_in(value) for name, value in filled.items() if value not in (None, "", [])}


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {"value": number(quantity.value), "unit": quantity.unit}


def cell(value: Any) -> str:
    """One JSON value as the text of one cell.

    Lists are joined with ``; ``, the values of an object with a space. Words of a
    report that a spreadsheet would run as a formula get an apostrophe before them.

    >>> cell([{"value": 2, "currency": "EUR"}, {"value": 3, "currency": "USD"}]), cell(None), cell("=1+1")
    ('2 EUR; 3 USD', '', "'=1+1")
    """
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values() if part is not None)
    if isinstance(value, list):
        return cell("; ".join(cell(part) for part in value))
    if isinstance(value, str):
        return "'" + value if value.startswith(_STARTS_A_FORMULA) else value
    return str(value)


def cells(values: Mapping[str, Any], columns: tuple[str, ...]) -> list[str]:
    """One record as one line of a table with these columns."""
    return [cell(values.get(column)) for column in columns]


def columns_of(row_type: type) -> tuple[str, ...]:
    """The columns of a kind of row, in order."""
    return tuple(field.name for field in fields(row_type))
