"""Style sheet and script, served under an address that changes with them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_FOLDER = Path(__file__).parent / "static"
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_YEAR = "public, max-age=31536000, immutable"


def static_version(folder: Path = _FOLDER) -> str:
    """A name for these very files."""
    sha = sha256()
    for file in sorted(folder.iterdir()):
        sha.update(file.read_bytes())
    return sha.hexdigest()[:12]


def static_routes(folder: Path = _FOLDER) -> list[Route]:
    """One route a file, read once; the version in the address lets browsers keep it."""
    return [_route(file) for file in sorted(folder.iterdir()) if file.suffix in _KINDS]


def _route(file: Path) -> Route:
    content, kind = file.read_bytes(), _KINDS[file.suffix]

    async def serve(_: Request) -> Response:
        return Response(content, media_type=kind, headers={"Cache-Control": _YEAR})

    return Route(f"/static/{{version}}/{file.name}", serve)
