"""Rewrites the transcripts in README.md: `make transcript`.

Between `<!-- transcript: NAME -->` and `<!-- end -->` stands what the terminal shows when the lines of
tests/transcripts/NAME.txt are typed, one "side> text" a line, into a new database.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path
from typing import cast

from bot.app.terminal import open_terminal_chat
from bot.channels.terminal import Side
from bot.cli.chatting import shown
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"(<!-- transcript: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def transcript(script: str, language: str) -> str:
    """What the terminal shows when these lines are typed."""
    return asyncio.run(_play(script.splitlines(), language))


async def _play(typed: list[str], language: str) -> str:
    seen: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            madoguchi_data_dir=Path(folder),
            knowledge_dir=ROOT / "knowledge",
            intents_file=ROOT / "intents.yaml",
            database_url=None,
            business_hours="00:00-23:59:59.999999",  # what is said does not depend on when it is written down
            business_days="mon-sun",
            holidays="none",
        )
        chat, office = await open_terminal_chat(
            settings, lambda side, text: seen.append(shown(side, text)), language
        )
        for line in typed:
            side, _, text = line.partition("> ")
            seen.append(f"\n{line}")
            await chat.say(cast("Side", side), text)
        await office.store.close()
    return "\n".join(seen).strip()


def readme() -> str:
    """The README with its transcripts made anew."""

    def block(match: re.Match[str]) -> str:
        name = match[2]
        script = (ROOT / "tests" / "transcripts" / f"{name}.txt").read_text(encoding="utf-8")
        return f"{match[1]}```text\n{transcript(script, name)}\n```\n{match[3]}"

    return _BLOCK.sub(block, README.read_text(encoding="utf-8"))


if __name__ == "__main__":
    README.write_text(readme(), encoding="utf-8")
