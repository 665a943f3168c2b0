"""Verdicts on accounts: what is imitated and found, and how soon: python -m benchmarks.accounts

The domains, handles and mail addresses of a list of forty accounts are varied by dnstwist, a tool that
knows nothing of our rules, some of each kind with a fixed seed. Speed is told with 500 neighbours beside
the forty accounts. With --data FOLDER labelled messages are judged too: a registry.json of organisations and
a messages.jsonl of {"text", "label", "family", "org", "kind"}, forwards with "handle", "num_id", "name".
Fails on a single false "official".
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import quantiles
from typing import Any

import dnstwist

from benchmarks.usage import machine
from bot.content.loader import load_registry
from bot.core.accounts.likeness.characters import squeezed
from bot.core.accounts.listed import listed
from bot.core.accounts.registry import Account, Neighbour, Registry
from bot.core.accounts.verdict import Verifier, worst
from bot.core.model import ForwardOrigin

FORTY = Path(__file__).parents[1] / "tests" / "content" / "forty-accounts.yaml"
ENDINGS = ("com", "net", "org", "info", "xyz", "top", "shop", "jp", "co.jp")
WORDS = ("login", "secure", "member", "pay", "official", "help")
OF_EACH_KIND = 60
_ADDRESSES = {
    "facebook": "https://www.facebook.com/{}",
    "x": "https://x.com/{}",
    "instagram": "https://www.instagram.com/{}/",
    "youtube": "https://www.youtube.com/@{}",
    "telegram": "https://t.me/{}",
    "linkedin": "https://www.linkedin.com/company/{}/",
}
_EXPECTED: Mapping[str, frozenset[str | None]] = {
    "official": frozenset({"official"}),
    "lookalike": frozenset({"lookalike", "similar"}),
    "name_only": frozenset({"name_only"}),
    "unrelated": frozenset({"unlisted", "cannot_tell", "other_organisation", "name_only", None}),
}


@dataclass
class Told:
    """Verdicts by label and kind, what was missed, and the milliseconds each message took."""

    verdicts: dict[tuple[str, str], Counter[str | None]] = field(default_factory=lambda: defaultdict(Counter))
    missed: list[tuple[str, str, str | None]] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def judge(
        self, verifier: Verifier, text: str, label: str, kind: str, forward: ForwardOrigin | None = None
    ) -> None:
        """Hold one message against the list and note what came of it."""
        started = time.perf_counter()
        verdict = worst(verifier.judge(verifier.references(text, forward)))
        self.milliseconds.append((time.perf_counter() - started) * 1000)
        self.verdicts[label, kind][verdict] += 1
        if verdict not in _EXPECTED[label]:
            self.missed.append((kind, text or str(forward), verdict))

    def share(self, label: str, *verdicts: str | None) -> float:
        """Which share of a label's messages got one of these verdicts."""
        counts = Counter[str | None]()
        for (of, _), found in self.verdicts.items():
            if of == label:
                counts.update(found)
        return sum(counts[v] for v in verdicts) / max(counts.total(), 1)

    def false_officials(self) -> int:
        return sum(found["official"] for (label, _), found in self.verdicts.items() if label != "official")

    def print(self, title: str, most: int) -> None:
        """One line a label, then kinds with misses, then some of the misses."""
        p50, p99 = quantiles(self.milliseconds, n=100)[49], quantiles(self.milliseconds, n=100)[98]
        print(f"{title}: {len(self.milliseconds)} messages, p50 {p50:.2f} ms, p99 {p99:.2f} ms")
        for label, right in _EXPECTED.items():
            total = sum(f.total() for (of, _), f in self.verdicts.items() if of == label)
            if total:
                print(f"  {label}: {self.share(label, *right):.2%} as they should be of {total}")
        print(f"  unrelated called lookalike: {self.share('unrelated', 'lookalike'):.2%}")
        print(f"  false official: {self.false_officials()}")
        for kind, count in Counter(kind for kind, _, _ in self.missed).most_common():
            print(f"    {kind}: {count} missed")
        for kind, text, verdict in self.missed[:most]:
            print(f"    {kind}: {text} -> {verdict}")


def varied(domain: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Some of every kind of imitation of a domain, with the kind; never the domain itself."""
    fuzzer = dnstwist.Fuzzer(domain, dictionary=list(WORDS), tld_dictionary=list(ENDINGS))
    fuzzer.generate()
    by_kind: dict[str, list[str]] = defaultdict(list)
    for made in sorted(fuzzer.domains, key=lambda found: found["domain"]):
        by_kind[made["fuzzer"]].append(made["domain"])
    for kind, made_of_kind in by_kind.items():
        if kind != "*original":
            for name in dice.sample(made_of_kind, min(OF_EACH_KIND, len(made_of_kind))):
                yield kind, name


def imitations(registry: Registry, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Imitated domains, mail addresses and handles of a list, with their kind."""
    for domain in registry.domains:
        for kind, host in varied(domain, dice):
            yield f"domain {kind}", f"https://{host}/join"
            yield f"mail {kind}", f"info@{host}"
    known = {handle.text.lower() for handle in listed(registry).handles}
    for handle in listed(registry).handles:
        address = _ADDRESSES.get(handle.platform)
        if address is None:
            continue
        separator = next((c for c in "_." if c in handle.text), "-")
        for kind, host in varied(f"{handle.text.replace('_', '-').replace('.', '-')}.com", dice):
            name = _readable(host.removesuffix(".com")).replace("-", separator)
            same_page = handle.platform == "facebook" and squeezed(name) == squeezed(handle.text)
            if kind in {"tld-swap", "various", "subdomain"} or name.lower() in known or same_page:
                continue  # another ending says nothing of a handle; Facebook ignores dots
            if kind == "dictionary" and squeezed(handle.text) not in squeezed(name):
                continue  # a word in the place of one of ours: "help_society" imitates nobody
            yield f"handle {kind}", address.format(name)


def _readable(label: str) -> str:
    return label.encode().decode("idna") if label.startswith("xn--") else label


def with_neighbours(registry: Registry, count: int) -> Registry:
    """The same list with made-up neighbours."""
    made = tuple(
        Neighbour(
            f"made-{i}",
            (f"日本第{i}学会", f"Society of Field {i} of Japan"),
            (f"https://field{i}.example/", f"https://x.com/field_{i}", f"info@field{i}.example"),
        )
        for i in range(count)
    )
    return replace(registry, neighbours=(*registry.neighbours, *made))


def labelled(folder: Path) -> Told:
    """The labelled messages of a folder, each held against its organisation, unrelated ones against all."""
    organizations = json.loads((folder / "registry.json").read_text(encoding="utf-8"))
    verifiers = {o["id"]: Verifier(_registry(o)) for o in organizations}
    told = Told()
    with (folder / "messages.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            forward = _forward(row) if row["kind"] == "forward" else None
            for verifier in [verifiers[row["org"]]] if row["org"] else verifiers.values():
                text = "" if forward else row["text"]
                told.judge(verifier, text, row["label"], row["family"], forward)
    return told


def _registry(organization: Mapping[str, Any]) -> Registry:
    names = {"ja": organization["ja"], "en": organization["en"]}
    return Registry(
        accounts=tuple(
            Account(
                f"{organization['id']}/{a['platform']}",
                organization["id"],
                a["platform"],
                names,
                _ADDRESSES[a["platform"]].format(a["handle"]),
                a.get("num_id"),
            )
            for a in organization["accounts"]
        ),
        names=tuple(organization["names"]),
        abbreviations=(organization["abbr"],),
        domains=(organization["domain"],),
        mails=tuple(organization["mails"]),
    )


def _forward(row: Mapping[str, Any]) -> ForwardOrigin:
    return ForwardOrigin("channel", int(row["num_id"]), row["handle"], row["name"])


def _officials(registry: Registry) -> Iterable[str]:
    yield from (account.address for account in registry.accounts if account.address)
    yield from (f"https://www.{domain}/a?utm_source=mail" for domain in registry.domains)
    yield from registry.mails


def main() -> int:
    parser = argparse.ArgumentParser(description="Verdicts on imitated and labelled accounts.")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="labelled accounts and messages")
    parser.add_argument("--missed", type=int, default=10, metavar="N", help="how many misses to print")
    chosen = parser.parse_args()
    print(machine())
    registry = with_neighbours(load_registry(FORTY), 500)
    verifier, varied_ones = Verifier(registry), Told()
    for text in _officials(registry):
        varied_ones.judge(verifier, text, "official", "as published")
    for kind, text in imitations(registry, random.Random(5)):  # noqa: S311  # no secret
        varied_ones.judge(verifier, text, "lookalike", kind)
    varied_ones.print("dnstwist, 40 accounts, 500 neighbours", chosen.missed)
    false = varied_ones.false_officials()
    if chosen.data:
        told = labelled(chosen.data)
        told.print(str(chosen.data.name), chosen.missed)
        false += told.false_officials()
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main())
