"""Which sentences of a message ask or demand something, and which only tell the story around it."""

from __future__ import annotations

import re

from bot.core.text import normalise, sentences

_MARKS = re.compile(r"[\s。．.!！~〜ー…、,\"'”’」』)）]+$")
_ASKS_IN_JAPANESE = re.compile(
    r"(?:か|かな|かね|かしら|のか|んか|っけ|よね|でしょ|だろう|って何|とは|の番号は|はどこ|はいつ|はどう|はだれ|は誰)$"
    r"|(?:何番|何時|何時まで|いくら|どれ|どこ|いつ|どう|何|誰|だれ)$|誰が|どうすれば"
    r"|教え|おしえ|知りたい|伺いたい|うかがいたい|聞きたい|尋ねたい|確認したい|見たい|読みたい|ください|下さい"
    r"|ちょうだい|頂戴|ほしい|欲しい|願い|願う|お願|いただけ|頂け|もらえ|もらいたい|くれ(?:る|ます|ない|ません|ん|$)|くんない"
    r"|(?:して|消して|直して|送って|見せて|やめて|止めて|くれ)(?:よ|ね)?$|たい(?:です|のです|んです)?(?:が|けど|のですが|んですが|んですけど)?$|たいと(?:思|存)"
)
_ASKS_IN_ENGLISH = re.compile(
    r"^(?:(?:so|and|but|also|then|well|um|uh|ok|okay|hi|hello|yeah|now|oh|or)[ ,]+)*"
    r"(?:what|whats|who|whos|how|hows|when|where|wheres|why|whyd|which|whose|is|isn't|are|aren't|am|do"
    r"|don't you|does|did|can|could|will|would|should|may|shall|has|have you|please|pls|kindly|tell|show|send"
    r"|give|gimme|delete|remove|erase|forget|correct|update|change|list|let me|get me|any)\b"
    r"|\b(?:i(?: wou|')?l?d (?:like|love|prefer)|i want|i need|i wish to|i wonder|wondering|i request|can you"
    r"|could you|would you|tell me|let me know|please|pls|want to know|need to know|like to know|curious)\b"
)
_TOLD_IN_JAPANESE = re.compile(r"(?:ました|でした|(?<!か)った)(?:が|けど|けれど)?$")
_CLOSING = re.compile(r"(?:どうぞ|何卒|なにとぞ)?(?:よろしく|宜しく)お願い?(?:いた|致)?し(?:ます|ました)")
_QUOTED = re.compile(r"^[\"“”「『‘']")
_NEXT_QUESTION = re.compile(
    r"[、,]\s*(?=(?:あと|それと|それから|ついでに|また|それに)[、,は]?)"
    r"|,?\s+(?=and (?:also |then )?"
    r"(?:what|where|who|how|when|why|which|is|are|do|does|can|could|will|should)\b)"
)


def asks(sentence: str) -> bool:
    """Whether a sentence has the form of a question or a demand; what is quoted asks nothing."""
    if _QUOTED.match(sentence.strip()):
        return False
    said = normalise(sentence)
    if "?" in said:
        return True
    bare = _MARKS.sub("", _CLOSING.sub("", said))
    if _TOLD_IN_JAPANESE.search(bare):
        return False
    return bool(_ASKS_IN_JAPANESE.search(bare) or _ASKS_IN_ENGLISH.search(said))


def clauses(text: str) -> tuple[str, ...]:
    """The sentences of a message, and of a sentence with two questions each question."""
    parts = (part for sentence in sentences(text) for part in _NEXT_QUESTION.split(sentence))
    return tuple(dict.fromkeys(stripped for part in parts if (stripped := part.strip())))
