"""The tree as the architecture tests see it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("procurement", "talent", "academy", "awards", "voices")
GROUND = ROOT / "platform" / "commons"


def sources(folder: Path, suffix: str) -> list[Path]:
    """List a folder's files of one kind."""
    return sorted(folder.rglob(f"*{suffix}"))


def houses() -> dict[str, Path]:
    """Return the houses that are built, with their folders."""
    places = {name: ROOT / name for name in HOUSES} | {"voices": ROOT / "platform" / "voices"}
    return {name: place for name, place in places.items() if (place / "apps.py").exists()}


def links(file: Path, house: str) -> Iterator[str]:
    """Find what a file says to ``house`` by string: a name, an address, a template, a dotted path, an app's label.

    A ``Ref`` may name another house's kind: it is resolved by whoever is there. Prose may name anybody.
    """
    text = file.read_text(encoding="utf-8")
    found = _links_of_python(ast.parse(text), house) if file.suffix == ".py" else _links_of_template(text, house)
    for line, what in found:
        yield f"{file}:{line}: {what}"


def _said(house: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){house}(?:[:/.]\w|/$)")


def _links_of_template(text: str, house: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if _said(house).search(line):
            yield number, line.strip()


def _links_of_python(tree: ast.AST, house: str) -> Iterator[tuple[int, str]]:
    excused = _docstrings(tree) | set(_kinds_of_refs(tree)) | set(_help(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in excused:
            if _said(house).search(node.value):
                yield node.lineno, node.value
        elif isinstance(node, ast.Call) and _name(node.func) in _TAKE_A_LABEL:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and first.value == house:
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Assign) and any(_name(target) == "dependencies" for target in node.targets):
            named = [constant.value for constant in ast.walk(node.value) if isinstance(constant, ast.Constant)]
            if house in named:
                yield node.lineno, ast.unparse(node)


_TAKE_A_LABEL = {
    "get_model",
    "get_app_config",
    "is_installed",
    "import_module",
    "import_string",
    "__import__",
    "include",
}


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _docstrings(tree: ast.AST) -> set[ast.AST]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }


def _help(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "help_text":
            yield from ast.walk(node.value)


def _kinds_of_refs(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "Ref" and node.args:
            yield node.args[0]
