"""Every paper of a case as one reader would have it, before it is printed."""

from typing import Any

from cases.documents import paper
from cases.enums import Paper
from cases.models import Case
from stalking_unit.accounts.actor import Actor


def every_paper(actor: Actor, case: Case) -> dict[Paper, dict[str, Any]]:
    return {kind: paper(kind, actor, case) for kind in Paper}
