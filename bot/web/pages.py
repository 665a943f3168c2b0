"""Pages from templates: every value in them is escaped, every sentence comes from the wording."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.core import reply
from bot.core.model import Language, Say
from bot.core.reply import Wording
from bot.web import language as languages

SHARED = Path(__file__).parent / "templates"


class Pages:
    """Writes the pages of one room; `folder` has its templates, those of all rooms stand beside them.

    In a template `t("id", name=value)` is a sentence in the page's language, `language` its code.
    """

    def __init__(
        self, folder: Path, wording: Wording, spoken: Sequence[Language], *, secure: bool, version: str
    ) -> None:
        self._wording = wording
        self._secure = secure
        self.spoken = tuple(spoken)
        self._environment = Environment(
            loader=FileSystemLoader([folder, SHARED]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {"version": version, "spoken": self.spoken}

    def language(self, request: Request) -> Language:
        """In which language this reader gets their pages."""
        return languages.language(request, self.spoken)

    def say(self, language: Language, id: str, **values: str) -> str:  # as the wording calls it
        return reply.say(self._wording, language, Say(id, values))

    def has(self, id: str) -> bool:  # as above
        """Whether there is such a sentence."""
        return id in self._wording[self.spoken[0]]

    def render(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        """A whole page."""
        response = HTMLResponse(self.text(request, template, **values), status)
        languages.remember(request, response, self.spoken, secure=self._secure)
        return response

    def problem(self, request: Request, what: str, status: int, link: str = "", label: str = "") -> Response:
        """A page with the sentences `what` and `what`.text, perhaps with a link by the sentence `label`."""
        language = self.language(request)
        values = {"title": self.say(language, what), "text": self.say(language, f"{what}.text")}
        shown = self.say(language, label) if label else ""
        return self.render(request, "problem.html", status, link=link, label=shown, **values)

    def text(self, request: Request, template: str, **values: Any) -> str:
        """A page, or a piece of one."""
        language = self.language(request)
        found = self._environment.get_template(template)
        own: dict[str, Any] = {
            "t": self._sentences(language),
            "language": language,
            "path": request.url.path,
            "languages": self._language_links(request),
        }
        return found.render(own | values)

    def _sentences(self, language: Language) -> Callable[..., str]:
        def t(id: str, **values: object) -> str:  # as above
            return self.say(language, id, **{name: str(value) for name, value in values.items()})

        return t

    def _language_links(self, request: Request) -> list[tuple[Language, str, str]]:
        """Code, own name and address of this page in each language."""
        return [
            (code, self.say(code, "language.name"), f"?{request.url.include_query_params(lang=code).query}")
            for code in self.spoken
        ]
