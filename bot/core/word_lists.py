"""Small closed word lists by which short messages are told apart."""

from __future__ import annotations

ROMAJI_WORDS = frozenset(
    """
    wa no wo ga ni de to mo ka ne yo desu masu masen kudasai tte nan nani doko dare itsu ikura onegai arigatou
    arigato gozaimasu gozaimashita kara made shite mashita deshita imasu arimasu
    """.split()  # noqa: SIM905  # sixty words read better as text
)
"""Particles and endings of Japanese as they are typed in Latin letters."""

ENGLISH_WORDS = frozenset(
    """
    the is are was i you your my me we us it this that what who why how when where which can could do does did
    will would please thanks thank hi hello hey ok okay yes no not and or of for in on to a an have has be bye
    info contact phone fax email mail address official page account u ur pls plz lol k got gotcha cool
    """.split()  # noqa: SIM905  # as above
)
"""Words that make a short message English."""
