"""Mail addresses. A sender's address can be forged, so even ours proves little: the answer says so."""

from __future__ import annotations

from bot.core.accounts.judging.judged import UNLISTED, Judged, alike, cannot_tell
from bot.core.accounts.judging.web import imitated_domain, within
from bot.core.accounts.keys import of_mail
from bot.core.accounts.likeness.domains import domain_likeness, read_domain
from bot.core.accounts.likeness.mails import local_part_likeness
from bot.core.accounts.likeness.strength import strongest
from bot.core.accounts.listed import Listed
from bot.core.accounts.references import Reference
from bot.core.model import Evidence


def judge_mail(reference: Reference, listed: Listed) -> Judged:
    """Official only as written on the list, case aside."""
    address = (reference.identity or "").lower()
    local, _, host = address.rpartition("@")
    if not address:
        return cannot_tell("no_account")
    if address in {of_mail(mail) for mail in listed.registry.mails}:
        return Judged("official", evidence=(Evidence("sender_can_be_forged"),))
    neighbour = listed.neighbours.get(("mail", address)) or listed.neighbour_at(host)
    if neighbour:
        return Judged("other_organisation", other=neighbour.id)
    on_mastodon = listed.account("mastodon", address) is not None
    if on_mastodon or listed.registry.incomplete("mail"):
        return cannot_tell("another_form" if on_mastodon else "incomplete", theirs="mail")
    if within(host, listed.former):
        return cannot_tell("former_domain", theirs=host)
    own = {of_mail(mail).rpartition("@")[2] for mail in listed.registry.mails}
    if within(host, listed.domains) or host in own:
        return cannot_tell("mail_local", theirs=local)
    like = strongest(domain_likeness(domain, host) for domain in sorted(own - set(listed.domains)))
    imitated = alike(like) if like else imitated_domain(host, listed)
    return imitated or _named_after_us(address, listed) or UNLISTED


def _named_after_us(address: str, listed: Listed) -> Judged | None:
    names = dict.fromkeys(
        (
            *listed.registry.abbreviations,
            *(read_domain(domain).name for domain in listed.domains),
            *(handle.text for handle in listed.handles),
        )
    )
    like = local_part_likeness(tuple(names), address)
    return alike(like) if like else None
