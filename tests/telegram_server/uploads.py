"""Files on the fake Telegram: known by id, downloadable by path."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from .errors import JsonDict, bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a multipart request."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`size` is what Telegram claims, so that a test can have a huge file without its bytes.

    `kind` is Telegram's name of its type, such as Document or VoiceNote; without one it passes for any.
    """

    file_id: str
    path: str
    content: bytes
    size: int
    kind: str = ""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    def to_dict(self) -> JsonDict:
        return {"file_id": self.file_id, "file_unique_id": f"u{self.file_id}", "file_size": self.size}


class FileStore:
    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._numbers = count(1)

    def put(
        self, name: str, content: bytes, file_id: str = "", size: int | None = None, kind: str = ""
    ) -> StoredFile:
        number = next(self._numbers)
        stored = StoredFile(
            file_id=file_id or f"file-{number}",
            path=f"files/{number}/{name}",
            content=content,
            size=len(content) if size is None else size,
            kind=kind,
        )
        self._files[stored.file_id] = stored
        return stored

    def get(self, file_id: object) -> StoredFile | None:
        return self._files.get(file_id) if isinstance(file_id, str) else None

    def at(self, path: str) -> StoredFile | None:
        return next((stored for stored in self._files.values() if stored.path == path), None)

    def from_request(self, params: JsonDict, field: str, kind: str) -> tuple[StoredFile, str]:
        """The file a send method names or uploads in `field`, with its file name."""
        value = params.get(field)
        if isinstance(value, str) and value.startswith("attach://"):
            value = params.get(value.removeprefix("attach://"))
        if not value:
            raise bad_request(f"there is no {field} in the request")
        if isinstance(value, Upload):
            if not value.content:
                raise bad_request("file must be non-empty")
            return self.put(value.name, value.content, kind=kind), value.name
        stored = self.get(value)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if stored.kind not in ("", kind):
            raise bad_request(f"can't use file of type {stored.kind} as {kind}")
        return stored, stored.name
