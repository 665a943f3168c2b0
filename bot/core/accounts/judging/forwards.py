"""Where a forwarded Telegram message came from: its number first, which nobody can choose."""

from __future__ import annotations

from bot.core.accounts import identity
from bot.core.accounts.judging.handles import known_otherwise
from bot.core.accounts.judging.imitating import resembled
from bot.core.accounts.judging.judged import UNLISTED, Judged, alike, cannot_tell
from bot.core.accounts.judging.names import is_ours, likeness_to_our_names
from bot.core.accounts.likeness.names import plain_name
from bot.core.accounts.listed import Listed
from bot.core.accounts.references import Reference
from bot.core.model import Evidence, ForwardOrigin


def judge_forward(reference: Reference, listed: Listed) -> Judged:
    """Ours by number, or by username where no other number is on file; else what it imitates."""
    origin = reference.origin
    if origin is None or origin.type == "hidden_user":
        return _hidden(origin, listed)
    number = None if origin.id is None else str(origin.id)
    username = identity.of_handle("telegram", origin.username or "")
    known = _ours(number, username, listed) or _not_ours(number, username, listed)
    if known is not None:
        return known
    if listed.registry.incomplete("telegram"):
        return cannot_tell("incomplete", theirs="telegram")
    return _imitation(origin, number, listed) or _unknown(origin, number, username, listed)


def _ours(number: str | None, username: str | None, listed: Listed) -> Judged | None:
    if account := listed.account("telegram", number):
        return Judged("official", (account.id,))
    account = listed.account("telegram", username)
    if account is None:
        return None
    if number and account.numeric_id:  # the name may have passed to somebody else
        return cannot_tell("number", ours=account.numeric_id, theirs=number, accounts=(account.id,))
    return Judged("official", (account.id,))


def _not_ours(number: str | None, username: str | None, listed: Listed) -> Judged | None:
    names = (name for name in (number, username) if name)
    return next((found for name in names if (found := known_otherwise(("telegram", name), listed))), None)


def _hidden(origin: ForwardOrigin | None, listed: Listed) -> Judged:
    """Only a name that they chose is shown."""
    title = origin.title or "" if origin else ""
    like = None if is_ours(title, listed) else likeness_to_our_names(title, listed)
    if like:
        return alike(like)
    return cannot_tell("hidden_sender")


def _imitation(origin: ForwardOrigin, number: str | None, listed: Listed) -> Judged | None:
    title = origin.title or ""
    if is_ours(title, listed):
        return Judged("lookalike", (), (Evidence("name_on_another", title, number or ""),))
    if plain_name(title) in listed.neighbour_names:
        return Judged("other_organisation", other=listed.neighbour_names[plain_name(title)].id)
    like = likeness_to_our_names(title, listed)
    named = resembled(filter(None, (origin.username, number)), "telegram", listed)
    if like and (named is None or like.strength == "lookalike"):
        return alike(like)
    return named


def _unknown(origin: ForwardOrigin, number: str | None, username: str | None, listed: Listed) -> Judged:
    names = [name for name in (username, number) if name]
    if not origin.title and not names:
        return cannot_tell("hidden_sender")
    unsure = bool(names) and all(listed.may_have("telegram", name) for name in names)
    return cannot_tell("another_form", theirs="telegram") if unsure else UNLISTED
