"""Read the translatable strings out of Python and templates."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

TEMPLATE_SUFFIXES = frozenset({".html", ".txt", ".xml", ".svg"})

# What each function of gettext takes, in order.
_SHAPES: dict[str, tuple[str, ...]] = {
    "gettext": ("msgid",),
    "gettext_lazy": ("msgid",),
    "gettext_noop": ("msgid",),
    "_": ("msgid",),
    "ngettext": ("msgid", "plural"),
    "ngettext_lazy": ("msgid", "plural"),
    "pgettext": ("context", "msgid"),
    "pgettext_lazy": ("context", "msgid"),
    "npgettext": ("context", "msgid", "plural"),
    "npgettext_lazy": ("context", "msgid", "plural"),
}

_LITERAL = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_TEMPLATIZED = re.compile(rf"(?<!\w)(_|n?p?gettext)\(((?:\s*{_LITERAL}\s*,?)+)")
_LITERALS = re.compile(_LITERAL)
# Cotton's dynamic attributes (:title="_('Price')") are text to Django's lexer.
_ATTRIBUTE = re.compile(r"""\s:[\w.\-]+=(?:"([^"]*)"|'([^']*)')""")
_CONSTANT = re.compile(rf"(?<!\w)_\(\s*({_LITERAL})\s*\)")
_DJANGO_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)


@dataclass(frozen=True, order=True)
class Message:
    """A string that the interface shows, and where it stands."""

    msgid: str
    context: str
    plural: str
    source: str  # relative to the app


class Unreadable(Exception):
    """A string that no translator would ever see, such as an f-string inside gettext."""


def messages_of(app: Path) -> list[Message]:
    """List every translatable string of an app, its tests and migrations left out."""
    return sorted({*_python_messages(app), *_template_messages(app)})


def _python_messages(app: Path) -> Iterator[Message]:
    for file in sorted(app.rglob("*.py")):
        name = file.relative_to(app).as_posix()
        if not name.startswith(("migrations/", "locale/")):
            yield from python_messages(file.read_text(encoding="utf-8"), source=name)


def _template_messages(app: Path) -> Iterator[Message]:
    for file in sorted((app / "templates").rglob("*")):
        if file.suffix in TEMPLATE_SUFFIXES:
            name = file.relative_to(app).as_posix()
            yield from template_messages(file.read_text(encoding="utf-8"), source=name)


def python_messages(text: str, *, source: str) -> Iterator[Message]:
    """Read the calls of gettext in a Python file, under whatever name they were imported."""
    tree = ast.parse(text, filename=source)
    names = _imported_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (shape := _shape(node.func, names)):
            arguments = node.args[: len(shape)]
            for argument in arguments:
                if isinstance(argument, ast.JoinedStr | ast.BinOp):
                    raise Unreadable(
                        f"{source}:{argument.lineno}: a string put together at run time cannot be translated; "
                        "use a literal with %(name)s and fill it in afterwards"
                    )
            literals = [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if len(literals) == len(shape):  # a variable is somebody else's literal, marked where it was written
                yield _message(shape, literals, source)


def template_messages(text: str, *, source: str) -> Iterator[Message]:
    """Read the translation tags, constants and dynamic attributes of a template."""
    for call, arguments in _TEMPLATIZED.findall(templatize(text, origin=source)):
        literals = [_value(literal) for literal in _LITERALS.findall(arguments)]
        shape = _SHAPES[call]
        if call == "_":
            literals = [_escaped(literals[0])]
        if len(literals) >= len(shape):
            yield _message(shape, literals[: len(shape)], source)
    for double, single in _ATTRIBUTE.findall(_DJANGO_TAG.sub("", text)):
        for literal in _CONSTANT.findall(double or single):
            yield Message(_escaped(_value(literal)), "", "", source)


def _imported_names(tree: ast.Module) -> dict[str, str]:
    """Map each local name to the function of gettext it stands for."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names.update({alias.asname or alias.name: alias.name for alias in node.names})
    return names


def _shape(function: ast.expr, names: dict[str, str]) -> tuple[str, ...] | None:
    if isinstance(function, ast.Name):
        return _SHAPES.get(names.get(function.id, ""))
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return _SHAPES.get(function.attr) if function.value.id == "translation" else None
    return None


def _message(shape: Iterable[str], literals: Iterable[str], source: str) -> Message:
    parts = dict(zip(shape, literals, strict=True))
    return Message(parts["msgid"], parts.get("context", ""), parts.get("plural", ""), source)


def _value(literal: str) -> str:
    return str(ast.literal_eval(literal))


def _escaped(constant: str) -> str:
    """Double the per cent signs of a constant, as Django does before it asks the catalogue."""
    return constant.replace("%", "%%")
