"""A small organisation's content in a folder, whole until a test breaks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.content.loader import Loaded, load
from bot.errors import ContentError

ORGANIZATION = """\
languages: [ja, en]
names:
  ja: [日本観測会, 一般社団法人日本観測会]
  en: [Observers of Japan]
website: https://www.Observers.example/ja/
former_domains: [www.old-observers.example]
reviewed: 2026-04-01
contacts:
  phone:
    value: {ja: 03-0000-0000, en: +81-3-0000-0000}
    section: "1"
  fax:
    value: null
  address:
    value: 東京都中央区1-2-3
  email:
    value: office@observers.example
    section: 1.10
privacy_policy: https://www.observers.example/privacy
bodies:
  society:
    names: {ja: 日本観測会, en: Observers of Japan}
    accounts:
      - platform: x
        address: https://x.com/observers
        section: "1"
      - platform: x
        address: https://x.com/observers_en
        names: {ja: 日本観測会（英語）, en: Observers of Japan in English}
        numeric_id: "1234567"
      - platform: youtube
        address: null
  young:
    names: {ja: 若手の会, en: Young Observers}
crisis_contacts:
  - name: {ja: 相談窓口, en: Helpline}
    phone: 0120-000-000
    note: {ja: 無料, en: free}
    source: https://helpline.example
    reviewed: 2026-04-01
    confirmed: 2026-04-02
calls_itself:
  organization: {ja: 本会, en: the Observers}
  office: {ja: 係, en: our office}
"""

GUIDELINE_JA = """\
---
id: rules
language: ja
title: 運用規程
established: 2017-03-10
source: https://www.observers.example/rules
status: published
---

# 運用規程

## 1. 目的

目的を定めます。

- 一つ目

### 1.10 窓口

窓口です。

## 2. 細則

### 2.1 細目

細目です。
"""

GUIDELINE_EN = (
    GUIDELINE_JA.replace("language: ja", "language: en")
    .replace("title: 運用規程", "title: Rules")
    .replace("status: published", "status: reference translation")
    .replace("# 運用規程", "# Rules")
    .replace("目的を定めます。\n\n- 一つ目", "These are the rules.")
    .replace("窓口です。", "The contact point.")
    .replace("細目です。", "Details.")
    .replace("1. 目的", "1. Purpose")
    .replace("1.10 窓口", "1.10 Contact")
    .replace("2. 細則", "2. Bylaws")
    .replace("2.1 細目", "2.1 Details")
)

INTENTS = """\
more_examples: [examples/ja.yaml]
intents:
  contact:
    topics:
      phone:
        does: contact
        field: phone
        label: {ja: 電話番号, en: Phone number}
        examples:
          ja: [電話番号は？, お電話したい]
          en: ["What is your phone number?", "no"]
  guideline:
    topics:
      purpose: {does: quote, sections: ["1"], examples: {ja: [目的は？], en: ["Why?"]}}
  personal_data:
    topics:
      delete: {does: request, request: delete, sections: [1.10], examples: {ja: [消して], en: [Delete me]}}
  smalltalk:
    topics:
      greeting: {does: reply, reply: smalltalk.greeting, examples: {ja: [こんにちは], en: [Hello]}}
  distress:
    topics:
      distress:
        does: crisis
        phrases: {ja: [死にたい], en: [kill myself]}
        examples: {ja: [つらい], en: [I cannot go on]}
replies:
  smalltalk.greeting: {ja: こんにちは。, en: Hello.}
  handed_over: {ja: "受付番号{number}です。", en: "Your number is {number}."}
"""

EXAMPLES_JA = """\
contact:
  phone:
    - 電話かけたいんだけど
"""

WORDING_JA = "handed_over: 引き継ぎました（受付番号{number}）。\nask:\n  again: もう一度お書きください。\n"
WORDING_EN = "handed_over: Passed on (no. {number}).\nask:\n  again: Please write again.\n"

FILES = {
    "knowledge/organization.yaml": ORGANIZATION,
    "knowledge/guidelines/rules.ja.md": GUIDELINE_JA,
    "knowledge/guidelines/rules.en.md": GUIDELINE_EN,
    "knowledge/examples/ja.yaml": EXAMPLES_JA,
    "intents.yaml": INTENTS,
    "wording/ja.yaml": WORDING_JA,
    "wording/en.yaml": WORDING_EN,
}

JAPANESE_ONLY = {
    "knowledge/organization.yaml": """\
languages: [ja]
names: {ja: [町内会]}
website: https://chonaikai.example
reviewed: 2026-04-01
contacts:
  phone: {value: 0000-00-0000}
  fax: {value: null}
  address: {value: null}
  email: {value: null}
privacy_policy: null
bodies: {}
crisis_contacts: []
calls_itself: {organization: {ja: 当会}, office: {ja: 役員}}
""",
    "knowledge/guidelines/sns.md": (
        "---\nid: sns\nlanguage: ja\ntitle: 決まり\nsource: https://chonaikai.example/sns\nstatus:"
        " published\n---\n"
        "## 1. 投稿\n写真は載せません。\n"
    ),
    "intents.yaml": "intents: {contact: {topics: {phone: {does: contact, field: phone,"
    " examples: {ja: [電話は]}}}}}\n",
    "wording/ja.yaml": WORDING_JA,
}


@dataclass(frozen=True, slots=True)
class Folder:
    """The working directory of a test, with the content in it."""

    root: Path

    def fill(self, files: dict[str, str]) -> None:
        for file, text in files.items():
            self.write(file, text)

    def write(self, file: str, text: str) -> None:
        (self.root / file).parent.mkdir(parents=True, exist_ok=True)
        (self.root / file).write_text(text, encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        text = (self.root / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def load(self, today: date | None = None, *, closely: bool = False) -> Loaded:
        knowledge, intents, wording = Path("knowledge"), Path("intents.yaml"), self.root / "wording"
        return load(knowledge, intents, today=today, system_wording=wording, closely=closely)

    def errors(self) -> list[str]:
        with pytest.raises(ContentError) as caught:
            self.load()
        return str(caught.value).splitlines()
