"""YAML as nodes whose scalars are text as it was written."""

from __future__ import annotations

import yaml
from yaml.composer import Composer

try:
    from yaml import CSafeLoader as LibyamlLoader
except ImportError:  # PyYAML was built where libyaml is not
    from yaml import SafeLoader as LibyamlLoader  # type: ignore[assignment]

NULL = "tag:yaml.org,2002:null"


def compose(text: str) -> yaml.Node | None:
    """The root node, None of an empty text; raises yaml.YAMLError.

    libyaml is ten times as quick; what it refuses, PyYAML itself reads or words better.
    """
    try:
        return yaml.compose(text, Loader=_ByLibyaml)
    except yaml.YAMLError:
        return yaml.compose(text, Loader=_ByPyYAML)


class _AsWritten(Composer):
    """Every scalar is text as it was written, save null; the schema decides what is a date.

    Thus 6.10, 0120 and the answer "no" survive, which YAML would make 6.1, 80 and False.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - the attribute by which PyYAML is told, never changed
        first: [(tag, pattern) for tag, pattern in resolvers if tag == NULL]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):  # type: ignore[attr-defined]  # the parser's beside it
            mark: yaml.Mark = self.peek_event().start_mark  # type: ignore[attr-defined]  # the same
            problem = "an alias (*name) is not supported; write the value out"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
        return super().compose_node(parent, index)


class _ByPyYAML(_AsWritten, yaml.SafeLoader):
    """In Python."""

    def __init__(self, stream: str) -> None:
        yaml.SafeLoader.__init__(self, stream)


class _ByLibyaml(_AsWritten, LibyamlLoader):
    """In C; it would compose by itself, and let aliases in."""

    def __init__(self, stream: str) -> None:
        LibyamlLoader.__init__(self, stream)
        Composer.__init__(self)
