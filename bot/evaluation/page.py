"""The confusion matrix as a page that needs nothing beside itself."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.evaluation.confusion import Confusion

_STRONGEST = 0.55
"""How opaque the fullest cell is: its number must stay readable in light and dark."""
_STYLE = """\
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 2rem; }
table { border-collapse: collapse; }
th, td { padding: .4rem .7rem; border: 1px solid rgb(128 128 128 / .35); }
th { font-weight: 600; text-align: left; }
thead th { vertical-align: bottom; }
td { text-align: right; font-variant-numeric: tabular-nums; }
td.none { opacity: .4; }
.right { --colour: 30 140 70; }
.wrong { --colour: 205 60 40; }
td.right, td.wrong { background: rgb(var(--colour) / var(--share)); }
td.right { font-weight: 600; }
"""


def page(title: str, matrix: Confusion) -> str:
    """HTML; a cell is the stronger in colour the more of its row are in it."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in matrix.got)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th>{_cells(name, matrix.got, counts)}</tr>'
        for name, counts in zip(matrix.wanted, matrix.counts, strict=True)
    )
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>
{_STYLE}</style>
</head>
<body>
<h1>{escape(title)}</h1>
<p>Rows: what was wanted. Columns: what was got. Green is right, red is wrong.</p>
<table>
<thead><tr><th scope="col">wanted \\ got</th>{head}<th scope="col">all</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def _cells(wanted: str, got: tuple[str, ...], counts: Sequence[int]) -> str:
    cells = (_cell(wanted == name, count, sum(counts)) for name, count in zip(got, counts, strict=True))
    return "".join(cells) + f"<td>{sum(counts)}</td>"


def _cell(right: bool, count: int, of: int) -> str:
    if not count:
        return '<td class="none">0</td>'
    kind = "right" if right else "wrong"
    return f'<td class="{kind}" style="--share: {_STRONGEST * count / of:.2f}">{count}</td>'
