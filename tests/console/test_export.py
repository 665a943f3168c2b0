"""A list of enquiries, as spreadsheet programs read it."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from bot.console.export import harmless
from tests.console.enquiries import Enquiry, asks
from tests.console.signed import Rooms
from tests.service.scene import SATO, TANAKA


async def test_a_list_is_saved_with_its_filters_and_opens_in_excel(rooms: Rooms) -> None:
    scene = rooms.scene
    await asks(
        scene,
        Enquiry('=HYPERLINK("http://example.com")\n"二行目", 三'),
        Enquiry("My phone is [phone]", language="en"),
        Enquiry("内密の件", for_leads=True),
    )
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA)
    content, headers = await sato.content("/desk/export.csv?view=all")
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    assert headers["Content-Disposition"] == 'attachment; filename="enquiries-2026-04-01.csv"'
    assert content.startswith(b"\xef\xbb\xbf")
    head, english, harmful = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert head[0] == "受付番号"
    assert (english[0], english[-1]) == ("2", "My phone is 〔電話番号〕")
    assert (harmful[0], harmful[4]) == ("1", "2026-04-01 12:00")
    assert harmful[-1] == '\'=HYPERLINK("http://example.com")\n"二行目", 三'
    assert content.count(b"\r\n") == 3
    assert "内密" in (await tanaka.content("/desk/export.csv"))[0].decode()
    english_head = (await sato.content("/desk/export.csv?language=en&lang=en"))[0].decode("utf-8-sig")
    assert english_head.startswith("Number,Kind,State")
    assert await scene.rows("SELECT staff_id, type, detail FROM desk_events ORDER BY id") == [
        ("sato", "exported", "2"),
        ("tanaka", "exported", "3"),
        ("sato", "exported", "1"),
    ]


@given(st.text())
def test_no_cell_is_worked_out(text: str) -> None:
    cell = harmless(text)
    assert cell in {text, f"'{text}"}
    assert cell.strip()[:1] not in {"=", "+", "-", "@"}
