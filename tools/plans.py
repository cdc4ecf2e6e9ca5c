"""What PostgreSQL did to answer a query: its plan, and how many rows it had in its hands."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Node = dict[str, Any]
REMOVED = ("Rows Removed by Filter", "Rows Removed by Index Recheck", "Rows Removed by Join Filter")


def explain(query: QuerySet[Any]) -> Node:
    """The plan of this query, as it ran."""
    sql, params = query.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        (answer,) = cursor.fetchone()
    plan: Node = (json.loads(answer) if isinstance(answer, str) else answer)[0]
    return plan


def nodes(node: Node) -> Iterator[Node]:
    """This step and every step below it."""
    yield node
    for child in node.get("Plans", ()):
        yield from nodes(child)


def touched(plan: Node) -> int:
    """Rows read from tables and indexes, those thrown away again included."""
    return round(sum(_read(node) for node in nodes(plan["Plan"]) if "Scan" in node["Node Type"]))


def _read(node: Node) -> float:
    kept = sum(node.get(reason, 0) for reason in ("Actual Rows", *REMOVED))
    return float(kept * node["Actual Loops"])


def read_whole(plan: Node) -> set[str]:
    """The tables that were read from one end to the other."""
    return {node["Relation Name"] for node in nodes(plan["Plan"]) if node["Node Type"] == "Seq Scan"}
