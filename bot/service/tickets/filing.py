"""Keeps the files that people send with an enquiry: fetched as a job, sealed, gone with their ticket."""

from __future__ import annotations

from bot.core.model import Attachment
from bot.service.files.uploads import recognise
from bot.service.office import Office
from bot.service.ports import Upload
from bot.service.tickets import cards
from bot.service.work import Work
from bot.store import files, jobs, tickets
from bot.store.tickets import Ticket

FETCH = "fetch_file"


async def attach(work: Work, ticket: Ticket, attachments: tuple[Attachment, ...]) -> None:
    """Show the files to staff, and have them fetched later: nothing waits for the network in here."""
    await cards.post_attachments(work, ticket, attachments)
    for attachment in attachments:
        if attachment.file_id and attachment.kind != "sticker":
            number = await files.want(work.tx, ticket.number, attachment.kind, attachment.file_id, work.at)
            await jobs.schedule(work.tx, FETCH, f"{FETCH}:{number}", work.at, work.at)


async def fetch(office: Office, number: int) -> None:
    """Fetch a file and keep it, unless it is too large. Raises TryLater when it cannot be had now."""
    async with office.store.transaction() as tx:
        wanted = await files.wanted(tx, number)
    if wanted is None:
        return
    chat, file_id = wanted
    content = await office.channel_of(chat).fetch(file_id, office.largest_file)
    async with office.store.transaction() as tx:
        ticket = await files.keep(tx, number, content)
        if ticket is not None and content is not None:
            work = Work(tx, office, office.clock(), f"file:{number}")
            await cards.post_file(work, await tickets.get(tx, ticket), _upload(ticket, number, content))


def _upload(ticket: int, number: int, content: bytes) -> Upload:
    """The file as staff get it: what the person called it may say who they are."""
    kind = recognise(content)
    if kind is None:
        return Upload(number, f"{ticket}-{number}.bin", "document")
    return Upload(number, f"{ticket}-{number}.{kind.extension}", kind.kind)
