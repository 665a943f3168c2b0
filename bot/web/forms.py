"""Forms that come back, read within limits."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from bot.service.well_formed import well_formed
from bot.web.safety import TooMuch

MOST_FIELDS = 1000
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file as a browser sent it: its name is whatever they call it there.

    One that is `too_large` comes without its content.
    """

    name: str
    content: bytes
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The fields by name, and the files that are not empty."""

    fields: dict[str, list[str]]
    files: tuple[Uploaded, ...] = ()

    def text(self, name: str) -> str:
        """The field, with the line ends of this house; "" when it was not sent."""
        return self.fields.get(name, [""])[-1].replace("\r\n", "\n").replace("\r", "\n")

    def texts(self, name: str) -> list[str]:
        """All fields of this name, such as boxes that were ticked."""
        return self.fields.get(name, [])

    def number(self, name: str) -> int | None:
        """The field as the number of something; None when it is none."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


async def read_form(
    request: Request, *, most_files: int = 0, part_size: int = 4_000_000, largest: int | None = None
) -> Form:
    """What was sent; of files with more than `largest` bytes only the name.

    TooMuch when a field is longer than `part_size` bytes or there are too many. HTTPException with 400 for
    what is no form.
    """
    try:
        async with request.form(
            max_files=most_files, max_fields=MOST_FIELDS, max_part_size=part_size
        ) as sent:
            fields: dict[str, list[str]] = {}
            files: list[Uploaded] = []
            for name, value in sent.multi_items():
                if isinstance(value, UploadFile):
                    too_large = largest is not None and (value.size or 0) > largest
                    content = b"" if too_large else await value.read()
                    if content or too_large:
                        called = well_formed(value.filename or "")[-_LONGEST_NAME:]
                        files.append(Uploaded(called, content, too_large))
                else:
                    fields.setdefault(name, []).append(well_formed(value))
    except (LookupError, UnicodeError) as error:  # of an encoding that it names
        raise HTTPException(400) from error
    except (MultiPartException, HTTPException) as error:  # the second inside an application
        raise TooMuch from error
    return Form(fields, tuple(files))
