"""Rules about our own files that no packaged linter knows; each yields sentences that name the file."""

import ast
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 400
FOLDERS = ("stalking_unit", "cases", "risk", "interventions", "tools", "tests", "templates", "frontend", "docker")
PRODUCT = ("stalking_unit", "cases", "risk", "interventions")
WRITTEN_BY_HAND = {".py", ".html", ".txt", ".scss", ".js", ".mjs", ".ts", ".sh", ".sql"}
CATCH_ALLS = {"utils", "helpers", "common", "core", "misc", "signals", "managers", "selectors"}
SIGNALS = ("django.db.models.signals", "django.dispatch", "django.core.signals", "django.contrib.auth.signals")
BEHIND_THE_BACK = {"save", "delete"}
CLOCK = Path("stalking_unit/clock.py")
MACHINE_TIME = {"timezone.now()", "timezone.localdate()", "timezone.localtime()", "Now()"}


def breaches(root: Path) -> Iterator[str]:
    for file in written_files(root):
        name = file.relative_to(root)
        yield from too_long(name, file)
        yield from catch_all(name)
        if file.suffix == ".py" and name.parts[0] != "tests":
            yield from module_breaches(name, ast.parse(file.read_text(encoding="utf-8")))
    for lock in sorted([*root.glob("*.lock"), *root.glob("package-lock.json")]):
        if "://" in lock.read_text(encoding="utf-8"):
            yield f"{lock.name} holds an address; locks hold names, versions and hashes"


def written_files(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in WRITTEN_BY_HAND and "node_modules" not in file.parts:
                yield file


def too_long(name: Path, file: Path) -> Iterator[str]:
    lines = file.read_text(encoding="utf-8").count("\n")
    if lines > LONGEST_FILE and "migrations" not in name.parts:
        yield f"{name} has {lines} lines; split it by workflow before it passes {LONGEST_FILE}"


def catch_all(name: Path) -> Iterator[str]:
    if {*name.parts[:-1], name.stem} & CATCH_ALLS:
        yield f"{name} is named for nothing in particular"


def module_breaches(name: Path, module: ast.Module) -> Iterator[str]:
    if module.body and not ast.get_docstring(module) and "migrations" not in name.parts:
        yield f"{name} does not open with a sentence saying what it is"
    for node in ast.walk(module):
        if isinstance(node, ast.Import | ast.ImportFrom) and name.parts[0] in PRODUCT and listens(node):
            yield f"{name}:{node.lineno} listens to a signal; say it in a service"
        if isinstance(node, ast.Call) and name.parts[0] in PRODUCT and asks_the_machine(name, node):
            yield f"{name}:{node.lineno} asks the machine what time it is; ask stalking_unit.clock"
        if isinstance(node, ast.ClassDef) and name.parts[0] in PRODUCT:
            yield from overrides(name, node)


def listens(node: ast.Import | ast.ImportFrom) -> bool:
    modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return any(module.startswith(SIGNALS) for module in modules)


def asks_the_machine(name: Path, node: ast.Call) -> bool:
    return name != CLOCK and ast.unparse(node) in MACHINE_TIME


def overrides(name: Path, node: ast.ClassDef) -> Iterator[str]:
    """A model's save and delete do what Django says and nothing more."""
    if "models" in {*name.parts, name.stem}:
        for method in node.body:
            if isinstance(method, ast.FunctionDef) and method.name in BEHIND_THE_BACK:
                yield f"{name}:{method.lineno} overrides {method.name}(); write a service"
