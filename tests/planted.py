"""What can be wrong at one place of the code: operators, limits, order, words and marks, branches.

For tests/mutants.py. Whole places are replaced in the text, so that nothing else of a file changes.
"""

import ast
import copy
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

_PAIRS = ((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.In, ast.NotIn))
_PAIRS += ((ast.Is, ast.IsNot), (ast.And, ast.Or), (ast.Add, ast.Sub))
OTHER = dict(_PAIRS) | {two: one for one, two in _PAIRS}
TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}
NO_NUMBERS = (ast.JoinedStr, ast.List, ast.Tuple, ast.Dict, ast.ListComp)
SAYS_NOTHING = ("annotation", "returns", "decorator_list")  # of what a person reads


class Mutant(NamedTuple):
    """A file with one place changed. start, end: of the place in bytes; lines: it stands on, none
    for what is done once when the module is loaded."""

    path: str
    kind: str
    line: int
    start: int
    end: int
    lines: frozenset[int]
    old: str
    new: str

    @property
    def change(self) -> tuple[str, str]:
        """Old and new in one line each."""
        return " ".join(self.old.split()), " ".join(self.new.split())

    def __str__(self) -> str:
        return f"{self.path}:{self.line} [{self.kind}] {' → '.join(self.change)}"


def mutants(root: Path, path: Path) -> Iterator[Mutant]:
    """Every place of a file that can be changed, with each change."""
    text = path.read_bytes()
    begins = [0]
    for line in text.splitlines(keepends=True):
        begins.append(begins[-1] + len(line))
    for node, within in _walked(ast.parse(text)):
        for kind, part, new in changes(node) if not _is_only_asked(node, within) else ():
            # inside a text of parts (f"…") places aren't known: the whole of it is written anew
            outer = next((up for up in (*within, node) if isinstance(up, ast.JoinedStr)), part)
            made = ast.unparse(copy.deepcopy(outer, {id(part): new}))
            if isinstance(outer, ast.expr) and not isinstance(new, ast.Constant):
                made = f"({made})"
            start = begins[outer.lineno - 1] + outer.col_offset
            end = begins[outer.end_lineno - 1] + outer.end_col_offset
            is_called = any(isinstance(up, ast.FunctionDef | ast.Lambda) for up in within)
            lines = range(outer.lineno, outer.end_lineno + 1) if is_called else ()
            about = (str(path.relative_to(root)), kind, outer.lineno, start, end)
            mutant = Mutant(*about, frozenset(lines), text[start:end].decode(), made)
            if mutant.change[0] != mutant.change[1]:
                yield mutant


def _walked(node: ast.AST, within: tuple[ast.AST, ...] = ()) -> Iterator[tuple]:
    """Every node that says something (no types, no docstrings), with those around it."""
    yield node, within
    for name, field in ast.iter_fields(node):
        for child in field if isinstance(field, list) else [field]:
            is_doc = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not is_doc and name not in SAYS_NOTHING:
                yield from _walked(child, (*within, node))


def _is_only_asked(node: ast.AST, within: tuple[ast.AST, ...]) -> bool:
    """Whether these are the words of … in ("one", "two"), whose order nobody can see."""
    match within:
        case (*_, ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[asked])):
            return asked is node
    return False


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST, ast.AST]]:
    """Kind, a part of this node, and what may stand in its place."""
    match node:
        case ast.Compare(left, [operator], [right]):
            yield "operator", node, ast.Compare(left, [OTHER[type(operator)]()], [right])
        case ast.BoolOp(operator, values):
            yield "operator", node, ast.BoolOp(OTHER[type(operator)](), values)
        case ast.BinOp(left, ast.Add() | ast.Sub() as operator, right):
            if not any(isinstance(side, NO_NUMBERS) for side in (left, right)):
                yield "operator", node, ast.BinOp(left, OTHER[type(operator)](), right)
        case ast.UnaryOp(ast.Not(), operand):
            yield "operator", node, operand
        case ast.UnaryOp(ast.USub(), operand) if not isinstance(operand, ast.Constant):
            yield "order", node, operand
        case ast.Constant(int(value)) if not isinstance(value, bool):
            yield "limit", node, ast.Constant(value + 1)
            yield "limit", node, ast.Constant(value - 1)
        case ast.Constant(str(value)) if any(letter > "~" for letter in value):
            yield "word", node, ast.Constant("")
        case ast.Call(ast.Name("sorted"), arguments, named):
            kept = [word for word in named if word.arg != "reverse"]
            turned = ast.keyword("reverse", ast.Constant(len(kept) == len(named)))
            yield "order", node, ast.Call(node.func, arguments, [*kept, turned])
            yield "order", node, ast.Call(ast.Name("list"), arguments, [])
        case ast.Call(ast.Name(name), arguments, named) if name in TWINS:
            yield "order", node, ast.Call(ast.Name(TWINS[name]), arguments, named)
        case ast.keyword(arg="ascending" | "reverse", value=ast.Constant(bool(value)) as flag):
            yield "order", flag, ast.Constant(not value)
        case ast.Dict(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
            for one, two in pairwise(v for v in values if isinstance(v, ast.Constant)):
                if isinstance(one.value, str) and isinstance(two.value, str):
                    yield "word", node, copy.deepcopy(node, {id(one): two, id(two): one})
        case ast.IfExp(_, body, orelse):
            yield "branch", node, body
            yield "branch", node, orelse
        case ast.If(test) | ast.comprehension(ifs=[test, *_]):
            yield "branch", test, ast.Constant(True)
            yield "branch", test, ast.Constant(False)
        case ast.Expr(ast.Call()) | ast.AugAssign():
            yield "branch", node, ast.Pass()
