from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import REAL, SMALL, Chat, refuses
from tests.content.folder import Folder
from tests.program import Program


def test_a_newcomer_sees_the_whole_round_trip_without_a_token(tmp_path: Path) -> None:
    with Program("chat", cwd=tmp_path, settings=REAL) as program:
        assert "Madoguchi is ready" in program.line()
        assert "/staff" in program.line()

        program.write("研究会の会場の駐車場は使えますか")
        seen = program.until("[状況を見る: /status]")
        assert "staff | 受付番号1" in seen
        assert "bot   | お問い合わせを" in seen
        assert "すぐにはお返事できない場合" in seen

        program.write("/staff")
        assert "駐車場" in program.until("[1: /show 1]")
        program.write("/reply 1 はい、使えます。")
        assert "      | はい、使えます。" in program.until("/send 1")
        program.write("/send 1")
        seen = program.until("送信しました")
        assert "bot   | 受付番号1" in seen
        assert "      | はい、使えます。" in seen

        program.write("/user")
        program.write("/status")
        assert "駐車場" in program.until("[受付番号1を取り下げる: /cancel 1]")
        program.end_of_input()
        assert (program.status(), program.errors()) == (0, "")
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["data", "madoguchi.db", "madoguchi.db.key"]


def test_ctrl_c_ends_it(folder: Folder, tmp_path: Path) -> None:
    with Program("chat", cwd=tmp_path, settings={"MADOGUCHI_CACHE_DIR": str(SMALL)}) as program:
        program.until("/staff")
        program.interrupt()
        assert (program.status(), program.errors()) == (130, "")


@pytest.mark.parametrize(
    ("locale", "question", "answer"),
    [("ja_JP.UTF-8", "電話番号は？", "電話：03-0000-0000"), ("C", "電話番号は？", "電話：03-0000-0000"),
     ("fr_FR.UTF-8", "What is your phone number?", "Phone: +81-3-0000-0000")],
)  # fmt: skip
def test_the_terminal_speaks_the_language_that_is_written(
    chat: Chat, locale: str, question: str, answer: str
) -> None:
    status, out, err = chat(question, LC_ALL=locale)
    assert (status, err) == (0, "")
    assert f"bot   | {answer}" in out
    assert ("ご質問をそのままお書きください" in out) == locale.startswith("ja")


def test_quit_ends_the_chat_and_empty_lines_are_passed_over(chat: Chat) -> None:
    status, out, _ = chat("", "   ", "/quit", "電話番号は？")
    assert status == 0
    assert "bot   |" not in out


def test_bytes_that_are_no_text_do_not_end_the_chat(chat: Chat) -> None:
    status, out, err = chat(b"\xff\xfe\x80", b"\x00", "電話番号は？")
    assert (status, err) == (0, "")
    assert "03-0000-0000" in out


def test_staff_who_type_what_they_do_not_have_are_told_what_they_have(chat: Chat) -> None:
    out = chat("/staff", "/dance 1", LC_ALL="C")[1]
    assert out.count("/reply NUMBER TEXT") == 2


def test_the_chat_goes_on_where_it_ended(chat: Chat) -> None:
    chat("/language ja")
    assert "電話：03-0000-0000" in chat("What is your phone number?")[1]


def test_a_database_with_another_key_is_refused_in_words(chat: Chat) -> None:
    chat("What is your phone number?")
    Path("data/madoguchi.db.key").unlink()
    refuses(chat("What is your phone number?"), "ENCRYPTION_KEYS")
