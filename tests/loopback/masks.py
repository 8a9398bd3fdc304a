"""The `fields` parameter of Google's API: which parts of an answer are sent."""


def masked(answer: dict, mask: str | None) -> dict:
    """The parts of an answer that a mask such as "a.b,c(d,e)" names; all without a mask."""
    if not mask:
        return answer
    tree, rest = _parsed(mask)
    if rest:
        raise ValueError(mask)
    return _kept(answer, tree)


def _parsed(mask: str) -> tuple[dict, str]:
    """Names and what is kept below each ({}: everything), and what is left of the text."""
    tree: dict = {}
    while mask:
        end = next((i for i, c in enumerate(mask) if c in ".,()/"), len(mask))
        name, mark, mask = mask[:end], mask[end : end + 1], mask[end + 1 :]
        below = tree.setdefault(name, {})
        while mark in (".", "/") and mark:
            end = next((i for i, c in enumerate(mask) if c in ".,()/"), len(mask))
            name, mark, mask = mask[:end], mask[end : end + 1], mask[end + 1 :]
            below = below.setdefault(name, {})
        if mark == "(":
            inside, mask = _parsed(mask)
            below.update(inside)
            mark, mask = mask[:1], mask[1:]
        if mark == ")":
            return tree, mask
    return tree, ""


def _kept(value: object, tree: dict) -> object:
    if not tree or "*" in tree:
        return value
    if isinstance(value, list):
        return [_kept(each, tree) for each in value]
    if isinstance(value, dict):
        return {name: _kept(value[name], below) for name, below in tree.items() if name in value}
    return value
