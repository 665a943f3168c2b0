"""Whether a mail address imitates one of ours."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.accounts.likeness.affixes import tokens
from bot.core.accounts.likeness.characters import skeleton
from bot.core.accounts.likeness.strength import Likeness, Strength
from bot.core.model import Evidence

_TELLING = 4


def local_part_likeness(names: Sequence[str], address: str) -> Likeness | None:
    """Whether the part before "@" of a foreign address is one of our short names: "isj.info@free.example".

    `names` are abbreviations, handles and the names of our domains.
    """
    local, _, domain = address.rpartition("@")
    words = {skeleton(word) for word in tokens(local)}
    for name in names:
        look = skeleton(name)
        if look in words or (len(look) > _TELLING + 1 and look in skeleton(local)):
            # run together, the letters may also be a person's first name and family name
            strength: Strength = "lookalike" if look in words and len(look) >= _TELLING else "similar"
            return Likeness(strength, name, (Evidence("mail_domain", name, domain),))
    return None
